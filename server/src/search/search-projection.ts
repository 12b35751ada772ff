import { sql } from 'kysely'
import { searchText, SYNONYMS } from '@terreau/shared/language/search-text.ts'
import { synonymsIn } from '@terreau/shared/language/synonyms.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { LivePage, Projection, ProjectedPage } from '../projections/projection.ts'
import { among } from '../storage/among.ts'
import type { Db } from '../storage/store.ts'
import { formsIn, numbersIn, packWords, unpackWords, type PageForms, type PageWords } from './page-words.ts'
import { entryOf, keyOf, withEntry, type Counts } from './postings.ts'
import { countAll, idsIn, placeOf, type SearchIndex } from './search-index.ts'
import { principlesIn, type PageFacts, type SearchMemory } from './search-memory.ts'

/** Keeps the index, and what is in memory of it, up with pages: only what changed of a page is written. */
export function searchProjection(index: SearchIndex): Projection {
  return {
    name: 'search',
    project: (tx, page) => index.change(tx, (memory) => project(tx, memory, page)),
  }
}

async function project(tx: Db, memory: SearchMemory, page: ProjectedPage): Promise<void> {
  const { title } = page.shown.fields
  const addresses = await addressesOf(tx, page.pageId)
  const texts = searchText({ title: typeof title === 'string' ? title : '', ...page.shown, addresses })
  const forms = formsIn(texts)
  await learn(tx, memory, forms)
  const stored = packWords(forms, (form) => memory.vocabulary.idOf(form))
  const before = await tx.selectFrom('search_page').selectAll().where('page_id', '=', page.pageId).executeTakeFirst()
  const facts = await factsOf(tx, page, forms)
  const row = await keepRow(tx, page, {
    ...facts,
    words: stored,
    texts: JSON.stringify([...texts.head, ...texts.body]),
  })
  memory.keep({ ...facts, row })
  if (addresses.includes(SYNONYMS)) await keepSynonyms(tx, memory, row, page)
  const [was, is] = [before ? unpackWords(before.words) : NO_WORDS, unpackWords(stored)]
  if (before && before.place === facts.place && Buffer.compare(before.words, stored) === 0) return
  await count(tx, memory, [was, before?.place], [is, facts.place])
  await post(tx, memory, row, was, is)
  memory.words.drop(row)
}

const NO_WORDS: PageWords = { title: [], head: [], body: [] }

async function addressesOf(tx: Db, page: PageId): Promise<string[]> {
  const rows = await tx.selectFrom('page_slug').select('slug').where('page_id', '=', page).execute()
  return rows.map(({ slug }) => slug)
}

/** What readers see of the page that lists synonyms is what search goes by. */
async function keepSynonyms(tx: Db, memory: SearchMemory, row: number, { shown }: ProjectedPage): Promise<void> {
  const listed = { row, groups: synonymsIn(shown.body) }
  await tx
    .updateTable('search_state')
    .set({ synonyms: JSON.stringify(listed) })
    .execute()
  memory.listSynonyms(listed)
}

/** Gives each new form its number. */
async function learn(tx: Db, { vocabulary }: SearchMemory, forms: PageForms): Promise<void> {
  const unknown = new Set([forms.title, forms.head, forms.body].flat(2).filter((form) => vocabulary.idOf(form) === 0))
  if (unknown.size === 0) return
  const written = [...unknown].map((form) => [form, forms.written.get(form) ?? form])
  const { rows } = await sql<{
    id: number
    form: string
    written: string
  }>`INSERT INTO search_term (form, written, pages)
    SELECT value ->> 0, value ->> 1, 0 FROM json_each(${JSON.stringify(written)}) WHERE TRUE
    ON CONFLICT (form) DO UPDATE SET form = excluded.form RETURNING id, form, written`.execute(tx)
  for (const term of rows.toSorted((a, b) => a.id - b.id)) vocabulary.learn(term.form, term.id, term.written)
}

