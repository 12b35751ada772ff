import { writeBody, writeFields } from '@terreau/shared/document/yxml-write.ts'
import { bodyOf, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import type { LivePages } from '../pages/page-writer.ts'
import type { PageStore } from '../pages/page-store.ts'
import type { Projector } from '../projections/projector.ts'
import type { Db } from '../storage/store.ts'
import type { IncomingPage, KnownPage, PageWriter } from './page-writer.ts'

interface Parts {
  readonly store: { readonly db: Db }
  readonly pages: PageStore
  readonly rooms: LivePages
  readonly projector: Projector
}

/** Writes incoming pages by the same walk as any edit, in the name of one author. */
export class WikiWriter implements PageWriter {
  readonly #db: Db
  readonly #parts: Parts
  readonly #author: MemberId

  constructor(parts: Parts, author: MemberId) {
    this.#db = parts.store.db
    this.#parts = parts
    this.#author = author
  }

  async find(importKey: string): Promise<KnownPage | undefined> {
    const known = await this.#db.selectFrom('import_key').selectAll().where('key', '=', importKey).executeTakeFirst()
    if (!known) return undefined
    const { n } = await this.#db
      .selectFrom('update_log')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('page_id', '=', known.page_id)
      .executeTakeFirstOrThrow()
    return { id: known.page_id, hash: known.hash, changedHere: n > 1 }
  }

  /** A page that a broken run left half made is gone on with. */
  async create({ id, type, title, lang, slug, fields, body, importKey, hash }: IncomingPage): Promise<void> {
    const { pages, rooms, projector } = this.#parts
    if (!(await pages.byId(id))) await pages.create({ id, type, title, lang, ...(slug && { slug }) }, this.#author)
    if ((await rooms.read(id)).seq === 0) {
      await rooms.write(id, this.#author, (doc) => {
        writeFields(fieldsOfDoc(doc), { title, ...fields })
        writeBody(bodyOf(doc), body)
      })
    }
    await this.#db.insertInto('import_key').values({ key: importKey, page_id: id, hash }).execute()
    await projector.project(id)
  }
}
