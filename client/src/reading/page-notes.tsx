import type { Page, PageName } from '@terreau/shared/api/pages.ts'
import { LICENCE_ADDRESSES } from '@terreau/shared/page-types/licences.ts'
import { useLanguage } from '../i18n/language.tsx'
import { choiceLabel } from '../i18n/page-type-labels.ts'
import { PageLink } from '../ui/page-link.tsx'
import { licenceOf } from '@terreau/shared/page-types/licences.ts'
import { AnyLink } from './inline.tsx'
import { callId, type Named, type Note } from './notes.ts'

/** What the page rests on, numbered as in the text. A source cited in the text leads back to each of its calls. */
export function Sources({ page, notes, named }: { page: Page; notes: readonly Note[]; named: Named }) {
  const { t } = useLanguage()
  const known = notes.flatMap((note) => {
    const source = named.get(note.source)
    return source ? [{ note, source }] : []
  })
  if (!known.length) return null
  return (
    <section className="card" aria-labelledby="sources">
      <h2 id="sources" className="card-title">
        {t.reading.sources}
      </h2>
      <ol className="sources small">
        {known.map(({ note, source }) => (
          <li key={note.source} id={`source-${note.number}`} value={note.number}>
            <Described source={source} note={note} />
            <LicenceOfSource source={source} ofPage={licenceOf(page.fields)} />
            <WaysBack note={note} />
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Who wrote it, what it is called, by whom and when it was published, where in it, and where it stands itself. */
function Described({ source: page, note }: { source: PageName; note: Note }) {
  const { t, format } = useLanguage()
  const { authors, publisher, date, url, retrieved } = page.source ?? {}
  const published = [publisher, date && format.day(date), ...note.locators].filter(Boolean).join(', ')
  return (
    <>
      {authors && `${format.list(authors)}, `}
      <PageLink page={page} />
      {published && `, ${published}`}
      {url && (
        <>
          {', '}
          <AnyLink href={url}>
            <span className="said-only">{t.reading.sourceItself} </span>
            {URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : url}
          </AnyLink>
        </>
      )}
      {retrieved && <span className="muted"> {t.reading.retrieved(format.day(retrieved))}</span>}
    </>
  )
}

/** Its licence, said to be another one where it is not the page's. */
function LicenceOfSource({ source: { licence }, ofPage }: { source: PageName; ofPage: string }) {
  const { t } = useLanguage()
  if (!licence) return null
  const name = choiceLabel(t.pageTypes, 'source', 'licence', licence)
  const deed = LICENCE_ADDRESSES[licence]
  return (
    <span className="muted">
      {' · '}
      {licence !== ofPage && licence !== 'unknown' && `${t.reading.otherLicence} `}
      {deed ? (
        <a href={deed} rel="license noopener">
          {name}
        </a>
      ) : (
        name
      )}
    </span>
  )
}

function WaysBack({ note: { number, calls } }: { note: Note }) {
  const { t } = useLanguage()
  return Array.from({ length: calls }, (_, at) => (
    <a
      key={at}
      className="back-to-text"
      href={`#${callId(number, at + 1)}`}
      aria-label={calls > 1 ? t.reading.backToCall(number, at + 1) : t.reading.backToText(number)}
    >
      ↑{calls > 1 && at + 1}
    </a>
  ))
}
