import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { among } from '../storage/among.ts'
import type { Db } from '../storage/store.ts'
import { unpackWords, type PageWords } from './page-words.ts'
import { KEYS_OF_STEM, postingsOf, type Postings } from './postings.ts'
import { ARCHIVED, NETWORK, PUBLIC, SearchMemory, type ListedSynonyms, type PageFacts } from './search-memory.ts'

/** Another process that writes without end is followed so often, in milliseconds, and for a sixth of the time at most. */
const FOLLOWED_EVERY = 500

/** The stored index: what is asked of it lately is kept in memory, which never outlives a change. */
export class SearchIndex {
  readonly #db: Db
  memory = new SearchMemory()
  /** By the monotonic clock. */
  #restUntil = 0
  #settling: Promise<void> | null = null

  constructor(db: Db) {
    this.#db = db
  }

  /** Takes in what changed since the last search: places of pages, and what another process wrote. */
  async settle(): Promise<void> {
    const state = await this.#db
      .selectFrom('search_state')
      .select((eb) => ['generation', eb.exists(eb.selectFrom('search_stale').select('page_id')).as('stale')])
      .executeTakeFirstOrThrow()
    const foreign = state.generation !== this.memory.generation
    if (foreign && performance.now() >= this.#restUntil) await this.load(this.#db)
    if (state.stale) await (this.#settling ??= this.#recount().finally(() => (this.#settling = null)))
  }

  async load(db: Db): Promise<void> {
    const [began, memory] = [performance.now(), new SearchMemory()]
    memory.generation = await generationIn(db)
    const terms = await db.selectFrom('search_term').selectAll().where('id', '>', 1).orderBy('id').execute()
    for (const { id, form, written, pages } of terms) {
      memory.vocabulary.learn(form, id, written)
      memory.count(id, PUBLIC, pages)
    }
    memory.vocabulary.order()
    for (const { term, place, pages } of await db.selectFrom('search_apart').selectAll().execute())
      memory.count(term, place, pages)
    const pages = await db.selectFrom('search_page').select(FACTS).execute()
    for (const page of pages) memory.keep(factsOf(page))
    const { synonyms } = await db.selectFrom('search_state').select('synonyms').executeTakeFirstOrThrow()
    if (synonyms !== null) memory.listSynonyms(JSON.parse(synonyms) as ListedSynonyms)
    this.memory = memory
    const now = performance.now()
    this.#restUntil = now + Math.max(FOLLOWED_EVERY, (now - began) * 5)
  }

  /** Changes what is stored and what is in memory alike; where one of both fails, memory is made anew. */
  async change(tx: Db, write: (memory: SearchMemory) => Promise<void>): Promise<void> {
    if ((await generationIn(tx)) !== this.memory.generation) await this.load(tx)
    const { memory } = this
    memory.generation = NONE
    await write(memory)
    const generation = randomInt(1, 2 ** 47)
    await tx.updateTable('search_state').set({ generation }).execute()
    memory.generation = generation
    memory.changed()
  }

  /** The lists of these stems, by stem. */
  async lists(stems: readonly number[]): Promise<Map<number, Postings>> {
    const { lists } = this.memory
    const missing: number[] = []
    const found = new Map<number, Postings>()
    for (const stem of stems) {
      const list = lists.get(stem)
      if (list) found.set(stem, list)
      else missing.push(stem)
    }
    for (const stem of missing) {
      const list = await this.#list(stem)
      lists.set(stem, list, list.entries.length * 2)
      found.set(stem, list)
    }
    return found
  }

  async #list(stem: number): Promise<Postings> {
    const parts = await this.#db
      .selectFrom('search_posting')
      .selectAll()
      .where('key', '>=', stem * KEYS_OF_STEM)
      .where('key', '<', (stem + 1) * KEYS_OF_STEM)
      .execute()
    return postingsOf(parts)
  }

  /** The words of these pages, by row. */
  async words(rows: readonly number[]): Promise<Map<number, PageWords>> {
    const { words } = this.memory
    const found = new Map<number, PageWords>()
    const missing = rows.filter((row) => {
      const kept = words.get(row)
      if (kept) found.set(row, kept)
      return !kept
    })
    if (missing.length === 0) return found
    const stored = await this.#db
      .selectFrom('search_page')
      .select(['id', 'words'])
      .where('id', 'in', among(missing))
      .execute()
    for (const row of stored) {
      const unpacked = unpackWords(row.words)
      words.set(row.id, unpacked, row.words.byteLength >> 2)
      found.set(row.id, unpacked)
    }
    return found
  }

  /** The passages of these pages as they were written, by row. */
  async texts(rows: readonly number[]): Promise<Map<number, string[]>> {
    const found = await this.#db
      .selectFrom('search_page')
      .select(['id', 'texts'])
      .where('id', 'in', among(rows))
      .execute()
    return new Map(found.map(({ id, texts }) => [id, JSON.parse(texts) as string[]]))
  }

  async #recount(): Promise<void> {
    await this.#db.transaction().execute((tx) => this.change(tx, (memory) => recount(tx, memory)))
  }
}

