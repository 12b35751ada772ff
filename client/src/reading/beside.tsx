import type { Page } from '@terreau/shared/api/pages.ts'
import { PageLink } from '../ui/page-link.tsx'
import { mentionsOf } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { choiceLabel } from '../i18n/page-type-labels.ts'
import { Avatars } from '../ui/avatar.tsx'
import { TypeChip } from '../ui/chips.tsx'
import type { Named, Note } from './notes.ts'

/** Who wrote the page, in the order they arrived: no shares, no counts. */
export function Makers({ page }: { page: Page }) {
  const { t } = useLanguage()
  const names = page.authors.map(({ name }) => name)
  return (
    <section className="card" aria-labelledby="makers">
      <h2 id="makers" className="card-title">
        {t.reading.makers}
      </h2>
      {names.length > 0 && (
        <p>
          <Avatars names={names} />
        </p>
      )}
      <p className="small muted">{names.length ? t.reading.arrival(names) : t.reading.noMakers}</p>
    </section>
  )
}

/** What the page rests on, numbered as in the text. A source cited in the text leads back to its first call. */
export function Sources({ notes, named }: { notes: readonly Note[]; named: Named }) {
  const { t } = useLanguage()
  const known = notes.filter(({ source }) => named.has(source))
  if (!known.length) return null
  return (
    <section className="card" aria-labelledby="sources">
      <h2 id="sources" className="card-title">
        {t.reading.sources}
      </h2>
      <ol className="sources small">
        {known.map((note) => (
          <Source key={note.source} note={note} named={named} />
        ))}
      </ol>
    </section>
  )
}

function Source({ note, named }: { note: Note; named: Named }) {
  const { t } = useLanguage()
  const page = named.get(note.source)
  if (!page) return null
  return (
    <li id={`source-${note.number}`} value={note.number}>
      <PageLink page={page} />
      {note.locators.length > 0 && `, ${note.locators.join(', ')}`}
      {page.licence && <span className="muted"> · {choiceLabel(t.pageTypes, 'source', 'licence', page.licence)}</span>}
      {note.cited && (
        <a className="back-to-text" href={`#appel-${note.number}`} aria-label={t.reading.backToText(note.number)}>
          ↑
        </a>
      )}
    </li>
  )
}

/** Pages that speak of this one. */
export function Mentions({ page }: { page: Page }) {
  const { t } = useLanguage()
  const mentions = useValue(mentionsOf(page.slug))?.pages ?? []
  if (!mentions.length) return null
  return (
    <section className="mentions" aria-labelledby="mentions">
      <h2 id="mentions" className="card-title">
        {t.reading.mentions}
      </h2>
      <ul className="plain-list">
        {mentions.map((mention) => (
          <li key={mention.id} className="row">
            <TypeChip type={mention.type} />
            <PageLink page={mention} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Deeds of the licences that ask for a link. */
const DEEDS: Readonly<Record<string, string>> = {
  'CC-BY-SA-4.0': 'https://creativecommons.org/licenses/by-sa/4.0/',
  'CC-BY-4.0': 'https://creativecommons.org/licenses/by/4.0/',
  'CC0-1.0': 'https://creativecommons.org/publicdomain/zero/1.0/',
  'CC-BY-SA-3.0-FR': 'https://creativecommons.org/licenses/by-sa/3.0/fr/',
  'CC-BY-SA-3.0': 'https://creativecommons.org/licenses/by-sa/3.0/',
  'CC-BY-3.0': 'https://creativecommons.org/licenses/by/3.0/',
  'ODbL-1.0': 'https://opendatacommons.org/licenses/odbl/1-0/',
  'etalab-2.0': 'https://www.etalab.gouv.fr/licence-ouverte-open-licence/',
}

/** Under which licence the page is shared, and the words to credit it with. */
export function LicenceLine({ page }: { page: Page }) {
  const { t } = useLanguage()
  const licence = typeof page.fields.licence === 'string' ? page.fields.licence : 'CC-BY-SA-4.0'
  const name = choiceLabel(t.pageTypes, page.type, 'licence', licence)
  const deed = DEEDS[licence]
  // The wiki credits itself once.
  const names = page.authors.map((author) => author.name).filter((author) => author !== t.wiki)
  return (
    <p className="small muted">
      {t.reading.credit(page.title, names)}{' '}
      {deed ? (
        <a href={deed} rel="license noopener">
          {name}
        </a>
      ) : (
        name
      )}
    </p>
  )
}
