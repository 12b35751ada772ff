import { readAs, readQuery, type Query, type Reading } from '@terreau/shared/language/query.ts'
import { Ranking } from '@terreau/shared/language/rank.ts'
import { openingOf, snippetOf } from '@terreau/shared/language/snippet.ts'
import type { Lexicon } from '@terreau/shared/language/lexicon.ts'
import type { SynonymGroups } from '@terreau/shared/language/synonyms.ts'
import { wordsOf } from '@terreau/shared/language/words.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { PageName } from '@terreau/shared/api/pages.ts'
import type { SearchAnswer, SearchQuery, SearchResult, SuggestAnswer } from '@terreau/shared/api/search.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { AnswerNow } from '../directory/page-answers.ts'
import type { Projection } from '../projections/projection.ts'
import type { Roles } from '@terreau/shared/permission/roles.ts'
import { listed } from '../members/readable.ts'
import type { Db, Store } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import { countFacets, mayPass, narrows, passes, type Filters } from './facets.ts'
import { Narrowing } from './narrowing.ts'
import { NO_POSTINGS, Tally, type Best, type Wanted } from './postings.ts'
import { SearchIndex } from './search-index.ts'
import type { PageFacts } from './search-memory.ts'
import { searchProjection } from './search-projection.ts'
import { shownPages, type Shown } from './shown-pages.ts'
import type { PageWords } from './page-words.ts'

/** Pages taken from the index for the ranking to order. */
const MAX_CANDIDATES = 120

/** Stems looked up for one query. */
const MAX_STEMS = 96

/** What peers validated comes first among equals (D18). */
const AMONG_EQUALS = 1.02

/** A page in the other language answers less. */
const OTHER_LANGUAGE = 0.7

/** A short query of which no page covers so much is read anew, less strictly. */
const COVERED = 0.6

/** A page whose score is under this share of the best one's is no answer. */
const LEAST_SHARE = 0.03

/** Who asks, as far as the answer depends on it. */
export interface Asker {
  readonly person: Roles | null
  readonly lang: Lang
}

/** What an asker may know of, by which a query is read and ranked. */
interface Scope extends Asker {
  readonly lexicon: Lexicon
  readonly pages: number
  readonly sees: (row: number) => boolean
  readonly filters: Filters
}

interface Scored {
  readonly row: number
  readonly facts: PageFacts
  readonly words: PageWords
  readonly score: number
  /** How much of the query it covers, from 0 to 1. */
  readonly covers: number
}

interface Ranked extends Scored, Shown {
  readonly isOpen: boolean
  readonly now: AnswerNow | undefined
}

interface Answering {
  readonly ranking: Ranking
  readonly scored: readonly Scored[]
  /** Whether more pages answer than these. */
  readonly more: boolean
}

/** Which of these pages are open now, and where they are, as far as the person may know of it; absent of what has no hours. */
export type AnswersNow = (
  pages: readonly Pick<PageName, 'id' | 'type'>[],
  person: Roles | null,
) => Promise<ReadonlyMap<PageId, AnswerNow>>

/** Finds pages by what people type: the index gives candidates, one pure function orders them. */
export class Search {
  readonly projection: Projection
  readonly #db: Db
  readonly #now: () => Instant
  readonly #answersNow: AnswersNow
  readonly #index: SearchIndex
  readonly #tally = new Tally()
  readonly #narrowing: Narrowing

