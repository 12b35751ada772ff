import lunr from 'lunr'
import type { BodyNode, Fields } from '../document/body-node.ts'
import { Lexicon } from './lexicon.ts'
import { readAs, readQuery, type Query } from './query.ts'
import { Ranking } from './rank.ts'
import { formsOf, searchText } from './search-text.ts'
import { openingOf, snippetOf, type SnippetPart } from './snippet.ts'
import { Synonyms, type SynonymGroups } from './synonyms.ts'
import { Vocabulary } from './vocabulary.ts'

/** What is searched of a page that a browser keeps. */
export interface KeptPage {
  readonly id: string
  readonly type: string
  readonly title: string
  readonly lang: string
  readonly fields: Fields
  readonly body: BodyNode
  readonly addresses: readonly string[]
}

export interface OfflineAsked {
  readonly q: string
  readonly lang: string
  readonly types?: readonly string[]
  /** What was typed, letter for letter. */
  readonly as?: 'typed'
  readonly limit?: number
}

export interface OfflineResult<P> {
  readonly page: P
  readonly snippet: SnippetPart[]
  /** The first words of the passage that answers best, as they stand there. */
  readonly passage: { readonly text: string } | null
  readonly score: number
}

export interface OfflineAnswer<P> {
  readonly total: number
  readonly results: readonly OfflineResult<P>[]
  readonly corrected: { readonly typed: string; readonly read: string } | null
  readonly suggestion: string | null
}

interface Indexed<P> {
  readonly page: P
  readonly passages: readonly string[]
  /** Words by id; 0 ends each passage. */
  readonly title: Uint32Array
  readonly head: Uint32Array
  readonly body: Uint32Array
}

const CANDIDATES = 120
const LEAST_SHARE = 0.03
const OTHER_LANGUAGE = 0.7

/** A short query of which no page covers so much is read anew, less strictly. */
const COVERED = 0.6

/** Pages of one lunr index: an index is never changed, so a page that changes takes so many with it. */
const SEGMENT = 256

interface Segment {
  readonly ids: Set<string>
  index: lunr.Index | null
}

/**
 * Finds among the pages that a browser keeps, as the server would: the same words, the same ranking, lunr for the
 * candidates. What is put in is indexed at the next search, 256 pages at a time; it belongs in a worker.
 */
export class OfflineIndex<P extends KeptPage> {
  readonly #pages = new Map<string, Indexed<P>>()
  readonly #segments: Segment[] = []
  readonly #vocabulary = new Vocabulary()
  readonly #counts = new Map<number, number>()
  readonly #lexicon = new Lexicon(this.#vocabulary, (id) => this.#counts.get(id) ?? 0)
  readonly #synonyms: Synonyms

  constructor(synonyms: SynonymGroups = []) {
    this.#synonyms = new Synonyms(synonyms)
  }

  /** Takes pages in, or in place of what they were. */
  put(pages: readonly P[]): void {
    for (const page of pages) {
      this.remove([page.id])
      const indexed = this.#indexed(page)
      this.#pages.set(page.id, indexed)
      this.#count(indexed, 1)
      const segment = this.#segments.find(({ ids }) => ids.size < SEGMENT) ?? this.#newSegment()
      segment.ids.add(page.id)
      segment.index = null
    }
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) {
      const known = this.#pages.get(id)
      if (!known) continue
      this.#count(known, -1)
      this.#pages.delete(id)
      for (const segment of this.#segments) if (segment.ids.delete(id)) segment.index = null
    }
  }

