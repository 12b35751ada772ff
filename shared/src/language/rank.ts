import type { Lexicon } from './lexicon.ts'
import { MAX_TERMS, type Query, type QueryGroup } from './query.ts'
import { STOP_WORDS, WEAK_WORDS } from './stop-words.ts'

/** Words of a page by their ids, in order; 0 ends each passage. */
export type Ids = ArrayLike<number>

/** What ranking knows of a page: its words, by where they stand. */
export interface RankedPage {
  readonly title: Ids
  /** Headings, summary and tags. */
  readonly head: Ids
  readonly body: Ids
  /** 1 where the page's language is the reader's; less otherwise. */
  readonly languageFit: number
}

/** Tuned on one half of the quality set and reported on the other (`tests/bench/search-set.ts`). */
export const WEIGHTS = {
  k1: 2.6,
  title: 8,
  head: 2.5,
  body: 1,
  headB: 0.7,
  bodyB: 0.75,
  bodyUsual: 350,
  coverage: 1,
  titleAll: 0.8,
  titleOrder: 0.2,
  titleExact: 1,
  titleShare: 1.2,
  titleFit: 1.5,
  near: 0.2,
  passage: 0.1,
  rarity: 0.85,
  weak: 0.4,
}

/**
 * How well pages answer one query; comparable between pages of one corpus only. BM25F (Robertson and Zaragoza, 2009)
 * over title, headings and body, times how much of the query is covered, times bonuses for the title and for words
 * that stand together. The weights come from a study on 2,528 queries with known answers, and were tuned on one half of
 * the quality set.
 */
export class Ranking {
  readonly query: Query
  /** Rarity of each group. */
  readonly rarity: readonly number[]
  readonly #wanted: number
  readonly #lexicon: Lexicon
  /** What each form means, by its id: 0 for nothing, else a place in `#meanings`. */
  readonly #marks: Uint16Array
  readonly #meanings: { readonly group: number; readonly weight: number }[][] = [[]]
  readonly #frequency = new Float64Array(MAX_TERMS)
  readonly #best = new Float64Array(MAX_TERMS)
  readonly #last = new Int32Array(MAX_TERMS)
  readonly #found = new Float64Array(MAX_TERMS)

  constructor(query: Query, lexicon: Lexicon, pages: number) {
    this.query = query
    this.#lexicon = lexicon
    this.rarity = query.groups.map((group) => rarityOf(group, lexicon, pages))
    this.#wanted = sum(this.rarity)
    this.#marks = new Uint16Array(lexicon.vocabulary.end)
    query.groups.forEach(({ forms }, group) => {
      for (const [id, weight] of forms) this.#mean(id, { group, weight })
    })
  }