  constructor(db: Db, now: () => Instant, answersNow: AnswersNow) {
    this.#db = db
    this.#now = now
    this.#answersNow = answersNow
    this.#index = new SearchIndex(db)
    this.#narrowing = new Narrowing(db)
    this.projection = searchProjection(this.#index)
  }

  async open(): Promise<void> {
    await this.#index.load(this.#db)
  }

  /** Words that say the same, as the wiki's own page lists them. */
  get synonyms(): SynonymGroups {
    return this.#index.memory.synonyms.groups
  }

  async find(asked: SearchQuery, asker: Asker): Promise<SearchAnswer> {
    const began = performance.now()
    const scope = await this.#scope(asked, asker)
    const reading = this.#reading(scope, asked.as)
    const query = readQuery(asked.q, reading)
    const found = await this.#relaxing(asked.q, query, reading, scope)
    const ranked = await this.#shown(found, scope)
    const names = await this.#narrowing.namesFor(ranked.map(({ facts }) => facts))
    const wanted = ranked.filter((one) => passes(scope.filters, one))
    const from = offsetOf(asked.cursor)
    const until = from + (asked.limit ?? 20)
    const read = wanted.length > 0 ? readAs(query, 'sure') : null
    return {
      total: wanted.length,
      more: found.more,
      results: await this.#results(found.ranking, wanted.slice(from, until)),
      facets: countFacets(scope.filters, ranked, names),
      corrected: read === null ? null : { typed: asked.q.trim(), read },
      suggestion: read === null ? readAs(query, 'all') : null,
      ...(wanted.length > 0 ? NOT_EMPTY : await this.#nothing(query, ranked, scope)),
      next: until < wanted.length ? String(until) : null,
      tookMs: performance.now() - began,
    }
  }

  /** Pages whose title holds what was typed so far, the last word unfinished; then passages. */
  async suggest(q: string, type: PageTypeKey | undefined, asker: Asker): Promise<SuggestAnswer> {
    const scope = await this.#scope({ q, ...(type && { type }) }, asker)
    const found = await this.#answering(readQuery(q, this.#reading(scope)), scope)
    const { ranking } = found
    const wanted = (await this.#shown(found, scope)).filter((one) => passes(scope.filters, one))
    const [titled, others] = [true, false].map((inTitle) =>
      wanted.filter(({ words }) => ranking.answersIn(words.title) === inTitle),
    ) as [Ranked[], Ranked[]]
    const passages = await this.#results(ranking, others.slice(0, 4))
    return {
      pages: titled.slice(0, 8).map(({ page }) => page),
      passages: passages.flatMap(({ page, snippet, passage }) =>
        passage ? { page, snippet, text: passage.text } : [],
      ),
    }
  }

  async #scope(asked: SearchQuery, asker: Asker): Promise<Scope> {
    await this.#index.settle()
    const filters = await this.#narrowing.filters(asked)
    return { ...asker, ...this.#index.memory.seenBy(asker.person), filters }
  }

  #reading({ lexicon }: Scope, as?: 'typed'): Reading {
    return { lexicon, synonyms: this.#index.memory.synonyms, literally: as === 'typed' }
  }

  /** Where no page covers every word of a short query, known words may be unfinished or misspelt as well. */
  async #relaxing(q: string, query: Query, reading: Reading, scope: Scope): Promise<Answering> {
    const found = await this.#answering(query, scope)
    const { length } = query.groups
    const covered = found.scored.some(({ covers }) => covers > COVERED)
    if (covered || length === 0 || length > 4 || reading.literally) return found
    const relaxed = await this.#answering(readQuery(q, { ...reading, relaxed: true }), scope)
    return relaxed.scored.length > 0 ? relaxed : found
  }

  /** The candidates that answer, by what they say. */
  async #answering(query: Query, scope: Scope): Promise<Answering> {
    const { memory } = this.#index
    const ranking = new Ranking(query, scope.lexicon, scope.pages)
    const { rows, more } = await this.#candidates(query, ranking, scope)
    const words = await this.#index.words(rows)
    const scored = rows.flatMap((row) => {
      const [facts, page] = [memory.factsOf(row), words.get(row)]
      if (!facts || !page) return []
      const score = ranking.score({ ...page, languageFit: facts.lang === scope.lang ? 1 : OTHER_LANGUAGE })
      return score > 0 ? { row, facts, words: page, score, covers: ranking.coverage() } : []
    })
    const least = scored.reduce((most, { score }) => Math.max(most, score), 0) * LEAST_SHARE
    const answering = scored.filter(({ score }) => score >= least)
    // Those beyond the candidates come after the least of them: where that one is no answer, they are none.
    return { ranking, scored: answering, more: more && answering.length === rows.length }
  }

  /** Those that may be shown, by how they are named and where they stand; the best first. */
  async #shown({ scored }: Answering, scope: Scope): Promise<Ranked[]> {
    const rows = scored.map(({ row }) => row)
    const shown = await shownPages(this.#db, rows, scope.person, this.#now())
    const answers = await this.#answersNow(
      [...shown.values()].map(({ page }) => page),
      scope.person,
    )
    const ranked = scored.flatMap((one) => {
      const known = shown.get(one.row)
      if (!known) return []
      const now = answers.get(known.page.id)
      return {
        ...one,
        ...known,
        isOpen: now?.isOpen ?? false,
        now,
        score: known.standing === 'validated' ? one.score * AMONG_EQUALS : one.score,
      }
    })
    return ranked.toSorted((a, b) => b.score - a.score || (a.page.id < b.page.id ? -1 : 1))
  }

