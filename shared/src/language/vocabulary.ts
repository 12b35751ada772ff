import { letterMask } from './distance.ts'
import { Growing } from './growing.ts'
import { soundOf } from './sounds.ts'
import { englishStem, frenchStem, lightStem } from './stems.ts'

/** How close the forms of a family are, by what they have in common. */
export const FAMILIES = [
  { stem: frenchStem, weight: 0.95 },
  { stem: englishStem, weight: 0.8 },
  { stem: lightStem, weight: 0.65 },
] as const

/** Ids below this one are no words: they part passages and areas. */
export const FIRST_ID = 2

/** Words that sound the same may be meant for each other. */
const SOUND = FAMILIES.length

/** Every word form that pages were ever seen to hold, under a number; who looks for words asks a `Lexicon`, which knows who asks. */
export class Vocabulary {
  readonly #ids = new Map<string, number>()
  readonly #forms: string[] = []
  readonly #written = new Map<number, string>()
  readonly #masks = new Growing()
  readonly #stems = new Growing()
  /** For each kind of family: its last member by name, and for each member the one before. */
  readonly #last: readonly Map<string, number>[] = [new Map(), new Map(), new Map(), new Map()]
  readonly #before: readonly Growing[] = [new Growing(), new Growing(), new Growing(), new Growing()]
  readonly #byLength: number[][] = []
  #ordered = new Int32Array(0)
  /** The last few that were learned: these are looked through one by one. */
  readonly #late: number[] = []
  #count = 0

  get size(): number {
    return this.#count
  }

  /** One more than the highest id. */
  get end(): number {
    return Math.max(this.#forms.length, FIRST_ID)
  }

  idOf(form: string): number {
    return this.#ids.get(form) ?? 0
  }

  formOf(id: number): string {
    return this.#forms[id] ?? ''
  }

  /** The first form that was learned with the same stem: it stands for the stem. */
  stemOf(id: number): number {
    return this.#stems.get(id)
  }

  maskOf(id: number): number {
    return this.#masks.get(id)
  }

  /** The word as people write it, with its accents. */
  writtenOf(id: number): string {
    return this.#written.get(id) ?? this.formOf(id)
  }

  /** Learns a form under an id of its own, from `FIRST_ID` on; answers its id. */
  learn(form: string, id = this.end, written = form): number {
    const known = this.#ids.get(form)
    if (known !== undefined) return known
    this.#ids.set(form, id)
    this.#forms[id] = form
    if (written !== form) this.#written.set(id, written)
    this.#count += 1
    this.#masks.set(id, letterMask(form))
    FAMILIES.forEach(({ stem }, kind) => {
      const before = this.#join(kind, stem(form), id)
      if (kind === 0) this.#stems.set(id, before ? this.stemOf(before) : id)
    })
    const sound = soundOf(form)
    if (sound.length >= 3) this.#join(SOUND, sound, id)
    ;(this.#byLength[form.length] ??= []).push(id)
    this.#late.push(id)
    return id
  }

  /** Answers the member that came before. */
  #join(kind: number, name: string, id: number): number {
    const last = this.#last[kind]
    const before = last?.get(name) ?? 0
    this.#before[kind]?.set(id, before)
    last?.set(name, id)
    return before
  }

  /** The members of a form's family of one kind, itself among them where it is known. */
  family(kind: number, form: string): number[] {
    return this.#members(kind, FAMILIES[kind]?.stem(form) ?? '')
  }

  soundingLike(form: string): number[] {
    const sound = soundOf(form)
    return sound.length < 3 ? [] : this.#members(SOUND, sound)
  }

  #members(kind: number, name: string): number[] {
    const members: number[] = []
    for (let id = this.#last[kind]?.get(name) ?? 0; id !== 0; id = this.#before[kind]?.get(id) ?? 0) members.push(id)
    return members
  }

  ofLength(length: number): readonly number[] {
    return this.#byLength[length] ?? []
  }

  /** Forms that begin so, in no order. */
  beginningWith(prefix: string): number[] {
    if (this.#late.length > 500) this.order()
    const [ids, late] = [this.#ordered, this.#late]
    const found = late.filter((id) => this.formOf(id).startsWith(prefix))
    for (let at = this.#firstFrom(ids, prefix); at < ids.length; at += 1) {
      const id = ids[at] ?? 0
      if (!this.formOf(id).startsWith(prefix)) break
      found.push(id)
    }
    return found
  }

  /** Puts what was learned since in order, so that the next forms asked for by their beginning come at once. */
  order(): void {
    this.#ordered = this.#merged(this.#late.sort((a, b) => (this.formOf(a) < this.formOf(b) ? -1 : 1)))
    this.#late.length = 0
  }

  #merged(late: readonly number[]): Int32Array<ArrayBuffer> {
    const [ordered, all] = [this.#ordered, new Int32Array(this.#ordered.length + late.length)]
    let [from, at] = [0, 0]
    for (const id of late) {
      const upto = this.#firstFrom(ordered, this.formOf(id))
      all.set(ordered.subarray(from, upto), at)
      at += upto - from
      from = upto
      all[at++] = id
    }
    all.set(ordered.subarray(from), at)
    return all
  }

  #firstFrom(ids: Int32Array, prefix: string): number {
    let [low, high] = [0, ids.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.formOf(ids[middle] ?? 0) < prefix) low = middle + 1
      else high = middle
    }
    return low
  }
}