  #mean(id: number, meaning: { group: number; weight: number }): void {
    const at = this.#marks[id]
    if (at) return void this.#meanings[at]?.push(meaning)
    this.#marks[id] = this.#meanings.push([meaning]) - 1
  }

  /** What a form of a text answers of the query. */
  meaningsOfForm(form: string): readonly { readonly group: number; readonly weight: number }[] {
    return this.meaningsOf(this.#lexicon.vocabulary.idOf(form))
  }

  /** Whether any of these words answers something. */
  answersIn(words: Ids): boolean {
    return Array.from(words).some((id) => this.meaningsOf(id).length > 0)
  }

  meaningsOf(id: number): readonly { readonly group: number; readonly weight: number }[] {
    return this.#meanings[this.#marks[id] ?? 0] ?? []
  }

  /** 0 where the page answers nothing of the query, or what it must not. */
  score(page: RankedPage): number {
    const { groups, phrases, without } = this.query
    const { title, head, body } = page
    this.#frequency.fill(0)
    this.#best.fill(0)
    this.#count(title, WEIGHTS.title)
    const inTitle = this.coverage()
    this.#count(head, WEIGHTS.head / (1 - WEIGHTS.headB + WEIGHTS.headB * (head.length / 40)))
    this.#count(body, WEIGHTS.body / (1 - WEIGHTS.bodyB + WEIGHTS.bodyB * (body.length / WEIGHTS.bodyUsual)))
    const covered = this.coverage()
    if (covered === 0) return 0
    if (without.size > 0 && holdsAny(page, without)) return 0
    if (!phrases.every((phrase) => holdsPhrase(page, phrase))) return 0
    let score = 0
    for (let group = 0; group < groups.length; group += 1)
      score += (this.rarity[group] ?? 0) * saturated(this.#frequency[group] ?? 0)
    const run = groups.length > 1 ? this.#closestRun(body) : 0
    const passage =
      WEIGHTS.passage && groups.length > 1 ? Math.max(this.#bestCoverage(body), this.#bestCoverage(head)) : 0
    const bonus =
      1 +
      (inTitle > 0 ? this.#titleBonus(title, inTitle) : 0) +
      WEIGHTS.near * (run && groups.length / run) +
      WEIGHTS.passage * passage
    return score * covered ** WEIGHTS.coverage * bonus * page.languageFit
  }

  /** How much of the query the passage covers that covers most of it. */
  #bestCoverage(words: Ids): number {
    const found = this.#found
    found.fill(0)
    let [most, any] = [0, false]
    for (let at = 0; at < words.length; at += 1) {
      const id = words[at] ?? 0
      if (id === 0) {
        if (any) {
          let sum = 0
          for (let group = 0; group < this.rarity.length; group += 1)
            sum += (this.rarity[group] ?? 0) * (found[group] ?? 0)
          most = Math.max(most, sum)
          found.fill(0)
          any = false
        }
        continue
      }
      const mark = this.#marks[id]
      if (!mark) continue
      any = true
      for (const { group, weight } of this.#meanings[mark] ?? [])
        if (weight > (found[group] ?? 0)) found[group] = weight
    }
    return this.#wanted === 0 ? 0 : most / this.#wanted
  }

  /** How much of the query the last page that was scored covers, from 0 to 1. */
  coverage(): number {
    let covered = 0
    for (let group = 0; group < this.rarity.length; group += 1)
      covered += (this.rarity[group] ?? 0) * (this.#best[group] ?? 0)
    return this.#wanted === 0 ? 0 : covered / this.#wanted
  }

  #count(words: Ids, share: number): void {
    const [marks, frequency, best] = [this.#marks, this.#frequency, this.#best]
    for (let at = 0; at < words.length; at += 1) {
      const mark = marks[words[at] ?? 0]
      if (!mark) continue
      for (const { group, weight } of this.#meanings[mark] ?? []) {
        frequency[group] = (frequency[group] ?? 0) + weight * share
        if (weight > (best[group] ?? 0)) best[group] = weight
      }
    }
  }

  /** Length of the shortest run that holds every group, in words; 0 where none does. */
  #closestRun(words: Ids): number {
    const { length } = this.query.groups
    this.#last.fill(-1)
    let closest = 0
    for (let at = 0; at < words.length; at += 1) {
      const mark = this.#marks[words[at] ?? 0]
      if (!mark) continue
      for (const { group } of this.#meanings[mark] ?? []) this.#last[group] = at
      let first = at
      for (let group = 0; group < length; group += 1) first = Math.min(first, this.#last[group] ?? -1)
      if (first >= 0 && (closest === 0 || at - first + 1 < closest)) closest = at - first + 1
    }
    return closest
  }

  #titleBonus(title: Ids, covered: number): number {
    const { groups } = this.query
    const words = Array.from(title).filter((id) => id !== 0)
    const telling = words.filter((id) => !STOP_WORDS.has(this.#lexicon.vocabulary.formOf(id)))
    const hit = telling.filter((id) => this.meaningsOf(id).some(({ weight }) => weight >= 0.5)).length
    const fit = telling.length === 0 ? 0 : hit / telling.length
    const graded = WEIGHTS.titleShare * covered + WEIGHTS.titleFit * fit * covered
    const at = groups.map(({ forms }) => words.findIndex((id) => (forms.get(id) ?? 0) >= 0.5))
    if (at.some((place) => place < 0)) return graded
    const inOrder = at.every((place, index) => index === 0 || place > (at[index - 1] ?? 0))
    return graded + WEIGHTS.titleAll + (inOrder ? WEIGHTS.titleOrder : 0) + (fit === 1 ? WEIGHTS.titleExact : 0)
  }

  /** Which passage of these words answers best; sentences before single words. -1 where none does. */
  bestPassage(words: Ids): number {
    const found = new Float64Array(this.query.groups.length)
    let [best, most, passage, begins] = [-1, 0, 0, 0]
    for (let at = 0; at < words.length; at += 1) {
      if (words[at] !== 0) {
        for (const { group, weight } of this.meaningsOf(words[at] ?? 0))
          found[group] = Math.max(found[group] ?? 0, weight * (this.rarity[group] ?? 0))
        continue
      }
      const worth = found.reduce((total, one) => total + one, 0) * (at - begins < 3 ? 0.4 : 1)
      if (worth > most) [best, most] = [passage, worth]
      found.fill(0)
      passage += 1
      begins = at + 1
    }
    return best
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

const saturated = (frequency: number): number => (frequency * (WEIGHTS.k1 + 1)) / (frequency + WEIGHTS.k1)

/** Rarity of the closest form that pages hold; a word nobody wrote weighs like a rare one. */
function rarityOf({ typed, forms }: QueryGroup, lexicon: Lexicon, pages: number): number {
  let most = 0
  for (const [id, weight] of forms) if (weight >= 0.6) most = Math.max(most, lexicon.pages(id))
  const rarity = Math.log(1 + (Math.max(pages - most, 0) + 0.5) / (most + 0.5))
  return rarity ** WEIGHTS.rarity * (WEAK_WORDS.has(typed) ? WEIGHTS.weak : 1)
}

const areas = ({ title, head, body }: RankedPage): Ids[] => [title, head, body]

function holdsAny(page: RankedPage, forms: ReadonlySet<number>): boolean {
  return areas(page).some((words) => Array.from(words).some((id) => forms.has(id)))
}

function holdsPhrase(page: RankedPage, phrase: readonly number[]): boolean {
  if (phrase.includes(0)) return false
  return areas(page).some((words) => {
    for (let at = 0; at + phrase.length <= words.length; at += 1)
      if (phrase.every((id, place) => words[at + place] === id)) return true
    return false
  })
}
