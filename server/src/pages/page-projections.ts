import { passagesOf } from '@terreau/shared/document/passages.ts'
import { pagesNamedIn } from '@terreau/shared/document/named-pages.ts'
import { fold } from '@terreau/shared/language/fold.ts'
import type { PageId, Slug } from '@terreau/shared/ids.ts'
import type { LivePage, Projection } from '../projections/projection.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import { isFree } from './page-store.ts'
import { firstFree, slugOf } from './slugs.ts'

/** The page as readers and lists need it: typed fields, body and passages. */
export const contentProjection: Projection = {
  name: 'content',
  async project(tx, page) {
    const { pageId, seq, fields, body } = page
    const passages = JSON.stringify(passagesOf(page))
    const row = { upto_seq: seq, fields: JSON.stringify(fields), body: JSON.stringify(body), passages }
    await tx
      .insertInto('page_content')
      .values({ page_id: pageId, ...row })
      .onConflict((on) => on.column('page_id').doUpdateSet(row))
      .execute()
  },
}

/** A page's title and its address follow what is written in it; the old address goes on leading to it. */
export const nameProjection = (onMove: (pageId: PageId, slug: Slug) => void): Projection => ({
  name: 'name',
  async project(tx, page) {
    const title = titleOf(page)
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

function titleOf({ fields }: LivePage): string | null {
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
  async project(tx, { pageId, fields }) {
    await tx.deleteFrom('page_field').where('page_id', '=', pageId).execute()
    const rows = Object.entries(fields).flatMap(([key, value]) =>
      [value].flat().flatMap((one) => (isShort(one) ? [{ page_id: pageId, key, value: String(one) }] : [])),
    )
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
  async project(tx, { pageId, fields, body }) {
    await tx.deleteFrom('page_link').where('from_page', '=', pageId).execute()
    const links = pagesNamedIn(fields, body).filter(({ page }) => page !== pageId)
    const rows = links.map(({ page, kind }) => ({ from_page: pageId, to_page: page, kind }))
    if (rows.length > 0)
      await tx
        .insertInto('page_link')
        .values(rows)
        .onConflict((on) => on.doNothing())
        .execute()
  },
}
