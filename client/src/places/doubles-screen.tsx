// oxlint-disable-next-line import/no-unassigned-import -- a style sheet exports nothing
import './places.css'
import type { DoubleList, DoublePage } from '@terreau/shared/api/doubles.ts'
import type { PageName } from '@terreau/shared/api/pages.ts'
import { useEffect, useId, useRef, useState, type RefObject } from 'react'
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
  const [done, setDone] = useState<Done | null>(null)
  const said = useRef<HTMLOutputElement>(null)
  // The button that was pressed is gone: whoever walks by keyboard goes on from what was done.
  useEffect(() => {
    if (done) said.current?.focus()
  }, [done])
  return (
    <main id="main" className="wrap page">
      <Head title={words.title} canonical="/doublons" />
      <h1 tabIndex={-1}>{words.title}</h1>
      <p className="muted">{words.says}</p>
      <Answered answer={useAnswer(doublePlaces)}>
        {({ doubles, apart, merged }) => (
          <div className="stack">
            {done && <SaidDone said={said} done={done} onDone={setDone} />}
            {doubles.length === 0 && <p className="notice">{words.nothing}</p>}
            {doubles.length > 0 && <p>{doubles.some(({ mayPart }) => mayPart) ? words.kept : words.keepers}</p>}
            <ul className="plain-list stack">
              {doubles.map((double) => (
                <Pair key={double.pages.map(({ page }) => page.id).join(' ')} double={double} onDone={setDone} />
              ))}
            </ul>
            {apart.length > 0 && <ApartPairs apart={apart} onDone={setDone} />}
            {merged.length > 0 && <Merged merged={merged} onDone={setDone} />}
          </div>
        )}
      </Answered>
    </main>
  )
}

/** What was done, in a sentence; and the two pages, where it was said that they are two and that can be taken back. */
interface Done {
  readonly says: string
  readonly parted?: readonly [PageName, PageName]
}

interface Doing {
  readonly onDone: (done: Done) => void
}

interface SaidDoneProps extends Doing {
  readonly said: RefObject<HTMLOutputElement | null>
  readonly done: Done
}

function SaidDone({ said, done: { says, parted }, onDone }: SaidDoneProps) {
  const words = usePlacesWords().doubles
  const id = useId()
  const { wrong, busy, again } = useShownAgain(onDone)
  return (
    <div className="notice row">
      <output ref={said} tabIndex={-1}>
        {says}
      </output>
      {parted && (
        <button type="button" className="btn small" disabled={busy} onClick={() => void again(parted)}>
          {words.undo}
        </button>
      )}
      {wrong && <WrongSaid id={id} wrong={wrong} />}
    </div>
  )
}

/** Takes back that two pages are of two places. */
function useShownAgain(onDone: Doing['onDone']) {
  const words = usePlacesWords().doubles
  const { wrong, busy, telling } = useTelling()
  const again = async ([one, other]: readonly [PageName, PageName]) => {
    if (await telling('DELETE', `/doubles/apart/${one.id}/${other.id}`))
      onDone({ says: words.done.again(one.title, other.title) })
  }
  return { wrong, busy, again }
}

interface PairProps extends Doing {
  readonly double: DoubleList['doubles'][number]
}

function Pair({ double: { metres, pages, mayPart }, onDone }: PairProps) {
  const words = usePlacesWords().doubles
  const { format } = useLanguage()
  const id = useId()
  const { wrong, busy, telling } = useTelling()
  const [one, other] = pages
  const merge = async ({ page: keep }: DoublePage, { page: gone }: DoublePage) => {
    if (await telling('POST', '/doubles/merged', { keep: keep.id, other: gone.id }))
      onDone({ says: words.done.merged(gone.title, keep.title) })
  }
  const part = async () => {
    if (await telling('POST', '/doubles/apart', { one: one.page.id, other: other.page.id }))
      onDone({ says: words.done.two(one.page.title, other.page.title), parted: [one.page, other.page] })
  }
  return (
    <li className="card stack">
      <p className="small muted">{words.apart(format.distance(metres))}</p>
      <div className="double-sides">
        <Side side={one} busy={busy} onKeep={() => void merge(one, other)} />
        <Side side={other} busy={busy} onKeep={() => void merge(other, one)} />
      </div>
      {mayPart && (
        <p>
          <button
            type="button"
            className="btn quiet"
            disabled={busy}
            aria-label={words.twoFor(one.page.title, other.page.title)}
            onClick={() => void part()}
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

interface ApartProps extends Doing {
  readonly apart: DoubleList['apart']
}

/** Pairs that were said to be two, for those who may take it back. */
function ApartPairs({ apart, onDone }: ApartProps) {
  const words = usePlacesWords().doubles
  const id = useId()
  const { wrong, busy, again } = useShownAgain(onDone)
  return (
    <section className="stack" aria-labelledby={`${id}-apart`}>
      <h2 id={`${id}-apart`}>{words.saidTwo}</h2>
      <ul className="plain-list stack">
        {apart.map(([one, other]) => (
          <li key={`${one.id} ${other.id}`} className="row">
            <span>
              <PageLink page={one} /> {words.and} <PageLink page={other} />
            </span>
            <button
              type="button"
              className="btn small quiet"
              disabled={busy}
              aria-label={words.againFor(one.title, other.title)}
              onClick={() => void again([one, other])}
            >
              {words.again}
            </button>
          </li>
        ))}
      </ul>
      <WrongSaid id={id} wrong={wrong} />
    </section>
  )
}

interface MergedProps extends Doing {
  readonly merged: DoubleList['merged']
}

function Merged({ merged, onDone }: MergedProps) {
  const words = usePlacesWords().doubles
  const id = useId()
  const { wrong, busy, telling } = useTelling()
  const itself = async ({ id: page, title }: PageName) => {
    if (await telling('PUT', `/pages/${page}/archived`, { archived: false })) onDone({ says: words.done.itself(title) })
  }
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
              <button type="button" className="btn small quiet" disabled={busy} onClick={() => void itself(page)}>
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
