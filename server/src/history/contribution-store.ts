import type { Selectable } from 'kysely'
import type { Contribution } from '@terreau/shared/api/history.ts'
import type { PageName } from '@terreau/shared/api/pages.ts'
import type { ContributionId, MemberId, PageId } from '@terreau/shared/ids.ts'
import type { Roles } from '@terreau/shared/permission/roles.ts'
import { personBehind } from '../members/person-behind.ts'
import { readable } from '../members/readable.ts'
import type { Db } from '../storage/store.ts'
import type { Instant, Tables } from '../storage/tables.ts'

const MANY = 50

/** A contribution, the person behind it, and the updates of its page that it is made of. */
export interface Contributed {
  readonly id: ContributionId
  readonly page_id: PageId
  readonly person: MemberId
  readonly first_seq: number
  readonly last_seq: number
  readonly hidden_at: Instant | null
}

/** For whom contributions are listed: what they may know of, and whether what is hidden is shown to them. */
export interface Reader {
  readonly person: Roles | null
  readonly seesHidden: boolean
}

/** Contributions as people read them. */
export class ContributionStore {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  /** A page's contributions, newest first. */
  async list(
    page: PageId,
    reader: Reader,
    before = Number.MAX_SAFE_INTEGER,
  ): Promise<{ contributions: Contribution[]; next: number | null }> {
    const rows = await this.#db
      .selectFrom('contribution')
      .innerJoin('member', (on) => on.on('member.id', '=', personBehind('contribution.member_id')))
      .select(['contribution.id', 'member.id as person', 'member.name', 'opened_at', 'last_at', 'last_seq'])
      .select(['undone_at', 'hidden_at', 'message', 'restores'])
      .where('page_id', '=', page)
      .where('last_seq', '<', before)
      .orderBy('last_seq', 'desc')
      .limit(MANY + 1)
      .execute()
    const shown = rows.slice(0, MANY)
    const sources = await this.#sources(
      shown.map(({ id }) => id),
      reader.person,
    )
    const contributions = shown.map((row) => told(row, sources.get(row.id) ?? [], reader))
    return { contributions, next: rows.length > MANY ? (shown.at(-1)?.last_seq ?? null) : null }
  }

  async byId(id: ContributionId): Promise<Contributed | null> {
    return (await this.#all().where('contribution.id', '=', id).executeTakeFirst()) ?? null
  }

  async newest(page: PageId): Promise<Contributed | null> {
    return (await this.#all().where('page_id', '=', page).orderBy('last_seq', 'desc').executeTakeFirst()) ?? null
  }

  /** Those that a page's history is made of. */
  async spans(
    page: PageId,
  ): Promise<Pick<Selectable<Tables['contribution']>, 'member_id' | 'first_seq' | 'hidden_at'>[]> {
    return this.#db
      .selectFrom('contribution')
      .select(['member_id', 'first_seq', 'hidden_at'])
      .where('page_id', '=', page)
      .orderBy('first_seq')
      .execute()
  }

  /** The names of all but this one who wrote after one update and up to another, in order of arrival. */
  async othersBetween(page: PageId, person: MemberId, after: number, upto: number): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('contribution')
      .innerJoin('member', (on) => on.on('member.id', '=', personBehind('contribution.member_id')))
      .select(['member.id', 'member.name'])
      .where('page_id', '=', page)
      .where('last_seq', '>', after)
      .where('first_seq', '<=', upto)
      .where('member.id', '<>', person)
      .groupBy(['member.id', 'member.name'])
      .orderBy((eb) => eb.fn.min('first_seq'))
      .execute()
    return rows.map(({ name }) => name)
  }

  /** What an author says of a contribution, instead of what they said before. */
  async say(id: ContributionId, message: string | null, sources: readonly PageId[]): Promise<void> {
    await this.#db.transaction().execute(async (tx) => {
      await tx.updateTable('contribution').set({ message }).where('id', '=', id).execute()
      await tx.deleteFrom('contribution_source').where('contribution_id', '=', id).execute()
      const rows = sources.map((page_id) => ({ contribution_id: id, page_id }))
      if (rows.length > 0) await tx.insertInto('contribution_source').values(rows).execute()
    })
  }

  /** Null shows it again. */
  async hide(tx: Db, id: ContributionId, at: Instant | null): Promise<void> {
    await tx.updateTable('contribution').set({ hidden_at: at }).where('id', '=', id).execute()
  }

  async #sources(ids: readonly ContributionId[], person: Roles | null): Promise<Map<ContributionId, PageName[]>> {
    const rows = await this.#db
      .selectFrom('contribution_source')
      .innerJoin('page', 'page.id', 'contribution_source.page_id')
      .select(['contribution_id', 'page.id', 'type', 'slug', 'title', 'lang'])
      .where('contribution_id', 'in', ids)
      .where(readable(person))
      .orderBy('title_key')
      .execute()
    const named = Map.groupBy(rows, ({ contribution_id }) => contribution_id)
    return new Map(
      [...named].map(
        ([id, pages]) =>
          [id, pages.map(({ id: page, type, slug, title, lang }) => ({ id: page, type, slug, title, lang }))] as const,
      ),
    )
  }

  #all() {
    return this.#db
      .selectFrom('contribution')
      .select(['id', 'page_id', 'first_seq', 'last_seq', 'hidden_at', personBehind('member_id').as('person')])
  }
}

interface ListedRow extends Pick<
  Selectable<Tables['contribution']>,
  'id' | 'opened_at' | 'last_at' | 'last_seq' | 'undone_at' | 'hidden_at' | 'message' | 'restores'
> {
  readonly person: MemberId
  readonly name: string
}

function told(row: ListedRow, sources: PageName[], { seesHidden }: Reader): Contribution {
  const hidden = row.hidden_at !== null
  const silent = hidden && !seesHidden
  return {
    id: row.id,
    author: { id: row.person, name: row.name },
    from: new Date(row.opened_at).toISOString(),
    to: new Date(row.last_at).toISOString(),
    undone: row.undone_at !== null,
    hidden,
    message: silent ? null : row.message,
    sources: silent ? [] : sources,
    restores: row.restores,
  }
}
