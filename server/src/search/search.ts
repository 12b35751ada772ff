import { sql } from 'kysely'
import { bestPassage, rank, type RankedPage } from '@terreau/shared/language/rank.ts'
import { readQuery, type Query } from '@terreau/shared/language/query.ts'
import { snippetOf } from '@terreau/shared/language/snippet.ts'
import { frenchStem } from '@terreau/shared/language/stems.ts'
import { Vocabulary } from '@terreau/shared/language/vocabulary.ts'
import type { Standing } from '@terreau/shared/api/pages.ts'
import type { SearchAnswer, SearchQuery, SearchResult, SuggestAnswer } from '@terreau/shared/api/search.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import type { PageId, Slug } from '@terreau/shared/ids.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { Projection } from '../projections/projection.ts'
import type { Roles } from '@terreau/shared/permission/roles.ts'
import { listed } from '../members/readable.ts'
import type { Db, Store } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import { shownVersion, standing } from '../versions/page-standing.ts'
import { searchProjection } from './search-projection.ts'

/** Pages taken from the index for the ranking to order. */
const MAX_CANDIDATES = 200

/** Pages whose words are kept in memory between searches. */
const MAX_KEPT = 2000

/** What peers validated comes first among equals (D18). */
const AMONG_EQUALS = 1.02

/** A page whose score is under this share of the best one's is no answer. */
const LEAST_SHARE = 0.08

interface Candidate {
  readonly row: number
  readonly id: PageId
  readonly type: PageTypeKey
  readonly slug: Slug
  readonly title: string
  readonly lang: Lang
  readonly standing: Standing
  readonly version: number | null
}

/** Who asks, as far as the answer depends on it. */
export interface Asker {
  readonly person: Roles | null
  readonly lang: Lang
}

interface Scope extends Asker {
  readonly pages: number
  readonly area: 'all' | 'title'
}

interface Ranked {
  readonly candidate: Candidate
  readonly score: number
}

/** A page's words as ranking and snippets need them; passages are those of head and body, in order. */
interface KeptPage extends RankedPage {
  readonly passages: readonly (readonly string[])[]
}

/** Finds pages by what people type: the index gives candidates, one pure function orders them. */
export class Search {
  readonly projection: Projection
  readonly #db: Db
  readonly #now: () => Instant
  readonly #vocabulary: Vocabulary
  readonly #kept = new Map<number, KeptPage>()
  #lastRow: number | null = null

  constructor(db: Db, vocabulary: Vocabulary, now: () => Instant) {
    this.#db = db
    this.#now = now
    this.#vocabulary = vocabulary
    this.projection = searchProjection(vocabulary, (row) => {
      this.#kept.delete(row)
      this.#lastRow = Math.max(this.#lastRow ?? 0, row)
    })
  }

