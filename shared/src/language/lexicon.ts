import { differingBits, editDistance, letterMask } from './distance.ts'
import { easeOfSlip } from './slips.ts'
import { FAMILIES, type Vocabulary } from './vocabulary.ts'

/** Forms by id, with how much each counts for the one that was asked about: 1 for itself. */
export type Weighted = Map<number, number>

/** At most so many forms of a family: a stem that many share says little. */
const RELATIVES = 24
/** As many forms as a misspelt one may stand for. */
const NEAREST = 8
/** So many words that were looked at lately are remembered. */
const REMEMBERED = 500

/** The words of a vocabulary that somebody may know of: nothing that is found here tells of a page that they may not read. */
export class Lexicon {
  readonly vocabulary: Vocabulary
  readonly #pages: (id: number) => number
  readonly #corrected = new Map<string, Weighted>()
  readonly #completed = new Map<string, Weighted>()

  /** `pages` tells how many pages that the asker may know of hold a form. */
  constructor(vocabulary: Vocabulary, pages: (id: number) => number) {
    this.vocabulary = vocabulary
    this.#pages = pages
  }

  pages(id: number): number {
    return this.#pages(id)
  }

  pagesWith(form: string): number {
    return this.#pages(this.vocabulary.idOf(form))
  }

  /** Forms of the same families, the closest first. */
  relatives(form: string): Weighted {
    const found: Weighted = new Map()
    const own = this.vocabulary.idOf(form)
    if (own && this.#pages(own) > 0) found.set(own, 1)
    FAMILIES.forEach(({ weight }, kind) => {
      if (found.size >= RELATIVES) return
      for (const id of this.vocabulary.family(kind, form)) {
        if (found.has(id) || this.#pages(id) <= 0) continue
        found.set(id, weight)
        if (found.size >= RELATIVES) return
      }
    })
    return found
  }

  /** Longer forms that begin like this one, the most used first; closer in length is closer in meaning. */
  completions(prefix: string, limit: number): Weighted {
    const key = `${limit} ${prefix}`
    const known = this.#completed.get(key)
    if (known) return known
    const used = mostUsed(
      this.vocabulary.beginningWith(prefix).filter((id) => this.vocabulary.formOf(id).length > prefix.length),
      limit,
      this.#pages,
    )
    const weight = (id: number) => 0.5 + 0.4 * (prefix.length / this.vocabulary.formOf(id).length)
    return remember(this.#completed, key, new Map(used.map((id) => [id, weight(id)])))
  }

  /** Forms that a misspelt one may stand for, best first: a slip or two away, or of the same sound. */
  corrections(form: string): Weighted {
    const known = this.#corrected.get(form)
    if (known) return known
    const near = this.#slips(form)
    for (const id of this.vocabulary.soundingLike(form)) this.#hear(near, id, form)
    const best = [...near]
      .map(([id, weight]) => ({ id, weight, worth: weight + 0.012 * Math.log2(1 + this.#pages(id)) }))
      .sort((a, b) => b.worth - a.worth)
    const corrections: Weighted = new Map(best.slice(0, NEAREST).map(({ id, weight }) => [id, weight]))
    return remember(this.#corrected, form, corrections)
  }

  /** What was remembered is no longer so. */
  forget(): void {
    this.#corrected.clear()
    this.#completed.clear()
  }

  #hear(near: Weighted, id: number, form: string): void {
    const heard = this.vocabulary.formOf(id)
    if (heard === form || this.#pages(id) <= 0 || Math.abs(heard.length - form.length) > 3) return
    near.set(id, Math.max(near.get(id) ?? 0, 0.78))
  }

  #slips(form: string): Weighted {
    const near: Weighted = new Map()
    const { length } = form
    if (length < 4) return near
    const max = length >= 6 ? 2 : 1
    const mask = letterMask(form)
    for (let other = length - max; other <= length + max; other += 1) {
      // A letter in place of another differs by two bits, one more or less by one.
      const most = max * 2 - Math.abs(other - length)
      for (const id of this.vocabulary.ofLength(other)) {
        if (differingBits(mask, this.vocabulary.maskOf(id)) > most || this.#pages(id) <= 0) continue
        const weight = closeness(form, this.vocabulary.formOf(id), max)
        if (weight > 0) near.set(id, weight)
      }
    }
    return near
  }
}

/** The few that most pages hold, of many; those that none holds are left out. */
function mostUsed(ids: readonly number[], limit: number, pages: (id: number) => number): number[] {
  const best: { readonly id: number; readonly held: number }[] = []
  for (const id of ids) {
    const held = pages(id)
    if (held <= 0 || (best.length === limit && held <= (best.at(-1)?.held ?? 0))) continue
    const at = best.findIndex((one) => one.held < held)
    best.splice(at < 0 ? best.length : at, 0, { id, held })
    if (best.length > limit) best.pop()
  }
  return best.map(({ id }) => id)
}

function remember(into: Map<string, Weighted>, key: string, forms: Weighted): Weighted {
  if (into.size >= REMEMBERED) into.clear()
  into.set(key, forms)
  return forms
}

function closeness(typed: string, meant: string, max: number): number {
  const distance = editDistance(typed, meant, max)
  if (distance === 1) return 0.85 * easeOfSlip(typed, meant)
  if (distance !== 2) return 0
  const kept = typed[0] === meant[0] ? 1 : 0.75
  return (typed.length >= 8 ? 0.6 : 0.45) * kept
}
