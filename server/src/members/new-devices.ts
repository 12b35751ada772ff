import type { Me } from '@terreau/shared/api/people.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'

/** The other devices of a member are told, each once, that a new one came in. */
export async function noticeTo(tx: Db, member: MemberId, about: string): Promise<void> {
  await tx
    .insertInto('session_notice')
    .columns(['session_id', 'about_id'])
    .expression((eb) =>
      eb
        .selectFrom('session')
        .select(['id', eb.val(about).as('about_id')])
        .where('member_id', '=', member)
        .where('id', '<>', about),
    )
    .execute()
}

/** Sessions opened since on other devices, of which this one was not yet told. */
export async function newDevices(db: Db, sessionId: string): Promise<Me['newDevices']> {
  const rows = await db
    .selectFrom('session_notice')
    .innerJoin('session', 'session.id', 'about_id')
    .select(['session.id', 'device', 'created_at'])
    .where('session_id', '=', sessionId)
    .orderBy('created_at')
    .execute()
  return rows.map(({ id, device, created_at }) => ({ id, device, at: new Date(created_at).toISOString() }))
}

/** Somebody saw on this device that another one came in. */
export async function seenNewDevice(db: Db, sessionId: string, about: string): Promise<void> {
  await db.deleteFrom('session_notice').where('session_id', '=', sessionId).where('about_id', '=', about).execute()
}
