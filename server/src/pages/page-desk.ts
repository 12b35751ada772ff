import { fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import { passagesOf } from '@terreau/shared/document/passages.ts'
import { pagesNamedIn } from '@terreau/shared/document/named-pages.ts'
import { newPage } from '@terreau/shared/document/new-page.ts'
import { parseField } from '@terreau/shared/page-types/parse-field.ts'
import { PAGE_TYPES } from '@terreau/shared/page-types/registry.ts'
import { may, mayKnow } from '@terreau/shared/permission/may.ts'
import type {
  FieldChanges,
  NewPage,
  Page,
  PageAnswer,
  PageName,
  PagePlace,
  VersionAsked,
} from '@terreau/shared/api/pages.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import type { PageId, PageRef, TerritoryId } from '@terreau/shared/ids.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { areaNames } from '../communes/gazetteer.ts'
import type { Contributions } from '../provenance/contributions.ts'
import type { Projector } from '../projections/projector.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { leadToItself, mergedAmong, namesLedTo } from './merged-pages.ts'
import type { LivePages } from './page-writer.ts'
import type { TerritoryStore } from '../territories/territory-store.ts'
import type { PageContent, PagePlacing, PageRow, PageStore } from './page-store.ts'
import { titleIn } from './page-projections.ts'
import type { Chosen, ReadersVersion } from './readers-version.ts'
import { writablePage } from './writable-page.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import { threadsOpen } from '../versions/objections.ts'
import { proposedBy, proposedOn, standingOf } from '../versions/page-standing.ts'
import { newerThan, standingPassages } from '../versions/passage-standing.ts'
import type { PeersStore } from '../versions/peers-store.ts'
import type { Version } from '../versions/version-store.ts'
import { namesOf } from '../versions/who-is-who.ts'

export interface PageParts {
  readonly db: Db
  readonly pages: PageStore
  readonly live: LivePages
  readonly projector: Projector
  readonly contributions: Contributions
  readonly territories: TerritoryStore
  readonly ledger: Ledger
  readonly readers: ReadersVersion
  readonly peers: PeersStore
  readonly now: () => Instant
}

/** What people ask of pages: the rule first, then the store. */
export class PageDesk {
  readonly #parts: PageParts

  constructor(parts: PageParts) {
    this.#parts = parts
  }

  /** Without a version asked for, that for readers. */
  async read(ref: PageRef, caller: Member | null, asked?: VersionAsked): Promise<PageAnswer> {
    const row = await this.#parts.pages.known(ref, caller)
    const chosen = await this.#parts.readers.choose(row, asked, caller, () => this.#content(row))
    return this.#answer(row, chosen, caller)
  }

  /** A page is born with its title; the rest is written live. */
  async create({ type, title, lang, territory, visibility }: NewPage, by: Member): Promise<PageAnswer> {
    if (PAGE_TYPES[type].closed) throw new Refusal('page.closed-set')
    const clean = title.normalize('NFC').trim()
    const place = await this.#placing({ territory: territory ?? null, visibility: visibility ?? 'public' }, by)
    const row = await this.#parts.pages.create({ type, title: clean, lang: lang ?? 'fr', place }, by.id)
    const content = await this.#parts.live.write(row.id, by.id, (doc) => newPage(doc, { title: clean }))
    await this.#parts.projector.project(row.id)
    return this.#answer(row, await this.#asWritten(row, content), by)
  }

  async setFields(ref: PageRef, changes: FieldChanges, by: Member): Promise<PageAnswer> {
    const row = await writablePage(this.#parts.pages, ref, by)
    for (const [key, value] of Object.entries(changes)) if (value !== null) refuseMisfit(row, key, value)
    const content = await this.#parts.live.write(row.id, by.id, (doc) => {
      const fields = fieldsOfDoc(doc)
      for (const [key, value] of Object.entries(changes)) {
        if (value === null) fields.delete(key)
        else fields.set(key, value)
      }
    })
    await this.#parts.projector.project(row.id)
    const written = await this.#parts.pages.known(row.id, by)
    return this.#answer(written, await this.#asWritten(written, content), by)
  }

  /** One Yjs update over HTTP, for those whom a socket does not reach; answers the page to whoever wants it. */
  async receiveUpdate(ref: PageRef, bytes: Uint8Array, by: Member): Promise<() => Promise<PageAnswer>> {
    const row = await writablePage(this.#parts.pages, ref, by)
    const content = await this.#parts.live.receiveUpdate(row.id, by.id, bytes)
    return async () => this.#answer(row, await this.#asWritten(row, content), by)
  }

  /** Taken out again, a page is itself, whatever it was merged into. */
  async archive(ref: PageRef, archived: boolean, by: Member): Promise<PageAnswer> {
    const row = await this.#parts.pages.known(ref, by)
    if (!may(by, 'page.archive', this.#parts.pages.placeOf(row))) throw new Refusal('member.not-allowed')
    const act = { kind: archived ? 'page.archived' : 'page.unarchived', by: by.id, page: row.id, says: {} } as const
    const naming = await this.#parts.ledger.enter(act, async (tx) => {
      await this.#parts.pages.archive(tx, row.id, archived)
      return archived ? [] : leadToItself(tx, row.id)
    })
    for (const page of naming) await this.#parts.projector.project(page)
    this.#parts.live.rightsChanged()
    return this.read(row.id, by)
  }

  /** Says where a page belongs and who may know of it: its validators and stewards, and whoever made it. */
  async place(ref: PageRef, place: PagePlace, by: Member): Promise<PageAnswer> {
    const row = await this.#parts.pages.known(ref, by)
    if (!this.#mayPlace(row, by)) throw new Refusal('member.not-allowed')
    const placing = await this.#placing(place, by)
    const says = { visibility: place.visibility, territory: place.territory ?? '' }
    const act = { kind: 'page.placed', by: by.id, page: row.id, says } as const
    await this.#parts.ledger.enter(act, (tx) => this.#parts.pages.place(tx, row.id, placing))
    this.#parts.live.rightsChanged()
    return this.read(row.id, by)
  }

  async backlinks(ref: PageRef, caller: Member | null): Promise<PageName[]> {
    return this.#parts.pages.backlinks((await this.#parts.pages.known(ref, caller)).id, caller)
  }

  /** Nobody puts a page where they do not belong. */
  async #placing({ territory, visibility }: PagePlace, by: Member): Promise<PagePlacing> {
    if (territory === null) return { territory, visibility, within: 'public' }
    const row = await this.#parts.territories.byId(territory)
    if (!row || !mayKnow(by, { territory, reach: row.reach })) throw new Refusal('territory.unknown')
    if (!belongsTo(territory, by)) throw new Refusal('member.not-allowed')
    return { territory, visibility, within: row.reach }
  }

  /** What was derived; what is being written is read as it is now: whoever saved their words finds them there. */
  async #content({ id }: PageRow): Promise<PageContent> {
    const derived = await this.#parts.pages.content(id)
    return derived && derived.seq >= this.#parts.live.newest(id) ? derived : this.#parts.live.read(id)
  }

  #mayPlace(row: PageRow, by: Member): boolean {
    const place = this.#parts.pages.placeOf(row)
    return may(by, 'page.place', place) || (row.created_by === by.id && may(by, 'page.write', place))
  }

  /** Whoever writes is answered what they wrote. */
  #asWritten(row: PageRow, content: PageContent): Promise<Chosen> {
    return this.#parts.readers.choose(row, 'live', null, async () => content)
  }

  async #answer(row: PageRow, chosen: Chosen, caller: Member | null): Promise<PageAnswer> {
    const { fields } = chosen.content
    const object = this.#parts.pages.placeOf(row)
    const review = may(caller, 'page.review', object)
    const link = row.type === 'source' ? await this.#parts.pages.linkFound(fields.url) : null
    const areas = await areaNames(fields)
    const mergedInto = row.archived_at === null ? null : await this.#mergedInto(row.id, caller)
    return {
      page: await this.#page(row, chosen),
      named: await this.#named(chosen.content, caller),
      ...(link && { link }),
      ...(mergedInto && { mergedInto }),
      ...(Object.keys(areas).length > 0 && { areas }),
      talks: await threadsOpen(this.#parts.db, row.id),
      ...(caller && { proposed: await this.#proposed(row.id, caller, review) }),
      may: {
        write: may(caller, 'page.write', object),
        archive: may(caller, 'page.archive', object),
        place: caller !== null && this.#mayPlace(row, caller),
        review,
      },
    }
  }

  async #named({ fields, body }: PageContent, caller: Member | null): Promise<PageName[]> {
    const ids = new Set(pagesNamedIn(fields, body).map(({ page }) => page))
    return namesLedTo(this.#parts.db, this.#parts.pages, [...ids], caller)
  }

  async #mergedInto(page: PageId, caller: Member | null): Promise<PageName | null> {
    const into = (await mergedAmong(this.#parts.db, [page])).get(page)
    return into ? ((await this.#parts.pages.names([into], caller))[0] ?? null) : null
  }

  #proposed(page: PageId, caller: Member, review: boolean): Promise<number> {
    const { db } = this.#parts
    return review ? proposedOn(db, page) : proposedBy(db, page, caller.id)
  }

  async #page(row: PageRow, { content: { fields, body, seq }, shows, version }: Chosen): Promise<Page> {
    const { id, type, slug, lang } = row
    const { db, now, contributions } = this.#parts
    const contents = passagesOf({ type, fields, body })
    const peers = await this.#parts.peers.of(id, version)
    const { standing, newer } = await standingOf(db, id, now())
    const times = {
      createdAt: iso(row.created_at),
      updatedAt: iso(row.updated_at),
      archivedAt: row.archived_at === null ? null : iso(row.archived_at),
    }
    return {
      id,
      type,
      slug,
      title: titleIn(fields) ?? row.title,
      lang,
      fields,
      standing,
      body,
      passages: standingPassages(type, contents, peers),
      authors: await contributions.authors(id),
      ...times,
      territory: row.territory_id,
      visibility: row.visibility,
      seq,
      shows,
      validated: version && (await this.#validated(version)),
      newer: version && shows === 'live' ? newerThan(version, contents) : newer,
    }
  }

  async #validated({ number, at, passages, without }: Version): Promise<Page['validated']> {
    const by = await namesOf(
      this.#parts.db,
      passages.flatMap((passage) => passage.by),
    )
    return { number, at: iso(at), by, ...(without.length > 0 && { lacks: true }) }
  }
}

function refuseMisfit(row: PageRow, key: string, value: unknown): void {
  const parsed = parseField(row.type, key, value)
  if (parsed === 'unknown-field') throw new Refusal('page.unknown-field', { field: key })
  if (parsed === 'malformed') throw new Refusal('page.malformed-field', { field: key })
}

const iso = (at: number) => new Date(at).toISOString()

function belongsTo(territory: TerritoryId, { role, roles }: Member): boolean {
  return role === 'steward' || Object.hasOwn(roles, territory)
}
