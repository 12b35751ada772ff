/**
 * What people ask of pages that lists are narrowed by. `yes`, `no` and `unknown` are three answers: what nobody said is
 * listed apart, and never taken for a no.
 */
export type Answer = 'yes' | 'no' | 'unknown'

/** A question that a page can be asked; a key for labels. */
export const QUESTIONS = [
  'openAt',
  'stepFree',
  'near',
  'people',
  'within',
  'free',
  'seats',
  'product',
  'existing',
  'wheelchair',
  'accessible_toilets',
  'shower',
  'calls',
  'children',
  'step_free',
  'bike_carriage',
] as const
export type Question = (typeof QUESTIONS)[number]

/** What a space should be like, where it can: what a candidate lacks is told, and nothing is added up. */
export const WISHES = ['quiet', 'daylight', 'adjustable', 'calls', 'children'] as const
export type Wish = (typeof WISHES)[number]

/** One page's answers to all that was asked. */
export interface Answers {
  /** A no where any of them is one; else unknown where any is; else yes. */
  readonly answer: Answer
  /** The questions that nobody answered yet. */
  readonly unknown: readonly Question[]
  /** Where a yes is a yes with a condition: reached with help, a door that is narrow. */
  readonly limited: readonly Question[]
}

/** Puts answers to several questions together. */
export function together(answers: readonly (readonly [Question, Answer | 'limited'])[]): Answers {
  const of = (wanted: Answer | 'limited') =>
    answers.flatMap(([question, answer]) => (answer === wanted ? [question] : []))
  const unknown = of('unknown')
  return {
    answer: of('no').length > 0 ? 'no' : unknown.length > 0 ? 'unknown' : 'yes',
    unknown,
    limited: of('limited'),
  }
}
