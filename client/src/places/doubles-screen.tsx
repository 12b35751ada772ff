// oxlint-disable-next-line import/no-unassigned-import -- a style sheet exports nothing
import './places.css'
import type { DoubleList, DoublePage } from '@terreau/shared/api/doubles.ts'
import { useId } from 'react'
import { Link } from 'wouter'
import { doublePlaces } from '../asking/queries.ts'
import { useAnswer } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { fieldLabel } from '../i18n/page-type-labels.ts'
import { usePlacesWords } from '../i18n/places.ts'
import { useTelling } from '../joining/use-telling.ts'
import { Answered } from '../ui/answered.tsx'
import { Head } from '../ui/head.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { WrongSaid } from '../ui/wrong-said.tsx'

/** Pages that may be of one place, for people to look at; those who keep them make one of two. */
export function DoublesScreen() {
  const words = usePlacesWords().doubles
  return (
    <main id="main" className="wrap page">
      <Head title={words.title} canonical="/doublons" />
      <h1 tabIndex={-1}>{words.title}</h1>
      <p className="muted">{words.says}</p>
      <Answered answer={useAnswer(doublePlaces)}>
        {({ doubles, merged }) => (
          <div className="stack">
            {doubles.length === 0 && <p className="notice">{words.nothing}</p>}
            {doubles.length > 0 && <p>{doubles.some(({ mayPart }) => mayPart) ? words.kept : words.keepers}</p>}
            <ul className="plain-list stack">
              {doubles.map((double) => (
                <Pair key={double.pages.map(({ page }) => page.id).join(' ')} double={double} />
              ))}
            </ul>
            {merged.length > 0 && <Merged merged={merged} />}
          </div>
        )}
      </Answered>
    </main>
  )
}

function Pair({ double: { metres, pages, mayPart } }: { double: DoubleList['doubles'][number] }) {
  const words = usePlacesWords().doubles
  const { format } = useLanguage()
  const id = useId()
  const { wrong, busy, telling } = useTelling()
  const [one, other] = pages
  const merge = (keep: DoublePage, gone: DoublePage) =>
    void telling('POST', '/doubles/merged', { keep: keep.page.id, other: gone.page.id })
  const part = () => void telling('POST', '/doubles/apart', { one: one.page.id, other: other.page.id })
  return (
    <li className="card stack">
      <p className="small muted">{words.apart(format.distance(metres))}</p>
      <div className="double-sides">
        <Side side={one} busy={busy} onKeep={() => merge(one, other)} />
        <Side side={other} busy={busy} onKeep={() => merge(other, one)} />
      </div>
      {mayPart && (
        <p>
          <button
            type="button"
            className="btn quiet"
            disabled={busy}
            aria-label={words.twoFor(one.page.title, other.page.title)}
            onClick={part}
          >
            {words.two}
          </button>
        </p>
      )}
      <WrongSaid id={id} wrong={wrong} />
    </li>
  )
}

interface SideProps {
  readonly side: DoublePage
  readonly busy: boolean
  readonly onKeep: () => void
}

function Side({ side: { page, address, updatedAt, lacks, mayKeep }, busy, onKeep }: SideProps) {
  const words = usePlacesWords().doubles
  const { t, format } = useLanguage()
  const given = lacks.map((key) => fieldLabel(t.pageTypes, 'place', key)?.label ?? key)
  return (
    <div className="stack">
      <h2 className="double-title">
        <PageLink page={page} />
      </h2>
      <p className="small muted">
        {[address, words.updated(format.day(updatedAt.slice(0, 10)))].filter(Boolean).join(' · ')}
      </p>
      <p className="small">{given.length > 0 ? words.given(given) : words.nothingGiven}</p>
      {mayKeep && (
        <p>
          <button type="button" className="btn" disabled={busy} onClick={onKeep}>
            {words.keep(page.title)}
          </button>
        </p>
      )}
    </div>
  )
}

function Merged({ merged }: Pick<DoubleList, 'merged'>) {
  const words = usePlacesWords().doubles
  const id = useId()
  const { wrong, busy, telling } = useTelling()
  return (
    <section className="stack" aria-labelledby={`${id}-merged`}>
      <h2 id={`${id}-merged`}>{words.merged}</h2>
      <ul className="plain-list stack">
        {merged.map(({ page, into, mayPart }) => (
          <li key={page.id} className="row">
            <span>
              <Link href={`/p/${page.slug}?version=live`}>{page.title}</Link> {words.into} <PageLink page={into} />
            </span>
            {mayPart && (
              <button
                type="button"
                className="btn small quiet"
                disabled={busy}
                onClick={() => void telling('PUT', `/pages/${page.id}/archived`, { archived: false })}
              >
                {words.part(page.title)}
              </button>
            )}
          </li>
        ))}
      </ul>
      <WrongSaid id={id} wrong={wrong} />
    </section>
  )
}
