import { sql, type RawBuilder } from 'kysely'
import type { MemberId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'

/**
 * The person behind a member id, as an expression of a query: whoever that member became, else the member. One step is
 * all: whom a member became was merged into nobody, or every row that led to them was led on.
 */
export function personBehind(column: string): RawBuilder<MemberId> {
  return sql<MemberId>`(SELECT coalesce(behind.became, behind.id) FROM member AS behind WHERE behind.id = ${sql.ref(column)})`
}

/** The person behind a member id, and null for someone who left or never was. */
export async function presentPerson(db: Db, id: MemberId): Promise<MemberId | null> {
  const row = await db.selectFrom('member').select(['id', 'became', 'left_at']).where('id', '=', id).executeTakeFirst()
  return row && row.left_at === null ? (row.became ?? row.id) : null
}

/** Every member id behind which one person stands: their own, and those of whom they were before. */
export async function idsOf(db: Db, person: MemberId): Promise<MemberId[]> {
  const rows = await db
    .selectFrom('member')
    .select('id')
    .where((eb) => eb.or([eb('id', '=', person), eb('became', '=', person)]))
    .execute()
  return rows.map(({ id }) => id)
}
