import { differingBits, editDistance, letterMask } from './distance.ts'
import { englishStem, frenchStem, lightStem } from './stems.ts'

/** Every word form of the wiki, and how many pages hold it; finds the forms that a typed word may have meant. */
export class Vocabulary {
  readonly #ids = new Map<string, number>()
  readonly #forms: string[] = []
  readonly #pages: number[] = []
  readonly #masks: number[] = []
  readonly #families = new Map<string, number[]>()
  readonly #ordered: { forms: string[]; stale: boolean } = { forms: [], stale: false }

  get size(): number {
    return this.#forms.length
  }

  /** Sets how many pages hold a form; learns the form where it is new. */
  set(form: string, pages: number): void {
    const known = this.#ids.get(form)
    if (known !== undefined) return void (this.#pages[known] = pages)
    const at = this.#forms.length
    this.#ids.set(form, at)
    this.#forms.push(form)
    this.#pages.push(pages)
    this.#masks.push(letterMask(form))
    for (const family of familiesOf(form)) this.#families.set(family, [...(this.#families.get(family) ?? []), at])
    this.#ordered.stale = true
  }

  pagesWith(form: string): number {
    const at = this.#ids.get(form)
    return at === undefined ? 0 : (this.#pages[at] ?? 0)
  }

  /** Forms of the same family, with how close each is: 1 for itself, less for a looser family. */
  relatives(form: string): Map<string, number> {
    const found = new Map<string, number>()
    for (const [family, weight] of [...familiesOf(form)].map(
      (family) => [family, FAMILY_WEIGHT[family[0] ?? ''] ?? 0] as const,
    )) {
      for (const at of this.#families.get(family) ?? []) keepBest(found, this.#forms[at] ?? '', weight)
    }
    if (this.#ids.has(form)) found.set(form, 1)
    return this.#present(found)
  }

  /** Longer forms that begin like this one, the most used first, at most `limit`; closer in length is closer in meaning. */
  completions(prefix: string, limit: number): Map<string, number> {
    const forms = this.#sorted()
    const found: string[] = []
    for (let i = lowerBound(forms, prefix); i < forms.length; i += 1) {
      const form = forms[i] ?? ''
      if (!form.startsWith(prefix)) break
      if (form !== prefix) found.push(form)
    }
    const used = found.filter((form) => this.pagesWith(form) > 0).sort((a, b) => this.pagesWith(b) - this.pagesWith(a))
    return new Map(used.slice(0, limit).map((form) => [form, 0.5 + 0.4 * (prefix.length / form.length)]))
  }

  /** Forms that a misspelt one may stand for: one edit away, two from eight letters on; the closest and most used first. */
  corrections(form: string, limit: number): Map<string, number> {
    if (form.length < 4) return new Map()
    const max = form.length >= 8 ? 2 : 1
    const mask = letterMask(form)
    const near: { form: string; weight: number; pages: number }[] = []
    for (let at = 0; at < this.#forms.length; at += 1) {
      if (differingBits(mask, this.#masks[at] ?? 0) > max * 2 || !this.#pages[at]) continue
      const candidate = this.#forms[at] ?? ''
      const distance = editDistance(form, candidate, max)
      if (distance > 0 && distance <= max)
        near.push({
          form: candidate,
          weight: (distance === 1 ? 0.8 : 0.55) - (candidate[0] === form[0] ? 0 : 0.15),
          pages: this.#pages[at] ?? 0,
        })
    }
    near.sort((a, b) => b.weight - a.weight || b.pages - a.pages)
    return new Map(near.slice(0, limit).map(({ form: candidate, weight }) => [candidate, weight]))
  }

  #present(found: Map<string, number>): Map<string, number> {
    for (const form of found.keys()) if (this.pagesWith(form) === 0) found.delete(form)
    return found
  }

  #sorted(): string[] {
    if (this.#ordered.stale) {
      this.#ordered.forms = [...this.#forms].sort((a, b) => (a < b ? -1 : 1))
      this.#ordered.stale = false
    }
    return this.#ordered.forms
  }
}

const FAMILY_WEIGHT: Readonly<Record<string, number>> = { f: 0.95, e: 0.85, l: 0.65 }

function familiesOf(form: string): Set<string> {
  return new Set([`f${frenchStem(form)}`, `e${englishStem(form)}`, `l${lightStem(form)}`])
}

function keepBest(found: Map<string, number>, form: string, weight: number): void {
  if (weight > (found.get(form) ?? 0)) found.set(form, weight)
}

function lowerBound(sorted: readonly string[], value: string): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? '') < value) low = middle + 1
    else high = middle
  }
  return low
}
