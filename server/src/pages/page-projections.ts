import { sql } from 'kysely'
import { pagesNamedIn } from '@terreau/shared/document/named-pages.ts'
import { fold } from '@terreau/shared/language/fold.ts'
import { isPageId, type FileHash, type PageId, type Slug } from '@terreau/shared/ids.ts'
import type { Fields } from '@terreau/shared/document/body-node.ts'
import type { LivePage, Projection } from '../projections/projection.ts'
import { filesIn } from '../files/files-in.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import { hidesWords } from '../versions/hidden-words.ts'
import { mergedAmong } from './merged-pages.ts'
import { isFree } from './page-store.ts'
import { firstFree, slugOf } from './slugs.ts'

/** The page as readers and lists need it: typed fields, body and passages. */
export const contentProjection: Projection = {
  name: 'content',
  async project(tx, page) {
    const { pageId, seq, fields, body, passages } = page
    const [content, kept] = [JSON.stringify(body), JSON.stringify(passages)]
    const row = { upto_seq: seq, fields: JSON.stringify(fields), body: content, passages: kept }
    await tx
      .insertInto('page_content')
      .values({ page_id: pageId, ...row })
      .onConflict((on) => on.column('page_id').doUpdateSet(row))
      .execute()
  },
}

/** A page's title and its address follow what readers see of it; the old address goes on leading to it. */
export const nameProjection = (onMove: (pageId: PageId, slug: Slug) => void): Projection => ({
  name: 'name',
  async project(tx, page) {
    // A version whose title is out of sight has none to show.
    const title =
      titleIn(page.shown.fields) ??
      (page.version?.without.length ? titleIn(page.fields) : null) ??
      ((await hidesWords(tx, page.pageId)) ? '…' : null)
    const known = await tx.selectFrom('page').select(['title', 'slug']).where('id', '=', page.pageId).executeTakeFirst()
    if (!known) return
    await tx
      .updateTable('page')
      .set({ updated_at: await lastWrittenAt(tx, page) })
      .where('id', '=', page.pageId)
      .execute()
    if (title === null || title === known.title) return
    const slug = await firstFree(slugOf(title), (candidate) => isFree(tx, candidate, page.pageId))
    await tx
      .updateTable('page')
      .set({ title, title_key: fold(title), slug })
      .where('id', '=', page.pageId)
      .execute()
    await tx
      .insertInto('page_slug')
      .values({ slug, page_id: page.pageId })
      .onConflict((on) => on.doNothing())
      .execute()
    if (slug !== known.slug) onMove(page.pageId, slug)
  },
})

/** The title that fields hold; null where they hold none. */
export function titleIn(fields: Fields): string | null {
  return typeof fields.title === 'string' && fields.title.trim() !== '' ? fields.title.normalize('NFC').trim() : null
}

async function lastWrittenAt(tx: Db, { pageId, seq }: LivePage): Promise<Instant> {
  const row = await tx
    .selectFrom('update_log')
    .select('received_at')
    .where('page_id', '=', pageId)
    .where('seq', '=', seq)
    .executeTakeFirst()
  return row?.received_at ?? 0
}

/** Short field values one by one, for filters and facets. */
export const fieldProjection: Projection = {
  name: 'fields',
  async project(tx, { pageId, shown: { fields } }) {
    await tx.deleteFrom('page_field').where('page_id', '=', pageId).execute()
    const said = Object.entries(fields).flatMap(([key, value]) =>
      [value].flat().flatMap((one) => (isShort(one) ? [{ page_id: pageId, key, value: String(one) }] : [])),
    )
    const merged = await mergedAmong(
      tx,
      said.flatMap(({ value }) => (isPageId(value) ? [value] : [])),
    )
    const rows = said.map((row) => ({ ...row, value: merged.get(row.value as PageId) ?? row.value }))
    if (rows.length > 0)
      await tx
        .insertInto('page_field')
        .values(rows)
        .onConflict((on) => on.doNothing())
        .execute()
  },
}

function isShort(value: unknown): boolean {
  return typeof value === 'string' ? value.length <= 100 : typeof value === 'boolean' || typeof value === 'number'
}

/** Which pages a page names, in its fields, links and citations. */
export const linkProjection: Projection = {
  name: 'links',
  async project(tx, { pageId, shown: { fields, body } }) {
    await tx.deleteFrom('page_link').where('from_page', '=', pageId).execute()
    const named = pagesNamedIn(fields, body)
    const merged = await mergedAmong(
      tx,
      named.map(({ page }) => page),
    )
    const rows = named
      .map(({ page, kind }) => ({ from_page: pageId, to_page: merged.get(page) ?? page, kind }))
      .filter(({ to_page }) => to_page !== pageId)
    if (rows.length > 0)
      await tx
        .insertInto('page_link')
        .values(rows)
        .onConflict((on) => on.doNothing())
        .execute()
  },
}

/** Which files a page shows or showed in a version, since whoever may see the page may see them. */
export const fileProjection: Projection = {
  name: 'files',
  async project(tx, { pageId, fields, body }) {
    const before = await tx.deleteFrom('page_file').where('page_id', '=', pageId).returning('hash').execute()
    const shown = sql<string>`coalesce(shown ->> '$.files', files)`.as('files')
    const versions = await tx.selectFrom('version').select(shown).where('page_id', '=', pageId).execute()
    const past = versions.flatMap(({ files }) => JSON.parse(files) as FileHash[])
    const rows = [...new Set([...filesIn({ fields, body }), ...past])].map((hash) => ({ page_id: pageId, hash }))
    if (rows.length > 0) await tx.insertInto('page_file').values(rows).execute()
    // What stood on a page is not on its way to one any more.
    const left = before.flatMap(({ hash }) => (rows.some((row) => row.hash === hash) ? [] : hash))
    if (left.length > 0) await tx.updateTable('file').set({ added_at: 0 }).where('hash', 'in', left).execute()
  },
}