  find({ q, lang, types = [], as, limit = 20 }: OfflineAsked): OfflineAnswer<P> {
    const reading = { lexicon: this.#lexicon, synonyms: this.#synonyms, literally: as === 'typed' }
    const query = readQuery(q, reading)
    let found = this.#rank(query, lang)
    const short = query.groups.length > 0 && query.groups.length <= 4
    if (short && !reading.literally && !found.ranked.some(({ covers }) => covers > COVERED)) {
      const relaxed = this.#rank(readQuery(q, { ...reading, relaxed: true }), lang)
      if (relaxed.ranked.length > 0) found = relaxed
    }
    const wanted = found.ranked.filter(({ one }) => types.length === 0 || types.includes(one.page.type))
    const read = wanted.length > 0 ? readAs(query, 'sure') : null
    return {
      total: wanted.length,
      results: wanted.slice(0, limit).map(({ one, score }) => result(found.ranking, one, score)),
      corrected: read === null ? null : { typed: q.trim(), read },
      suggestion: read === null ? readAs(query, 'all') : null,
    }
  }

  #rank(query: Query, lang: string) {
    const ranking = new Ranking(query, this.#lexicon, this.#pages.size)
    const scored = this.#candidates(query).flatMap((one) => {
      const score = ranking.score({ ...one, languageFit: one.page.lang === lang ? 1 : OTHER_LANGUAGE })
      return score > 0 ? { one, score, covers: ranking.coverage() } : []
    })
    const least = scored.reduce((most, { score }) => Math.max(most, score), 0) * LEAST_SHARE
    const ranked = scored.filter(({ score }) => score >= least)
    return { ranking, ranked: ranked.sort((a, b) => b.score - a.score || (a.one.page.id < b.one.page.id ? -1 : 1)) }
  }

  /**
   * Candidate pages, for the ranking to order. Clauses are made from analysed words only: lunr's own query language is
   * never parsed (`abcdefghijklmnop~10` would run for minutes).
   */
  #candidates({ groups }: Query): Indexed<P>[] {
    const wanted = new Map<number, number>()
    for (const { forms } of groups)
      for (const [id, weight] of forms) {
        const stem = this.#vocabulary.stemOf(id)
        wanted.set(stem, Math.max(wanted.get(stem) ?? 0, weight))
      }
    if (wanted.size === 0) return []
    return this.#segments.flatMap((segment) => {
      segment.index ??= this.#lunrIndex(segment.ids)
      const found = segment.index.query((clauses) => {
        for (const [stem, boost] of wanted) clauses.clause({ term: String(stem), boost, usePipeline: false })
      })
      return found.slice(0, CANDIDATES).flatMap(({ ref }) => this.#pages.get(ref) ?? [])
    })
  }

  /** A lunr index over the stems that the server indexes too, each under its number. */
  #lunrIndex(ids: ReadonlySet<string>): lunr.Index {
    const builder = new lunr.Builder()
    builder.pipeline.reset()
    builder.searchPipeline.reset()
    builder.tokenizer = (stems) => (Array.isArray(stems) ? stems.map((stem) => new lunr.Token(String(stem), {})) : [])
    builder.ref('id')
    builder.field('title', { boost: 8 })
    builder.field('head', { boost: 1.5 })
    builder.field('body')
    for (const id of ids) {
      const one = this.#pages.get(id)
      if (one)
        builder.add({ id, title: this.#stems(one.title), head: this.#stems(one.head), body: this.#stems(one.body) })
    }
    return builder.build()
  }

  #stems(words: Uint32Array): number[] {
    return Array.from(
      words.filter((id) => id !== 0),
      (id) => this.#vocabulary.stemOf(id),
    )
  }

  #newSegment(): Segment {
    const segment = { ids: new Set<string>(), index: null }
    this.#segments.push(segment)
    return segment
  }

  #indexed(page: P): Indexed<P> {
    const text = searchText(page)
    return {
      page,
      passages: [...text.head, ...text.body],
      title: this.#idsOf([text.title]),
      head: this.#idsOf(text.head),
      body: this.#idsOf([...text.body, ...text.codes]),
    }
  }

  #idsOf(passages: readonly string[]): Uint32Array {
    return Uint32Array.from(
      passages.flatMap((passage) => [...formsOf(passage).map((form) => this.#vocabulary.learn(form)), 0]),
    )
  }

  #count({ title, head, body }: Indexed<P>, by: 1 | -1): void {
    const ids = new Set([...title, ...head, ...body])
    ids.delete(0)
    for (const id of ids) this.#counts.set(id, (this.#counts.get(id) ?? 0) + by)
    this.#lexicon.forget()
  }
}

function result<P>(ranking: Ranking, { page, passages, head, body }: Indexed<P>, score: number): OfflineResult<P> {
  const passage = passages[Math.max(ranking.bestPassage([head, body]), 0)] ?? passages[0] ?? ''
  return {
    page,
    score,
    snippet: snippetOf(ranking, passage),
    passage: passage.trim() === '' ? null : { text: openingOf(passage) },
  }
}
