import { minutesIn } from '../page-types/minutes.ts'
import type { PageTypeKey } from '../page-types/define.ts'
import { fieldsOf } from '../page-types/registry.ts'
import { together, type Answer, type Answers, type Question, type Wish } from './asked.ts'
import type { Facts } from './facts.ts'
import { speaksOfWords } from './needs.ts'

/** What is asked of the fields of a page alone; absent where it is not asked. */
export interface Asked {
  /** Reached and entered without a step. */
  readonly stepFree?: boolean | undefined
  /** No more people than so many are needed. */
  readonly people?: number | undefined
  /** It takes no longer than so many minutes. */
  readonly within?: number | undefined
  readonly free?: boolean | undefined
  /** So many people can sit. */
  readonly seats?: number | undefined
  readonly product?: string | undefined
  /** Words of what was there before a launch. */
  readonly existing?: string | undefined
  /** Accessibility and comforts that must be there, by field. */
  readonly must?: readonly Question[] | undefined
}

type OneAnswer = Answer | 'limited'

/** What a page answers to what its fields are asked. */
export function answersOf(type: PageTypeKey, facts: Facts, asked: Asked): Answers {
  const answers: [Question, OneAnswer][] = (asked.must ?? []).map((key) => [key, accessOf(facts[key])])
  if (asked.stepFree) answers.push(['stepFree', stepFree(type, facts)])
  if (asked.people !== undefined) answers.push(['people', fewEnough(facts.participants, asked.people)])
  if (asked.within !== undefined) answers.push(['within', shortEnough(facts.duration, asked.within)])
  if (asked.free) answers.push(['free', isFree(facts.cost)])
  if (asked.seats !== undefined) answers.push(['seats', atLeast(facts.seats, asked.seats)])
  if (asked.product !== undefined) answers.push(['product', namesOne(facts.products, asked.product)])
  if (asked.existing !== undefined) answers.push(['existing', namesOne(facts.existing, asked.existing)])
  return together(answers)
}

/** Filters for which nothing said is unknown, and so is listed apart. */
export function isThreefold(type: PageTypeKey, key: string): boolean {
  return fieldsOf(type)[key]?.default === 'unknown'
}

/** `limited` is a yes that is told with its limit. */
function accessOf(value: unknown): OneAnswer {
  return value === 'yes' || value === 'no' || value === 'limited' ? value : 'unknown'
}

/** Of a place both the way in and the rooms count; one no is enough. */
function stepFree(type: PageTypeKey, facts: Facts): OneAnswer {
  if (type === 'transport-option') return accessOf(facts.step_free)
  const said = (type === 'place' ? [facts.wheelchair, facts.entrance_level] : [facts.wheelchair]).map(accessOf)
  return (['no', 'limited', 'yes'] as const).find((one) => said.includes(one)) ?? 'unknown'
}

function fewEnough(participants: unknown, people: number): Answer {
  const { min } = (participants ?? {}) as { min?: number }
  return min === undefined ? 'unknown' : min <= people ? 'yes' : 'no'
}

function shortEnough(duration: unknown, most: number): Answer {
  const minutes = typeof duration === 'string' ? minutesIn(duration) : null
  return minutes === null ? 'unknown' : minutes <= most ? 'yes' : 'no'
}

function isFree(cost: unknown): OneAnswer {
  const { min, max } = (cost ?? {}) as { min?: number; max?: number }
  if (min === undefined) return 'unknown'
  return min > 0 ? 'no' : (max ?? 0) > 0 ? 'limited' : 'yes'
}

const atLeast = (value: unknown, wanted: number): Answer =>
  typeof value !== 'number' ? 'unknown' : value >= wanted ? 'yes' : 'no'

function namesOne(value: unknown, typed: string): Answer {
  const said = [value].flat().filter((one) => typeof one === 'string')
  return said.length === 0 ? 'unknown' : said.some((one) => speaksOfWords(one, typed)) ? 'yes' : 'no'
}

/** What a space lacks of what was wished for, and what nobody said of it; in the order of the wishes. */
export function wishesOf(
  facts: Facts,
  wishes: readonly Wish[],
  equipment: readonly string[],
): { lacks: string[]; unsaid: string[] } {
  const answers = [
    ...wishes.map((wish) => [wish, wished(facts, wish)] as const),
    ...equipment.map((one) => [one, namesOne(facts.equipment, one)] as const),
  ]
  const of = (wanted: Answer) => answers.flatMap(([wish, answer]) => (answer === wanted ? [wish] : []))
  return { lacks: of('no'), unsaid: of('unknown') }
}

function wished({ noise, light, ...rest }: Facts, wish: Wish): Answer {
  if (wish === 'quiet') return oneOf(noise, ['silence', 'quiet'], ['varies'])
  if (wish === 'daylight') return oneOf(light, ['daylight', 'mixed'], [])
  const said = accessOf(rest[wish])
  return said === 'limited' ? 'yes' : said
}

function oneOf(value: unknown, good: readonly string[], either: readonly string[]): Answer {
  if (typeof value !== 'string' || either.includes(value)) return 'unknown'
  return good.includes(value) ? 'yes' : 'no'
}
