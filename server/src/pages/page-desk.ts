import { fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import { passagesOf } from '@terreau/shared/document/passages.ts'
import { pagesNamedIn } from '@terreau/shared/document/named-pages.ts'
import { newPage } from '@terreau/shared/document/new-page.ts'
import { parseField } from '@terreau/shared/page-types/parse-field.ts'
import { PAGE_TYPES } from '@terreau/shared/page-types/registry.ts'
import { may } from '@terreau/shared/permission/may.ts'
import type { FieldChanges, NewPage, Page, PageAnswer, PageName } from '@terreau/shared/api/pages.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import type { PageRef } from '@terreau/shared/ids.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { Contributions } from '../provenance/contributions.ts'
import type { Projector } from '../projections/projector.ts'
import type { LivePages } from './page-writer.ts'
import type { PageContent, PageRow, PageStore } from './page-store.ts'

/** What people ask of pages: the rule first, then the store. */
export class PageDesk {
  readonly #pages: PageStore
  readonly #live: LivePages
  readonly #projector: Projector
  readonly #contributions: Contributions

  constructor(pages: PageStore, live: LivePages, projector: Projector, contributions: Contributions) {
    this.#pages = pages
    this.#live = live
    this.#projector = projector
    this.#contributions = contributions
  }

  async read(ref: PageRef, caller: Member | null): Promise<PageAnswer> {
    const row = await this.#known(ref)
    const content = (await this.#pages.content(row.id)) ?? (await this.#live.read(row.id))
    return this.#answer(row, content, caller)
  }

  /** A page is born with its title; the rest is written live. */
  async create({ type, title, lang }: NewPage, by: Member): Promise<PageAnswer> {
    if (PAGE_TYPES[type].closed) throw new Refusal('page.closed-set')
    const clean = title.normalize('NFC').trim()
    const row = await this.#pages.create({ type, title: clean, lang: lang ?? 'fr' }, by.id)
    const content = await this.#live.write(row.id, by.id, (doc) => newPage(doc, { title: clean }))
    await this.#projector.project(row.id)
    return this.#answer(row, content, by)
  }

  async setFields(ref: PageRef, changes: FieldChanges, by: Member): Promise<PageAnswer> {
    const row = await this.#writable(ref, by)
    for (const [key, value] of Object.entries(changes)) if (value !== null) refuseMisfit(row, key, value)
    const content = await this.#live.write(row.id, by.id, (doc) => {
      const fields = fieldsOfDoc(doc)
      for (const [key, value] of Object.entries(changes)) {
        if (value === null) fields.delete(key)
        else fields.set(key, value)
      }
    })
    await this.#projector.project(row.id)
    return this.#answer(await this.#known(row.id), content, by)
  }

  /** One Yjs update over HTTP, for those whom a socket does not reach. */
  async receiveUpdate(ref: PageRef, bytes: Uint8Array, by: Member): Promise<PageAnswer> {
    const row = await this.#writable(ref, by)
    return this.#answer(row, await this.#live.receiveUpdate(row.id, by.id, bytes), by)
  }

  async archive(ref: PageRef, archived: boolean, by: Member): Promise<PageAnswer> {
    const row = await this.#known(ref)
    if (!may(by, 'page.archive', objectOf(row))) throw new Refusal('member.not-allowed')
    await this.#pages.archive(row.id, archived)
    this.#live.rightsChanged(row.id)
    return this.read(row.id, by)
  }

  async backlinks(ref: PageRef): Promise<PageName[]> {
    return this.#pages.backlinks((await this.#known(ref)).id)
  }

  async #known(ref: PageRef): Promise<PageRow> {
    const row = await this.#pages.find(ref)
    if (!row) throw new Refusal('page.unknown')
    return row
  }

  async #writable(ref: PageRef, by: Member): Promise<PageRow> {
    const row = await this.#known(ref)
    if (row.archived_at !== null) throw new Refusal('page.archived')
    if (!may(by, 'page.write', objectOf(row))) throw new Refusal('member.not-allowed')
    return row
  }

  async #answer(row: PageRow, content: PageContent, caller: Member | null): Promise<PageAnswer> {
    const { fields, body } = content
    const object = objectOf(row)
    return {
      page: await this.#page(row, content),
      named: await this.#pages.names(pagesNamedIn(fields, body).map(({ page }) => page)),
      may: { write: may(caller, 'page.write', object), archive: may(caller, 'page.archive', object) },
    }
  }

  async #page(row: PageRow, { fields, body, seq }: PageContent): Promise<Page> {
    const { id, type, slug, title, lang } = row
    const passages = passagesOf({ type, fields, body }).map(({ hash, kind, field, text, path }) => ({
      hash,
      kind,
      ...(field && { field }),
      text,
      path: [...path],
      standing: 'to-review' as const,
    }))
    const times = {
      createdAt: iso(row.created_at),
      updatedAt: iso(row.updated_at),
      archivedAt: row.archived_at === null ? null : iso(row.archived_at),
    }
    return {
      id,
      type,
      slug,
      title,
      lang,
      fields,
      standing: 'to-review',
      body,
      passages,
      authors: await this.#contributions.authors(id),
      ...times,
      seq,
    }
  }
}

function refuseMisfit(row: PageRow, key: string, value: unknown): void {
  const parsed = parseField(row.type, key, value)
  if (parsed === 'unknown-field') throw new Refusal('page.unknown-field', { field: key })
  if (parsed === 'malformed') throw new Refusal('page.malformed-field', { field: key })
}

const iso = (at: number) => new Date(at).toISOString()

const objectOf = (row: PageRow) => ({ archivedAt: row.archived_at })
