import { answersOf, wishesOf, type Asked } from '@terreau/shared/answers/answer.ts'
import { together, type Answer, type Answers, type Wish } from '@terreau/shared/answers/asked.ts'
import { saidHours, type Facts } from '@terreau/shared/answers/facts.ts'
import type { CardAnswers, OpenAnswer, SlotAnswer } from '@terreau/shared/api/pages.ts'
import { nextOccurrence } from '@terreau/shared/hours/recurrence.ts'
import type { Setting } from '@terreau/shared/hours/setting.ts'
import { nextSlot, type Slot } from '@terreau/shared/hours/slots.ts'
import { openState, stateAt, type OpenState, type SaidHours } from '@terreau/shared/hours/state-at.ts'
import { instantOf, MINUTES_A_DAY } from '@terreau/shared/hours/zone.ts'
import { dayNamed } from '@terreau/shared/hours/days.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { metresBetween, type Position } from '@terreau/shared/travel/distance.ts'
import type { Instant } from '../storage/tables.ts'
import { NOWHERE, settingAt, siteOf, type Site, type SiteRow } from './sites.ts'

/** A page, what it says, and where it is; its own site where it is a place. */
export interface AskedPage {
  readonly type: PageTypeKey
  readonly facts: Facts
  readonly site: Site | null
}

/** A page by what is kept of it, and the place that it is at. */
export function askedPage(type: PageTypeKey, row: SiteRow, at: Site | undefined): AskedPage {
  const own = siteOf(row)
  return { type, facts: own.facts, site: type === 'place' ? own : (at ?? null) }
}

/** An instant, or a time on the wall of each place. */
export type When = { readonly instant: Instant } | { readonly wall: string }

/** All that a list asks. */
export interface Question {
  readonly when: When
  /** True where only what is open then is wanted. */
  readonly open: boolean
  readonly near: Position | null
  readonly radius: number | null
  readonly fields: Asked
  readonly wishes: readonly Wish[]
  readonly equipment: readonly string[]
  readonly now: Instant
}

/** What a page answers, and how far it is. */
export interface PageAnswers extends Answers {
  readonly metres: number | null
}

/** Asks a page what decides whether it is listed, and nothing more: thousands are asked. Pure but for the table of holidays. */
export function ask({ type, facts, site }: AskedPage, question: Question): PageAnswers {
  const at = site ?? NOWHERE
  const metres = question.near && at.position && Math.round(metresBetween(question.near, at.position))
  const own = answersOf(type, facts, question.fields)
  const answers = together([
    ...own.unknown.map((one) => [one, 'unknown'] as const),
    ...own.limited.map((one) => [one, 'limited'] as const),
    ...(question.open ? [['openAt', ANSWER[stateOf(type, facts, at, question.when)]] as const] : []),
    ...(question.near && question.radius !== null ? [['near', within(metres, question.radius)] as const] : []),
  ])
  return { ...answers, answer: own.answer === 'no' ? 'no' : answers.answer, metres }
}

/** What the card of a page shows of its answers. */
export function shownOf(page: AskedPage & PageAnswers, question: Question): CardAnswers {
  const { type, facts, site, metres, unknown, limited } = page
  const at = site ?? NOWHERE
  const setting = settingAt(at)
  const instant = instantIn(question.when, setting)
  const open = openAt(type, facts, at, setting, instant)
  const next = nextOf(type, facts, at, setting, question.open ? instant : question.now)
  return {
    ...(open && { open: openAnswer(open) }),
    ...(metres !== null && { metres }),
    ...(next && { next: slotAnswer(next) }),
    ...(type === 'space' && wishes(question) && wishesOf(facts, question.wishes, question.equipment)),
    ...(unknown.length > 0 && { unknown: [...unknown] }),
    ...(limited.length > 0 && { limited: [...limited] }),
    ...(at.position && { position: at.position }),
  }
}

/** Whether a page is open now, and where it is. */
export interface AnswerNow {
  readonly isOpen: boolean
  readonly position: Position | null
  /** Why, and when that changes; null for what has no hours. Worked out when it is asked: of many answers few are shown. */
  open(): OpenAnswer | null
}

