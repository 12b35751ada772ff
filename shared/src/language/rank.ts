import type { Lexicon } from './lexicon.ts'
import { MAX_TERMS, type Query, type QueryGroup } from './query.ts'
import { STOP_WORDS } from './stop-words.ts'

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
const WEIGHTS = {
  k1: 2.6,
  title: 8,
  head: 2.5,
  body: 1,
  headB: 0.7,
  headUsual: 40,
  bodyB: 0.75,
  bodyUsual: 350,
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

/** Hits of one area that are looked at for standing near each other. */
const MAX_HITS = 2000

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
  /** Marks by the form itself; made once somebody asks by form. */
  #byForm: Map<string, number> | null = null
  readonly #frequency = new Float64Array(MAX_TERMS)
  readonly #best = new Float64Array(MAX_TERMS)
  readonly #last = new Int32Array(MAX_TERMS)
  readonly #found = new Float64Array(MAX_TERMS)
  /** The hits of the area that was counted last: where, what they mean, in which passage. */
  #hits = 0
  readonly #places = new Int32Array(MAX_HITS)
  readonly #marked = new Uint16Array(MAX_HITS)
  readonly #passages = new Int32Array(MAX_HITS)

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
    this.#byForm ??= this.#marksByForm()
    return this.#meanings[this.#byForm.get(form) ?? 0] ?? []
  }

  #marksByForm(): Map<string, number> {
    const { vocabulary } = this.#lexicon
    const ids = this.query.groups.flatMap(({ forms }) => [...forms.keys()])
    return new Map(ids.map((id) => [vocabulary.formOf(id), this.#marks[id] ?? 0]))
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
    const { title, head, body } = page
    const { groups } = this.query
    this.#frequency.fill(0)
    this.#best.fill(0)
    this.#count(title, WEIGHTS.title)
    const inTitle = this.coverage()
    this.#count(head, WEIGHTS.head / normed(WEIGHTS.headB, head.length / WEIGHTS.headUsual))
    const inHead = groups.length > 1 ? this.#bestCoverage() : 0
    this.#count(body, WEIGHTS.body / normed(WEIGHTS.bodyB, body.length / WEIGHTS.bodyUsual))
    const covered = this.coverage()
    if (covered === 0 || this.#mustNot(page)) return 0
    let score = 0
    for (let group = 0; group < groups.length; group += 1)
      score += (this.rarity[group] ?? 0) * saturated(this.#frequency[group] ?? 0)
    const bonus =
      (inTitle > 0 ? this.#titleBonus(title, inTitle) : 0) + (groups.length > 1 ? this.#together(inHead) : 0)
    return score * covered * (1 + bonus) * page.languageFit
  }

  #mustNot(page: RankedPage): boolean {
    const { phrases, without } = this.query
    return (without.size > 0 && holdsAny(page, without)) || !phrases.every((phrase) => holdsPhrase(page, phrase))
  }

  /** Words that stand near each other in the body, or in one passage. */
  #together(inHead: number): number {
    const run = this.#closestRun()
    const near = run === 0 ? 0 : this.query.groups.length / run
    return WEIGHTS.near * near + WEIGHTS.passage * Math.max(inHead, this.#bestCoverage())
  }

  /** How much of the query the passage covers that covers most of it, of those counted last. */
  #bestCoverage(): number {
    let [most, passage] = [0, -1]
    const found = this.#found
    for (let at = 0; at < this.#hits; at += 1) {
      if (this.#passages[at] !== passage) {
        found.fill(0)
        passage = this.#passages[at] ?? 0
      }
      for (const { group, weight } of this.#meanings[this.#marked[at] ?? 0] ?? [])
        if (weight > (found[group] ?? 0)) found[group] = weight
      let covered = 0
      for (let group = 0; group < this.rarity.length; group += 1)
        covered += (this.rarity[group] ?? 0) * (found[group] ?? 0)
      if (covered > most) most = covered
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

  /** Counts the words of an area, and keeps where they stand until the next one is counted. */
  #count(words: Ids, share: number): void {
    const [marks, frequency, best] = [this.#marks, this.#frequency, this.#best]
    this.#hits = 0
    let passage = 0
    for (let at = 0; at < words.length; at += 1) {
      const id = words[at] ?? 0
      if (id === 0) passage += 1
      const mark = marks[id]
      if (!mark) continue
      this.#hit(at, mark, passage)
      for (const { group, weight } of this.#meanings[mark] ?? []) {
        frequency[group] = (frequency[group] ?? 0) + weight * share
        if (weight > (best[group] ?? 0)) best[group] = weight
      }
    }
  }

  #hit(at: number, mark: number, passage: number): void {
    if (this.#hits >= MAX_HITS) return
    this.#places[this.#hits] = at
    this.#marked[this.#hits] = mark
    this.#passages[this.#hits] = passage
    this.#hits += 1
  }

  /** Length of the shortest run that holds every group, in words, in the area counted last; 0 where none does. */
  #closestRun(): number {
    const { length } = this.query.groups
    this.#last.fill(-1)
    let closest = 0
    for (let hit = 0; hit < this.#hits; hit += 1) {
      const at = this.#places[hit] ?? 0
      for (const { group } of this.#meanings[this.#marked[hit] ?? 0] ?? []) this.#last[group] = at
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

  /** Which passage of these areas answers best, counted through; sentences before single words. -1 where none does. */
  bestPassage(areas: readonly Ids[]): number {
    const found = this.#found.fill(0)
    let [best, most, passage] = [-1, 0, 0]
    for (const words of areas) {
      let begins = 0
      for (let at = 0; at < words.length; at += 1) {
        const id = words[at] ?? 0
        if (id !== 0) {
          for (const { group, weight } of this.meaningsOf(id))
            found[group] = Math.max(found[group] ?? 0, weight * (this.rarity[group] ?? 0))
          continue
        }
        const worth = sum(found) * (at - begins < 3 ? 0.4 : 1)
        if (worth > most) [best, most] = [passage, worth]
        if (worth > 0) found.fill(0)
        passage += 1
        begins = at + 1
      }
    }
    return best
  }
}

const sum = (numbers: Iterable<number>): number => {
  let total = 0
  for (const number of numbers) total += number
  return total
}

const normed = (b: number, share: number): number => 1 - b + b * share

const saturated = (frequency: number): number => (frequency * (WEIGHTS.k1 + 1)) / (frequency + WEIGHTS.k1)

/** Rarity of the closest form that pages hold; a word nobody wrote weighs like a rare one. */
function rarityOf({ weak, forms }: QueryGroup, lexicon: Lexicon, pages: number): number {
  let most = 0
  for (const [id, weight] of forms) if (weight >= 0.6) most = Math.max(most, lexicon.pages(id))
  const rarity = Math.log(1 + (Math.max(pages - most, 0) + 0.5) / (most + 0.5))
  return rarity ** WEIGHTS.rarity * (weak ? WEIGHTS.weak : 1)
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
