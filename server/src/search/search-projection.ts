import { sql } from 'kysely'
import { frenchStem } from '@terreau/shared/language/stems.ts'
import { formsOf, searchText } from '@terreau/shared/language/search-text.ts'
import type { Vocabulary } from '@terreau/shared/language/vocabulary.ts'
import type { LivePage, Projection } from '../projections/projection.ts'
import type { Db } from '../storage/store.ts'

/** Forms of each passage of each area. */
type Forms = Readonly<Record<'title' | 'head' | 'body', readonly (readonly string[])[]>>

/** Keeps the index and the vocabulary up with pages. `onPage` is told which row to forget from memory. */
export function searchProjection(vocabulary: Vocabulary, onPage: (rowId: number) => void): Projection {
  return {
    name: 'search',
    async project(tx, page) {
      const { title } = page.shown.fields
      const texts = searchText({ title: typeof title === 'string' ? title : '', ...page, ...page.shown })
      const forms: Forms = {
        title: [formsOf(texts.title)],
        head: texts.head.map(formsOf),
        body: texts.body.map(formsOf),
      }
      const before = await tx
        .selectFrom('search_page')
        .selectAll()
        .where('page_id', '=', page.pageId)
        .executeTakeFirst()
      const row = {
        title: joined(forms.title),
        head: joined(forms.head),
        body: joined(forms.body),
        texts: JSON.stringify([...texts.head, ...texts.body]),
      }
      if (before && before.title === row.title && before.head === row.head && before.body === row.body)
        return keepTexts(tx, before.id, row.texts)
      const id = await keepRow(tx, page, row)
      await index(tx, id, forms)
      await count(tx, vocabulary, before ? formSet(before) : new Set(), formSet(row))
      onPage(id)
    },
  }
}

/** Passages stay apart, so that a snippet can be looked for in one of them. */
const joined = (passages: Forms['body']): string => passages.map((forms) => forms.join(' ')).join('\n')

async function keepTexts(tx: Db, id: number, texts: string): Promise<void> {
  await tx.updateTable('search_page').set({ texts }).where('id', '=', id).execute()
}

async function keepRow(
  tx: Db,
  page: LivePage,
  row: { title: string; head: string; body: string; texts: string },
): Promise<number> {
  const { id } = await tx
    .insertInto('search_page')
    .values({ page_id: page.pageId, ...row })
    .onConflict((on) => on.column('page_id').doUpdateSet(row))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

const stems = (area: Forms['body']): string => area.flat().map(frenchStem).join(' ')

async function index(tx: Db, id: number, forms: Forms): Promise<void> {
  await sql`DELETE FROM search_index WHERE rowid = ${id}`.execute(tx)
  await sql`INSERT INTO search_index (rowid, title, head, body) VALUES (${id}, ${stems(forms.title)}, ${stems(forms.head)}, ${stems(forms.body)})`.execute(
    tx,
  )
}

function formSet(row: { title: string; head: string; body: string }): Set<string> {
  return new Set(`${row.title} ${row.head} ${row.body}`.split(/[ \n]/).filter(Boolean))
}

const AT_ONCE = 400

/** Counts a page in for the forms it gained, and out for those it lost. */
async function count(
  tx: Db,
  vocabulary: Vocabulary,
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
): Promise<void> {
  const change = async (forms: string[], by: 1 | -1) => {
    for (let at = 0; at < forms.length; at += AT_ONCE)
      await countSome(tx, vocabulary, forms.slice(at, at + AT_ONCE), by)
  }
  await change(
    [...after].filter((form) => !before.has(form)),
    1,
  )
  await change(
    [...before].filter((form) => !after.has(form)),
    -1,
  )
}

async function countSome(tx: Db, vocabulary: Vocabulary, forms: readonly string[], by: 1 | -1): Promise<void> {
  const rows = await tx
    .insertInto('search_term')
    .values(forms.map((form) => ({ form, pages: 1 })))
    .onConflict((on) => on.column('form').doUpdateSet((eb) => ({ pages: eb('search_term.pages', '+', by) })))
    .returning(['form', 'pages'])
    .execute()
  for (const { form, pages } of rows) vocabulary.set(form, pages)
}
