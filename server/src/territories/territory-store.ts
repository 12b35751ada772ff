import type { Belonging, NewTerritory, TerritoryChange } from '@terreau/shared/api/territories.ts'
import type { MemberId, TerritoryId } from '@terreau/shared/ids.ts'
import type { Role } from '@terreau/shared/permission/roles.ts'
import { narrower, type Visibility } from '@terreau/shared/permission/visibility.ts'
import { newId } from '../storage/new-id.ts'
import type { Db } from '../storage/store.ts'
import type { Instant, Tables } from '../storage/tables.ts'

/** A territory with the narrowest visibility of those it lies in. */
export interface TerritoryRow extends Readonly<Tables['territory']> {
  readonly reach: Visibility
}

/** A role in a territory, for someone, until a day or for good. */
export interface GivenRole {
  readonly territory: TerritoryId
  readonly member: MemberId
  readonly role: Role
  readonly until: Instant | null
}

/** Territories, who belongs to them, and how far what lies in them is known. */
export class TerritoryStore {
  readonly #db: Db
  readonly #now: () => Instant

  constructor(db: Db, now: () => Instant) {
    this.#db = db
    this.#now = now
  }

  /** Every territory, by name. There are few: they are read whole. */
  async all(): Promise<TerritoryRow[]> {
    const rows = await this.#db.selectFrom('territory').selectAll().orderBy('name').execute()
    return rows.map((row) => ({ ...row, reach: reachOf(row.id, rows) }))
  }

  async byId(id: TerritoryId): Promise<TerritoryRow | null> {
    return (await this.all()).find((row) => row.id === id) ?? null
  }

  async create({ name, kind, within, visibility }: NewTerritory): Promise<TerritoryId> {
    const at = this.#now()
    const id = newId<TerritoryId>(at)
    const row = { id, name: name.normalize('NFC').trim(), kind, parent_id: within ?? null, created_at: at }
    await this.#db
      .insertInto('territory')
      .values({ ...row, visibility: visibility ?? 'public' })
      .execute()
    return id
  }

  /** A change of visibility reaches every page in it, and in what lies in it, at once. */
  async change(id: TerritoryId, change: TerritoryChange): Promise<void> {
    if (Object.keys(change).length === 0) return
    await this.#db.transaction().execute(async (tx) => {
      await tx.updateTable('territory').set(change).where('id', '=', id).execute()
      const rows = await tx.selectFrom('territory').selectAll().execute()
      for (const row of rows) await reachPages(tx, row.id, reachOf(row.id, rows))
    })
  }

  /** Who belongs to it, by name. */
  async members(id: TerritoryId): Promise<Omit<Belonging, 'proposed'>[]> {
    const rows = await this.#db
      .selectFrom('membership')
      .innerJoin('member', 'member.id', 'membership.member_id')
      .select(['member.id', 'member.name', 'membership.role', 'until'])
      .where('territory_id', '=', id)
      .orderBy('member.name')
      .execute()
    return rows.map(({ until, ...row }) => ({
      ...row,
      until: until === null ? null : new Date(until).toISOString(),
    }))
  }

  /** Gives a role in a territory; `visitor` takes the person out of it. */
  async giveRole(tx: Db, { territory: territory_id, member: member_id, role, until }: GivenRole): Promise<void> {
    const [given, who] = [
      { role, until, proposed_by: null },
      { territory_id, member_id },
    ]
    if (role === 'visitor') return takeOut(tx, territory_id, member_id)
    await tx
      .insertInto('membership')
      .values({ ...who, ...given })
      .onConflict((on) => on.columns(['member_id', 'territory_id']).doUpdateSet(given))
      .execute()
  }

  async leave(territory: TerritoryId, member: MemberId): Promise<void> {
    await takeOut(this.#db, territory, member)
  }
}

async function takeOut(tx: Db, territory: TerritoryId, member: MemberId): Promise<void> {
  await tx.deleteFrom('membership').where('territory_id', '=', territory).where('member_id', '=', member).execute()
}

/** The narrowest visibility of a territory and of all it lies in. */
function reachOf(id: TerritoryId | null, all: readonly Tables['territory'][], seen = 0): Visibility {
  const row = all.find((one) => one.id === id)
  // Nothing lies in itself, however the rows came to say so.
  if (!row || seen > all.length) return 'public'
  return narrower(row.visibility, reachOf(row.parent_id, all, seen + 1))
}

async function reachPages(tx: Db, territory: TerritoryId, reach: Visibility): Promise<void> {
  for (const visibility of ['public', 'unlisted', 'private'] as const) {
    await tx
      .updateTable('page')
      .set({ reach: narrower(visibility, reach) })
      .where('territory_id', '=', territory)
      .where('visibility', '=', visibility)
      .execute()
  }
}