  async find(asked: SearchQuery, asker: Asker): Promise<SearchAnswer> {
    const began = performance.now()
    const pages = await this.#countPages()
    const query = readQuery(asked.q, this.#vocabulary)
    const all = await this.#ranked(query, { pages, ...asker, area: 'all' })
    const types = [asked.type ?? []].flat()
    const wanted = all.filter(
      ({ candidate }) =>
        (types.length === 0 || types.includes(candidate.type)) &&
        (asked.standing === undefined || asked.standing === candidate.standing),
    )
    const from = offsetOf(asked.cursor)
    const until = from + (asked.limit ?? 20)
    const results = await this.#results(query, wanted.slice(from, until))
    const next = until < wanted.length ? String(until) : null
    return {
      total: wanted.length,
      tookMs: performance.now() - began,
      results,
      facets: { type: countTypes(all), principle: {}, standing: {}, territory: [], stepFree: 0 },
      corrected: null,
      suggestion: this.#knownTo(all, query.suggestion),
      near: [],
      neighbours: [],
      next,
    }
  }

  /** Pages whose title holds what was typed so far, the last word unfinished. */
  async suggest(q: string, type: PageTypeKey | undefined, asker: Asker): Promise<SuggestAnswer> {
    const pages = await this.#countPages()
    const ranked = await this.#ranked(readQuery(q, this.#vocabulary), { pages, ...asker, area: 'title' })
    const wanted = type ? ranked.filter(({ candidate }) => candidate.type === type) : ranked
    return {
      pages: wanted.slice(0, 8).map(({ candidate: { id, type: kind, slug, title, lang: written } }) => ({
        id,
        type: kind,
        slug,
        title,
        lang: written,
      })),
      passages: [],
    }
  }

  async #ranked(query: Query, { pages: total, lang, area, person }: Scope): Promise<Ranked[]> {
    const stems = [...new Set(query.groups.flatMap(({ forms }) => [...forms.keys()].map(frenchStem)))].filter(Boolean)
    if (stems.length === 0) return []
    const candidates = await this.#candidates(stems, area, person)
    const pages = await this.#pages(candidates)
    const corpus = { pages: total, pagesWith: (form: string) => this.#vocabulary.pagesWith(form) }
    const ranked = candidates.map((candidate) => {
      const page = pages.get(candidate.row) ?? EMPTY
      const score = rank(query, { ...page, languageFit: candidate.lang === lang ? 1 : 0.7 }, corpus)
      return { candidate, score: candidate.standing === 'validated' ? score * AMONG_EQUALS : score }
    })
    ranked.sort((a, b) => b.score - a.score || (a.candidate.id < b.candidate.id ? -1 : 1))
    const least = (ranked[0]?.score ?? 0) * LEAST_SHARE
    return ranked.filter(({ score }) => score > 0 && score >= least)
  }

  /** A correction made of words that the person may know of: the vocabulary is everyone's. */
  #knownTo(ranked: readonly Ranked[], suggestion: string | null): string | null {
    const kept = ranked.flatMap(({ candidate }) => this.#kept.get(candidate.row) ?? [])
    const has = (form: string) =>
      kept.some(({ title, head, body }) => [title, head, body].some((area) => area.includes(form)))
    return suggestion?.split(' ').every(has) ? suggestion : null
  }

  /** Also notices pages that another process brought in, whose words are not in memory yet. */
  async #countPages(): Promise<number> {
    const { n, last } = await this.#db
      .selectFrom('search_page')
      .select((eb) => [eb.fn.countAll<number>().as('n'), eb.fn.max('id').as('last')])
      .executeTakeFirstOrThrow()
    if (last !== this.#lastRow) await loadVocabulary(this.#db, this.#vocabulary)
    this.#lastRow = last
    return n
  }

  /** Rights are part of the query: what the caller may not read is no candidate. */
  async #candidates(stems: readonly string[], area: Scope['area'], person: Roles | null): Promise<Candidate[]> {
    const match = `${area === 'title' ? '{title} : ' : ''}(${stems.map((stem) => `"${stem}"`).join(' OR ')})`
    const { rows } = await sql<Candidate>`
      SELECT search_page.id AS "row", page.id, page.type, page.slug, page.title, page.lang, ${standing(this.#now())} AS standing,
        ${shownVersion()} AS version
      FROM search_index
      JOIN search_page ON search_page.id = search_index.rowid
      JOIN page ON page.id = search_page.page_id
      WHERE search_index MATCH ${match} AND page.archived_at IS NULL AND ${listed(person)}
      ORDER BY bm25(search_index, 8.0, 1.5, 1.0)
      LIMIT ${MAX_CANDIDATES}`.execute(this.#db)
    return rows
  }

  async #pages(candidates: readonly Candidate[]): Promise<Map<number, KeptPage>> {
    const missing = candidates.map(({ row }) => row).filter((row) => !this.#kept.has(row))
    if (missing.length > 0) {
      const rows = await this.#db
        .selectFrom('search_page')
        .select(['id', 'title', 'head', 'body'])
        .where('id', 'in', missing)
        .execute()
      for (const { id, title, head, body } of rows) this.#kept.set(id, keptPage(title, head, body))
    }
    const found = new Map(
      candidates.flatMap(({ row }) => (this.#kept.has(row) ? [[row, this.#kept.get(row) ?? EMPTY] as const] : [])),
    )
    for (const row of this.#kept.keys()) {
      if (this.#kept.size <= MAX_KEPT) break
      this.#kept.delete(row)
    }
    return found
  }

  /** The one passage to cut a snippet from. */
  #bestText(query: Query, row: number, texts: readonly string[]): string[] {
    const at = bestPassage(query, this.#kept.get(row)?.passages ?? [])
    return texts.slice(Math.max(at, 0), Math.max(at, 0) + 1)
  }

  async #results(query: Query, ranked: readonly Ranked[]): Promise<SearchResult[]> {
    if (ranked.length === 0) return []
    const rows = await this.#db
      .selectFrom('search_page')
      .select(['id', 'texts'])
      .where(
        'id',
        'in',
        ranked.map(({ candidate }) => candidate.row),
      )
      .execute()
    const texts = new Map(rows.map(({ id, texts: json }) => [id, JSON.parse(json) as string[]]))
    return ranked.map(({ candidate: { row, id, type, slug, title, lang, standing: stands, version }, score }) => ({
      page: { id, type, slug, title, lang },
      standing: stands,
      shows: version === null ? ('live' as const) : ('validated' as const),
      snippet: snippetOf(query, this.#bestText(query, row, texts.get(row) ?? [])),
      passage: null,
      score,
    }))
  }
}

const EMPTY: KeptPage = { title: [], head: [], body: [], languageFit: 1, passages: [] }

/** Splits the stored forms into passages, and puts them in one row for ranking. */
function keptPage(title: string, head: string, body: string): KeptPage {
  const [inHead, inBody] = [passages(head), passages(body)]
  const words = { title: passages(title).flat(), head: inHead.flat(), body: inBody.flat() }
  return { ...words, languageFit: 1, passages: [...inHead, ...inBody] }
}

function passages(joined: string): string[][] {
  return joined === '' ? [] : joined.split('\n').map((forms) => forms.split(' ').filter(Boolean))
}

/** Opens the index with the vocabulary in memory. */
export async function openSearch({ db }: Store, now: () => Instant): Promise<Search> {
  const vocabulary = new Vocabulary()
  await loadVocabulary(db, vocabulary)
  return new Search(db, vocabulary, now)
}

async function loadVocabulary(db: Db, vocabulary: Vocabulary): Promise<void> {
  for (const { form, pages } of await db.selectFrom('search_term').selectAll().execute()) vocabulary.set(form, pages)
}

function countTypes(ranked: readonly Ranked[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { candidate } of ranked) counts[candidate.type] = (counts[candidate.type] ?? 0) + 1
  return counts
}

function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  const offset = Number(cursor)
  if (!Number.isInteger(offset) || offset < 0 || offset > 10_000)
    throw new Refusal('request.malformed', { where: 'cursor' })
  return offset
}
