import type { MemberId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'

/** Which person stands behind a member id that is kept outside of a table, where no query can lead it on. */
export async function whoIsWho(db: Db): Promise<{ personOf: (member: string) => string }> {
  const rows = await db.selectFrom('member').select(['id', 'became']).where('became', 'is not', null).execute()
  const became = new Map<string, MemberId | null>(rows.map((row) => [row.id, row.became]))
  return { personOf: (member) => became.get(member) ?? member }
}

/** People by name, each once, through all names of theirs, in the order of their ids. */
export async function namesOf(db: Db, members: readonly MemberId[]): Promise<{ id: MemberId; name: string }[]> {
  if (members.length === 0) return []
  const { personOf } = await whoIsWho(db)
  const people = [...new Set(members.map(personOf))] as MemberId[]
  return db.selectFrom('member').select(['id', 'name']).where('id', 'in', people).orderBy('id').execute()
}