async function factsOf(
  tx: Db,
  { pageId, type, shown }: ProjectedPage,
  forms: PageForms,
): Promise<Omit<PageFacts, 'row'>> {
  const page = await tx
    .selectFrom('page')
    .select(['lang', 'territory_id', 'reach', 'archived_at'])
    .where('id', '=', pageId)
    .executeTakeFirstOrThrow()
  const { principles, commune, wheelchair, step_free } = shown.fields
  return {
    place: placeOf(page),
    type,
    lang: page.lang,
    principles: principlesIn(principles),
    territory: page.territory_id,
    commune: typeof commune === 'string' ? commune : null,
    stepFree: wheelchair === 'yes' || step_free === 'yes',
    length: forms.body.flat().length,
  }
}

type Row = Omit<PageFacts, 'row'> & { readonly words: Uint8Array; readonly texts: string }

async function keepRow(tx: Db, { pageId }: LivePage, { principles, stepFree, ...facts }: Row): Promise<number> {
  const row = { ...facts, principles: principles.join(' '), step_free: stepFree ? (1 as const) : (0 as const) }
  const { id } = await tx
    .insertInto('search_page')
    .values({ page_id: pageId, ...row })
    .onConflict((on) => on.column('page_id').doUpdateSet(row))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Counts a page in for the forms it gained, and out for those it lost; for all of them where it moved. */
async function count(
  tx: Db,
  memory: SearchMemory,
  [was, from]: [PageWords, string | undefined],
  [is, to]: [PageWords, string],
): Promise<void> {
  const [before, after] = [idsIn(was), idsIn(is)]
  const stays = from === to
  const lost = [...before].filter((id) => !stays || !after.has(id))
  const gained = [...after].filter((id) => !stays || !before.has(id))
  if (from !== undefined) await countAll(tx, memory, lost, from, -1)
  await countAll(tx, memory, gained, to, 1)
}

/** Writes the parts of those stems that a page holds otherwise than before. */
async function post(tx: Db, memory: SearchMemory, row: number, was: PageWords, is: PageWords): Promise<void> {
  const [before, after] = [entries(memory, row, was), entries(memory, row, is)]
  const stems = [...new Set([...before.keys(), ...after.keys()])].filter((stem) => before.get(stem) !== after.get(stem))
  const keys = stems.map((stem) => keyOf(stem, row))
  const parts = await tx.selectFrom('search_posting').selectAll().where('key', 'in', among(keys)).execute()
  const stored = new Map(parts.map(({ key, entries: bytes }) => [key, numbersIn(bytes)]))
  const changed = stems.map((stem, at) =>
    withEntry(stored.get(keys[at] ?? 0) ?? new Uint32Array(), row, after.get(stem) ?? null),
  )
  await writeParts(tx, keys, changed)
  for (const stem of stems) memory.lists.drop(stem)
}

/** All at once: the parts one after the other in one blob, and where each begins in it. A part that holds nothing goes. */
async function writeParts(tx: Db, keys: readonly number[], parts: readonly Uint32Array[]): Promise<void> {
  const gone = keys.filter((_, at) => parts[at]?.length === 0)
  await sql`DELETE FROM search_posting WHERE key IN (SELECT value FROM json_each(${JSON.stringify(gone)}))`.execute(tx)
  let from = 1
  const places = parts.flatMap(({ byteLength }, at) => {
    const place = [keys[at], from, byteLength]
    from += byteLength
    return byteLength > 0 ? [place] : []
  })
  if (places.length === 0) return
  const blob = Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength)))
  await sql`INSERT INTO search_posting (key, entries)
    SELECT value ->> 0, CAST(substr(${blob}, value ->> 1, value ->> 2) AS BLOB) FROM json_each(${JSON.stringify(places)}) WHERE TRUE
    ON CONFLICT (key) DO UPDATE SET entries = excluded.entries`.execute(tx)
}

/** What a page's entry says for each stem it holds. */
function entries(memory: SearchMemory, row: number, words: PageWords): Map<number, number> {
  const counts = new Map<number, Counts>()
  for (const area of ['title', 'head', 'body'] as const)
    for (let at = 0; at < words[area].length; at += 1) {
      const id = words[area][at] ?? 0
      if (id === 0) continue
      const stem = memory.vocabulary.stemOf(id)
      const one = counts.get(stem) ?? { title: 0, head: 0, body: 0 }
      one[area] += 1
      counts.set(stem, one)
    }
  return new Map([...counts].map(([stem, one]) => [stem, entryOf(row, one)]))
}