export function answerNow({ type, facts, site }: AskedPage, now: Instant): AnswerNow {
  const at = site ?? NOWHERE
  return {
    isOpen: stateOf(type, facts, at, { instant: now }) === 'open',
    position: at.position,
    open() {
      const said = openAt(type, facts, at, settingAt(at), now)
      return said && openAnswer(said)
    },
  }
}

const wishes = ({ wishes: some, equipment }: Question): boolean => some.length + equipment.length > 0

/** Whether a space lacks any of what was wished for. */
export function lacksNothing({ facts }: AskedPage, question: Question): boolean {
  return wishesOf(facts, question.wishes, question.equipment).lacks.length === 0
}

/** What a page hands over, or meets for, next; null where there is nothing, or nothing can be told. */
export function nextSlotOf({ type, facts, site }: AskedPage, now: Instant): SlotAnswer | null {
  const at = site ?? NOWHERE
  const next = nextOf(type, facts, at, settingAt(at), now)
  return next && slotAnswer(next)
}

function stateOf(type: PageTypeKey, facts: Facts, site: Site, when: When): OpenState['state'] {
  const setting = settingAt(site)
  const at = instantIn(when, setting)
  if (type === 'event') return during(facts, setting, at).state
  const said = hoursOf(type, facts, site)
  return said ? stateAt(said, at, setting) : 'unknown'
}

const ANSWER: Readonly<Record<OpenState['state'], Answer>> = { open: 'yes', closed: 'no', unknown: 'unknown' }

const within = (metres: number | null, radius: number): Answer =>
  metres === null ? 'unknown' : metres <= radius ? 'yes' : 'no'

export function instantIn(when: When, setting: Setting): Instant {
  if ('instant' in when) return when.instant
  const [day = '', time = ''] = when.wall.split('T')
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return instantOf(dayNamed(day) * MINUTES_A_DAY + hours * 60 + minutes, setting.zone)
}

/** When a page is open: by its own hours, else by those of the place it is at; null for what has no hours. */
export function hoursOf(type: PageTypeKey, facts: Facts, site: Site): SaidHours | null {
  const own = saidHours(type, facts)
  if (type === 'place' || type === 'transport-option') return own
  const { closures, stage } = saidHours('place', site.facts)
  if (type === 'service') return { ...own, closures, stage }
  return type === 'space' ? saidHours('place', site.facts) : null
}

function openAt(type: PageTypeKey, facts: Facts, site: Site, setting: Setting, at: Instant): OpenState | null {
  if (type === 'event') return during(facts, setting, at)
  const said = hoursOf(type, facts, site)
  return said && openState(said, at, setting)
}

/** A meeting is open while it lasts. */
function during(facts: Facts, setting: Setting, at: Instant): OpenState {
  const next = nextOf('event', facts, NOWHERE, setting, at)
  if (!next || next.from > at)
    return { state: 'closed', why: 'outside-hours', next: next && { at: next.from, state: 'open' } }
  return { state: 'open', why: 'hours', next: next.until === null ? null : { at: next.until, state: 'closed' } }
}

function nextOf(type: PageTypeKey, facts: Facts, site: Site, setting: Setting, at: Instant): Slot | null {
  if (type === 'service') return nextSlot(hoursOf(type, facts, site) ?? {}, at, setting)
  if (type !== 'event' || facts.status === 'cancelled' || typeof facts.start !== 'string') return null
  const [start, end, zone, rrule] = [facts.start, facts.end, facts.tz, facts.rrule]
  const meeting = {
    start,
    zone: typeof zone === 'string' ? zone : setting.zone,
    end: typeof end === 'string' ? end : undefined,
    rrule: typeof rrule === 'string' ? rrule : undefined,
  }
  const next = nextOccurrence(meeting, at)
  return next && { ...next, state: facts.status === 'postponed' ? 'unknown' : 'open' }
}

const iso = (at: Instant): string => new Date(at).toISOString()

export function openAnswer({ state, why, comment, holiday, next }: OpenState): OpenAnswer {
  return {
    state,
    why,
    ...(comment !== undefined && { comment }),
    ...(holiday && { holiday }),
    next: next && { at: iso(next.at), state: next.state },
  }
}

function slotAnswer({ from, until, state }: Slot): SlotAnswer {
  return { from: iso(from), until: until === null ? null : iso(until), state }
}
