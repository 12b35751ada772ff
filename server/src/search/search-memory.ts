import { Growing } from '@terreau/shared/language/growing.ts'
import { Lexicon } from '@terreau/shared/language/lexicon.ts'
import { NO_SYNONYMS, Synonyms, type SynonymGroups } from '@terreau/shared/language/synonyms.ts'
import { Vocabulary } from '@terreau/shared/language/vocabulary.ts'
import { PRINCIPLE_KEYS, type PageTypeKey } from '@terreau/shared/page-types/define.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import type { Roles } from '@terreau/shared/permission/roles.ts'
import type { PageWords } from './page-words.ts'
import type { Postings } from './postings.ts'

/** Who lists and search show a page to: everyone, nobody, or those who belong to a territory or the network. */
export const [PUBLIC, ARCHIVED, NETWORK] = ['public', 'archived', 'network']

/** What search knows of a page beside its words. */
export interface PageFacts {
  readonly row: number
  /** `PUBLIC`, `ARCHIVED`, `NETWORK` or a territory's id. */
  readonly place: string
  readonly type: PageTypeKey
  readonly lang: Lang
  readonly principles: readonly string[]
  readonly territory: string | null
  readonly commune: string | null
  readonly stepFree: boolean
  /** Words in its body. */
  readonly length: number
}

/** Synonyms, and the row of the page that lists them. */
export interface ListedSynonyms {
  readonly row: number
  readonly groups: SynonymGroups
}

/** Words and lists that are kept between searches, in numbers of four bytes each: 32 and 96 MB. */
const MAX_WORDS = 8_000_000
const MAX_POSTINGS = 24_000_000

/** What is kept of the index between searches: its vocabulary, what pages are, and as much of the rest as has room. */
export class SearchMemory {
  readonly vocabulary = new Vocabulary()
  readonly words = new Kept<PageWords>(MAX_WORDS)
  readonly lists = new Kept<Postings>(MAX_POSTINGS)
  /** Which state of the stored index this is. */
  generation = 0
  readonly #public = new Growing()
  /** Pages of places that are not for everyone, by form and place. */
  readonly #apart = new Map<number, Map<string, number>>()
  readonly #facts: (PageFacts | undefined)[] = []
  #norms = new Float32Array(1024)
  readonly #perPlace = new Map<string, number>()
  /** Places by number, from 1, and the number of each row's. */
  readonly #places = new Map<string, number>()
  readonly #placeOf = new Growing()
  readonly #lexicons = new Map<string, Lexicon>()
  #synonyms: { readonly row: number; readonly said: Synonyms } | null = null

  /** One more than the highest row. */
  get end(): number {
    return this.#facts.length
  }

  factsOf(row: number): PageFacts | undefined {
    return this.#facts[row]
  }

  readonly norm = (row: number): number => this.#norms[row] ?? 1

  keep(facts: PageFacts): void {
    const before = this.#facts[facts.row]
    if (before) this.#perPlace.set(before.place, this.#pagesAt(before.place) - 1)
    this.#perPlace.set(facts.place, this.#pagesAt(facts.place) + 1)
    this.#facts[facts.row] = facts
    this.#placeOf.set(facts.row, this.#numberOf(facts.place))
    if (facts.row >= this.#norms.length) {
      const wider = new Float32Array(facts.row * 2)
      wider.set(this.#norms)
      this.#norms = wider
    }
    this.#norms[facts.row] = 1 / (0.3 + 0.7 * (facts.length / 500))
  }

  #numberOf(place: string): number {
    const known = this.#places.get(place)
    if (known) return known
    this.#places.set(place, this.#places.size + 1)
    return this.#places.size
  }

  #pagesAt(place: string): number {
    return this.#perPlace.get(place) ?? 0
  }

  /** Sets how many pages of a place hold a form. */
  count(id: number, place: string, pages: number): void {
    if (place === PUBLIC) return this.#public.set(id, pages)
    const places = this.#apart.get(id) ?? new Map<string, number>()
    places.set(place, pages)
    this.#apart.set(id, places)
  }

  listSynonyms({ row, groups }: ListedSynonyms): void {
    this.#synonyms = { row, said: new Synonyms(groups) }
  }

  /** Those of the page that lists them, for as long as it is there for everyone. */
  get synonyms(): Synonyms {
    const listed = this.#synonyms
    return listed && this.#facts[listed.row]?.place === PUBLIC ? listed.said : NO_SYNONYMS
  }

  /** What was learned of words is looked up anew. */
  changed(): void {
    for (const lexicon of this.#lexicons.values()) lexicon.forget()
  }

  /** The words that somebody may know of, how many pages, and which rows. */
  seenBy(person: Roles | null): { lexicon: Lexicon; pages: number; sees: (row: number) => boolean } {
    const places = placesOf(person)
    const seesAt = (place: string) =>
      place === PUBLIC || (place !== ARCHIVED && (places === 'all' || places.has(place)))
    const pages = [...this.#perPlace].reduce((total, [place, count]) => total + (seesAt(place) ? count : 0), 0)
    const seen = Uint8Array.from([0, ...[...this.#places.keys()].map((place) => (seesAt(place) ? 1 : 0))])
    const sees = (row: number) => seen[this.#placeOf.get(row)] === 1
    return { lexicon: this.#lexiconOf(places, seesAt), pages, sees }
  }

  #lexiconOf(places: ReadonlySet<string> | 'all', sees: (place: string) => boolean): Lexicon {
    const key = places === 'all' ? places : [...places].sort().join()
    const known = this.#lexicons.get(key)
    if (known) return known
    if (this.#lexicons.size >= 50) this.#lexicons.clear()
    const lexicon = new Lexicon(this.vocabulary, (id) => this.#public.get(id) + this.#apartFor(id, sees))
    this.#lexicons.set(key, lexicon)
    return lexicon
  }

  #apartFor(id: number, sees: (place: string) => boolean): number {
    let pages = 0
    for (const [place, count] of this.#apart.get(id) ?? []) if (sees(place)) pages += count
    return pages
  }
}

/** The same people as `listed` lets through. */
function placesOf(person: Roles | null): ReadonlySet<string> | 'all' {
  if (person?.role === 'steward') return 'all'
  return new Set(!person || person.role === 'visitor' ? [] : [NETWORK, ...Object.keys(person.roles)])
}

/** Things by number, as many as have room; those that were not asked for the longest go first. */
export class Kept<T> {
  readonly #room: number
  readonly #things = new Map<number, { readonly thing: T; readonly size: number }>()
  #size = 0

  constructor(room: number) {
    this.#room = room
  }

  get(key: number): T | undefined {
    const kept = this.#things.get(key)
    if (!kept) return undefined
    this.#things.delete(key)
    this.#things.set(key, kept)
    return kept.thing
  }

  set(key: number, thing: T, size: number): void {
    this.drop(key)
    this.#things.set(key, { thing, size: size + 16 })
    this.#size += size + 16
    for (const oldest of this.#things.keys()) {
      if (this.#size <= this.#room || oldest === key) return
      this.drop(oldest)
    }
  }

  drop(key: number): void {
    const kept = this.#things.get(key)
    if (!kept) return
    this.#things.delete(key)
    this.#size -= kept.size
  }
}

export const principlesIn = (value: unknown): string[] =>
  [value].flat().filter((one): one is string => PRINCIPLE_KEYS.some((key) => key === one))