  /** Rows of pages that may answer, of those that the asker may know of: the best of all, and the best of those asked for. */
  async #candidates(query: Query, ranking: Ranking, { filters, sees, pages }: Scope): Promise<Best> {
    const { memory } = this.#index
    const stems = query.groups.map(({ forms }) => stemsOf(forms, (id) => memory.vocabulary.stemOf(id)))
    const most = Math.floor(MAX_STEMS / Math.max(stems.length, 1))
    const lists = await this.#index.lists([
      ...new Set(stems.flatMap((group) => group.slice(0, most).map(([stem]) => stem))),
    ])
    const wanted: Wanted[] = stems.map((group, at) => ({
      rarity: ranking.rarity[at] ?? 0,
      stems: group.flatMap(([stem, weight]) => ({ postings: lists.get(stem) ?? NO_POSTINGS, weight })),
    }))
    if (pages === 0) return { rows: [], more: false }
    this.#tally.add(wanted, memory.end, memory.norm)
    const best = this.#tally.best(MAX_CANDIDATES, sees)
    if (!narrows(filters)) return best
    const asked = this.#tally.best(MAX_CANDIDATES, (row) => {
      const facts = memory.factsOf(row)
      return facts !== undefined && sees(row) && mayPass(filters, facts)
    })
    return { rows: [...new Set([...best.rows, ...asked.rows])], more: asked.more }
  }

  async #results(ranking: Ranking, ranked: readonly Ranked[]): Promise<SearchResult[]> {
    if (ranked.length === 0) return []
    const texts = await this.#index.texts(ranked.map(({ row }) => row))
    return ranked.map(({ row, page, words, standing: stands, version, now, score }) => {
      const open = now?.open()
      const text = bestText(ranking, words, texts.get(row) ?? [])
      return {
        page,
        standing: stands,
        shows: version === null ? ('live' as const) : ('validated' as const),
        snippet: snippetOf(ranking, text),
        passage: text.trim() === '' ? null : { text: openingOf(text) },
        ...(open && { open }),
        ...(now?.position && { position: now.position }),
        score,
      }
    })
  }

  /** Nothing found is no end: words near what was typed, and pages that answer without the filters, or a part of it. */
  async #nothing(
    { asked }: Query,
    ranked: readonly Ranked[],
    scope: Scope,
  ): Promise<Pick<SearchAnswer, 'near' | 'neighbours'>> {
    const { lexicon } = scope
    const forms = wordsOf(asked.text).map(({ form }) => form)
    const near = new Set(forms.flatMap((form) => [...nearWords(form, lexicon)]))
    const words = [...near].map((id) => lexicon.vocabulary.writtenOf(id)).slice(0, 6)
    if (ranked.length > 0) return { near: words, neighbours: ranked.slice(0, 6).map(({ page }) => page) }
    const again = words.length > 0 ? await this.#answering(readQuery(words.join(' '), { lexicon }), scope) : null
    const some = again ? (await this.#shown(again, scope)).slice(0, 6).map(({ page }) => page) : []
    return { near: words, neighbours: some.length > 0 ? some : await this.#anyOf(scope) }
  }

  /** Where no word is near: the pages of the asked types that changed last, or leads to follow. */
  async #anyOf({ filters, person }: Scope): Promise<PageName[]> {
    const types = (filters.type.length > 0 ? filters.type : ['lead']) as PageTypeKey[]
    return this.#db
      .selectFrom('page')
      .select(['id', 'type', 'slug', 'title', 'lang'])
      .where('type', 'in', types)
      .where('archived_at', 'is', null)
      .where(listed(person))
      .orderBy('updated_at', 'desc')
      .limit(6)
      .execute()
  }
}

const NOT_EMPTY = { near: [], neighbours: [] }

/** The stems of weighted forms, those that count most first. */
function stemsOf(forms: ReadonlyMap<number, number>, stemOf: (id: number) => number): [stem: number, weight: number][] {
  const stems = new Map<number, number>()
  for (const [id, weight] of forms) stems.set(stemOf(id), Math.max(stems.get(stemOf(id)) ?? 0, weight))
  return [...stems].sort((a, b) => b[1] - a[1])
}

/** The one passage to cut a snippet from. */
function bestText(ranking: Ranking, { head, body }: PageWords, texts: readonly string[]): string {
  const at = ranking.bestPassage([head, body])
  return texts[Math.max(at, 0)] ?? texts[0] ?? ''
}

/** Known words that begin like this one, or that it may be a slip for. */
function nearWords(form: string, lexicon: Lexicon): Set<number> {
  const begun = form.length >= 5 ? lexicon.completions(form.slice(0, 4), 3) : []
  return new Set([...[...lexicon.corrections(form)].slice(0, 4), ...begun].map(([id]) => id))
}

/** Opens the index with what it keeps in memory. */
export async function openSearch({ db }: Store, now: () => Instant, answersNow: AnswersNow): Promise<Search> {
  const search = new Search(db, now, answersNow)
  await search.open()
  return search
}

function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  const offset = Number(cursor)
  if (!Number.isInteger(offset) || offset < 0 || offset > 10_000)
    throw new Refusal('request.malformed', { where: 'cursor' })
  return offset
}
