// oxlint-disable-next-line import/no-unassigned-import -- a style sheet exports nothing
import './reviewing.css'
import type { ReviewQueue, WaitingPage } from '@terreau/shared/api/reviews.ts'
import { Link, useLocation, useSearch } from 'wouter'
import { allTerritories, reviewQueue, whoAmI } from '../asking/queries.ts'
import { useAnswer, useValue } from '../asking/use-answer.ts'
import { reviews } from '../asking/writes.ts'
import { useLanguage } from '../i18n/language.tsx'
import { useReviewingWords } from '../i18n/reviewing.ts'
import { SHOWN_TYPES } from '../page-types.ts'
import { TypeChip } from '../ui/chips.tsx'
import { Waiting } from './read-next.tsx'

const ASKED = ['territory', 'type', 'cursor'] as const

/** What waits in one's territories; whoever may not review is told how one comes to. */
export default function Queue() {
  const member = useValue(whoAmI)?.member
  if (member === undefined) return null
  return member && reviews(member) ? <Waits /> : <NotYet visitor={member === null} />
}

function NotYet({ visitor }: { visitor: boolean }) {
  const words = useReviewingWords().queue
  return (
    <div className="notice stack">
      <p>{visitor ? words.visitor : words.notYet}</p>
      <p>
        <Link className="btn" href={visitor ? '/entrer' : '/territoires'}>
          {visitor ? words.enter : words.territories}
        </Link>
      </p>
    </div>
  )
}

function Waits() {
  const { t } = useLanguage()
  const words = useReviewingWords().queue
  const search = new URLSearchParams(useSearch())
  const asked = new URLSearchParams(ASKED.flatMap((key) => (search.get(key) ? [[key, search.get(key) ?? '']] : [])))
  const queue = useAnswer(reviewQueue(asked), { keep: true })
  if (queue === 'waiting') return <output className="muted">{t.loading}</output>
  if (queue === 'lost') return <p className="notice">{t.lost.offlineSays}</p>
  if ('refusal' in queue) return <p className="notice">{queue.refusal.message}</p>
  return (
    <div className="stack review-queue">
      <p className="muted">{words.says}</p>
      <Filters asked={asked} />
      <Listed queue={queue.value} asked={asked} />
    </div>
  )
}

function Listed({ queue: { waiting, medianWait, next }, asked }: { queue: ReviewQueue; asked: URLSearchParams }) {
  const words = useReviewingWords().queue
  const filtered = asked.has('territory') || asked.has('type')
  return (
    <>
      {waiting.length === 0 && <p className="notice">{filtered ? words.nothingHere : words.nothing}</p>}
      <Part id="glance" title={words.glance} says={words.glanceSays} waiting={waiting.filter(({ short }) => short)} />
      <Part id="longer" title={words.longer} waiting={waiting.filter(({ short }) => !short)} />
      <p className="row paging">
        {asked.has('cursor') && <Link href={pathTo(asked, null)}>{words.start}</Link>}
        {next && (
          <Link className="btn" href={pathTo(asked, next)}>
            {words.next}
          </Link>
        )}
      </p>
      {medianWait !== null && <p className="small muted">{words.median(medianWait)}</p>}
    </>
  )
}

function Part(props: { id: string; title: string; says?: string; waiting: readonly WaitingPage[] }) {
  if (props.waiting.length === 0) return null
  return (
    <section aria-labelledby={props.id}>
      <h2 id={props.id}>{props.title}</h2>
      {props.says && <p className="small muted">{props.says}</p>}
      <ul className="plain-list review-waiting">
        {props.waiting.map((one) => (
          <li key={one.page.id} className="card">
            <TypeChip type={one.page.type} />
            <Waiting waiting={one} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Filters({ asked }: { asked: URLSearchParams }) {
  const { t } = useLanguage()
  const words = useReviewingWords().queue
  const [, navigate] = useLocation()
  const territories = useValue(allTerritories)?.territories ?? []
  const choose = (key: string, value: string) => {
    const chosen = new URLSearchParams(asked)
    chosen.delete('cursor')
    if (value) chosen.set(key, value)
    else chosen.delete(key)
    navigate(chosen.size ? `/relire?${chosen}` : '/relire', { replace: true })
  }
  const types = SHOWN_TYPES.map(({ key }) => [key, t.pageTypes.types[key].many] as const)
  return (
    <form className="row" aria-label={words.filters}>
      {territories.length > 0 && (
        <Choice
          label={words.territory}
          chosen={asked.get('territory') ?? ''}
          options={territories.map(({ id, name }) => [id, name])}
          onChoose={(value) => choose('territory', value)}
        />
      )}
      <Choice
        label={words.type}
        chosen={asked.get('type') ?? ''}
        options={types}
        onChoose={(value) => choose('type', value)}
      />
    </form>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly chosen: string
  readonly options: readonly (readonly [string, string])[]
  readonly onChoose: (value: string) => void
}

function Choice({ label, chosen, options, onChoose }: ChoiceProps) {
  const { any } = useReviewingWords().queue
  return (
    <label className="field small">
      <span>{label}</span>
      <select className="input" value={chosen} onChange={(event) => onChoose(event.target.value)}>
        <option value="">{any}</option>
        {options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

function pathTo(asked: URLSearchParams, cursor: string | null): string {
  const next = new URLSearchParams(asked)
  if (cursor) next.set('cursor', cursor)
  else next.delete('cursor')
  return next.size ? `/relire?${next}` : '/relire'
}