/** Counts the words of pages that moved where they are now. */
async function recount(tx: Db, memory: SearchMemory): Promise<void> {
  const stale = await tx
    .selectFrom('search_stale')
    .innerJoin('search_page', 'search_page.page_id', 'search_stale.page_id')
    .innerJoin('page', 'page.id', 'search_page.page_id')
    .select(['search_page.id', 'place', 'words', 'territory_id', 'reach', 'archived_at'])
    .execute()
  for (const page of stale) {
    const place = placeOf(page)
    if (place !== page.place) {
      const forms = idsIn(unpackWords(page.words))
      await countAll(tx, memory, forms, page.place, -1)
      await countAll(tx, memory, forms, place, 1)
    }
    const moved = { place, territory: page.territory_id }
    await tx.updateTable('search_page').set(moved).where('id', '=', page.id).execute()
    const facts = memory.factsOf(page.id)
    if (facts) memory.keep({ ...facts, ...moved })
  }
  await tx.deleteFrom('search_stale').execute()
}

/** The generation of no index: what is in memory under it is made anew. */
const NONE = -1

async function generationIn(db: Db): Promise<number> {
  return (await db.selectFrom('search_state').select('generation').executeTakeFirstOrThrow()).generation
}

const FACTS = ['id', 'place', 'type', 'lang', 'principles', 'territory', 'commune', 'step_free', 'length'] as const

type StoredFacts = Omit<PageFacts, 'row' | 'principles' | 'stepFree'> & {
  readonly id: number
  readonly principles: string
  readonly step_free: 0 | 1
}

function factsOf({ id, principles, step_free, ...facts }: StoredFacts): PageFacts {
  return { ...facts, row: id, principles: principles.split(' ').filter(Boolean), stepFree: step_free === 1 }
}

/** Who a page is shown to, in one word. */
export function placeOf(page: {
  readonly territory_id: string | null
  readonly reach: string
  readonly archived_at: number | null
}): string {
  if (page.archived_at !== null) return ARCHIVED
  return page.reach === 'public' ? PUBLIC : (page.territory_id ?? NETWORK)
}

/** Every form of a page, once. */
export function idsIn({ title, head, body }: PageWords): Set<number> {
  const ids = new Set<number>()
  for (const area of [title, head, body]) for (let at = 0; at < area.length; at += 1) ids.add(area[at] ?? 0)
  ids.delete(0)
  return ids
}

/** Counts a page in for forms, or out, where it belongs. What is archived is counted nowhere. */
export async function countAll(
  tx: Db,
  memory: SearchMemory,
  forms: Iterable<number>,
  place: string,
  by: 1 | -1,
): Promise<void> {
  const ids = JSON.stringify([...forms])
  if (place === ARCHIVED || ids === '[]') return
  const { rows } =
    place === PUBLIC
      ? await sql<{ id: number; pages: number }>`UPDATE search_term SET pages = pages + ${by}
          WHERE id IN (SELECT value FROM json_each(${ids})) RETURNING id, pages`.execute(tx)
      : await sql<{ id: number; pages: number }>`INSERT INTO search_apart (term, place, pages)
          SELECT value, ${place}, ${by} FROM json_each(${ids}) WHERE TRUE
          ON CONFLICT DO UPDATE SET pages = pages + ${by} RETURNING term AS id, pages`.execute(tx)
  for (const { id, pages } of rows) memory.count(id, place, pages)
}
