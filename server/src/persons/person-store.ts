import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { MemberId } from '@terreau/shared/ids.ts'
import { together } from '@terreau/shared/permission/together.ts'
import { idsOf } from '../members/person-behind.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import { TRACES } from './traces.ts'

/** Two members that become one, and members who leave: what the data holds of them afterwards. */
export class PersonStore {
  readonly #now: () => Instant

  constructor(now: () => Instant) {
    this.#now = now
  }

  /** All that leads to `gone`, and all that is theirs, is `kept`'s from now on; what they wrote keeps the old id. Answers the sessions that ended. */
  async merge(tx: Db, gone: MemberId, kept: MemberId): Promise<string[]> {
    const ended = await sessionsOf(tx, [gone])
    await this.#joinRights(tx, gone, kept)
    for (const [table, column, { merging }] of traces()) {
      const [rows, who] = [sql.table(table), sql.ref(column)]
      // Where one was asked the same under both names, one answer is enough.
      if (merging === 'moved')
        await sql`UPDATE OR IGNORE ${rows} SET ${who} = ${kept} WHERE ${who} = ${gone}`.execute(tx)
      if (merging === 'erased') await sql`DELETE FROM ${rows} WHERE ${who} = ${gone}`.execute(tx)
    }
    await tx.deleteFrom('proposal').where('member_id', '=', gone).execute()
    // Where one judged what the other wrote, that counts no more (D10).
    await tx
      .updateTable('review_state')
      .set({ upto_seq: 0 })
      .where('page_id', 'in', (eb) =>
        eb.selectFrom('contribution').select('page_id').where('member_id', 'in', [gone, kept]),
      )
      .execute()
    const nameOf = (id: MemberId) =>
      tx.selectFrom('member').select('name').where('id', '=', id).executeTakeFirstOrThrow()
    const [{ name }, former] = [await nameOf(kept), await nameOf(gone)]
    await tx
      .insertInto('former_name')
      .values({ member_id: kept, name: former.name })
      .onConflict((on) => on.doNothing())
      .execute()
    await tx
      .updateTable('member')
      .set({ became: kept, name, role: 'visitor', role_until: null })
      .where('id', '=', gone)
      .execute()
    return ended
  }

  /** Erases what leads to a person and what says who they are; what they wrote stays, under a name of nobody. Answers the sessions that ended. */
  async depart(tx: Db, person: MemberId): Promise<string[]> {
    const ids = await idsOf(tx, person)
    const ended = await sessionsOf(tx, ids)
    const names = await tx
      .selectFrom('member')
      .select('name')
      .where('id', 'in', ids)
      .union((eb) => eb.selectFrom('former_name').select('name').where('member_id', 'in', ids))
      .execute()
    await tx
      .deleteFrom('mail_link')
      .where('address', 'in', (eb) => eb.selectFrom('address').select('address').where('member_id', 'in', ids))
      .execute()
    for (const [table, column, { leaving }] of traces()) {
      const [rows, who, all] = [sql.table(table), sql.ref(column), sql.join(ids)]
      if (leaving === 'erased') await sql`DELETE FROM ${rows} WHERE ${who} IN (${all})`.execute(tx)
      if (leaving === 'unsigned') await sql`UPDATE ${rows} SET ${who} = NULL WHERE ${who} IN (${all})`.execute(tx)
    }
    await unsay(tx, new Set(names.map(({ name }) => name)))
    const left = { name: await pseudonym(tx), role: 'visitor', role_until: null, left_at: this.#now() } as const
    await tx.updateTable('member').set(left).where('id', 'in', ids).execute()
    return ended
  }

  /** Whether nobody else looks after the whole network. */
  async isLastSteward(tx: Db, person: MemberId): Promise<boolean> {
    const stewards = await tx
      .selectFrom('member')
      .select('id')
      .where('role', '=', 'steward')
      .where((eb) => eb.or([eb('role_until', 'is', null), eb('role_until', '>', this.#now())]))
      .where((eb) => eb.or([eb('quarantined_until', 'is', null), eb('quarantined_until', '<=', this.#now())]))
      .execute()
    return stewards.length === 1 && stewards[0]?.id === person
  }

  /** Nobody gets out of a quarantine, or past the day of a role, by being two. */
  async #joinRights(tx: Db, gone: MemberId, kept: MemberId): Promise<void> {
    const of = (id: MemberId) =>
      tx
        .selectFrom('member')
        .select(['role', 'role_until as until', 'quarantined_until as quarantine'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
    const [one, other] = [await of(kept), await of(gone)]
    const { role, until } = together(one, other, this.#now())
    const quarantined_until = Math.max(one.quarantine ?? 0, other.quarantine ?? 0) || null
    await tx.updateTable('member').set({ role, role_until: until, quarantined_until }).where('id', '=', kept).execute()
    for (const held of await memberships(tx, gone)) {
      const own = (await memberships(tx, kept)).find(({ territory_id }) => territory_id === held.territory_id)
      const given = own ? together(own, held, this.#now()) : { role: held.role, until: held.until }
      await tx
        .insertInto('membership')
        .values({ member_id: kept, territory_id: held.territory_id, ...given, proposed_by: null })
        .onConflict((on) => on.columns(['member_id', 'territory_id']).doUpdateSet(given))
        .execute()
    }
  }
}

function traces() {
  return Object.entries(TRACES).map(([where, trace]) => {
    const [table = '', column = ''] = where.split('.')
    return [table, column, trace] as const
  })
}

async function memberships(tx: Db, member: MemberId) {
  return tx.selectFrom('membership').select(['territory_id', 'role', 'until']).where('member_id', '=', member).execute()
}

async function sessionsOf(tx: Db, ids: readonly MemberId[]): Promise<string[]> {
  const rows = await tx.selectFrom('session').select('id').where('member_id', 'in', ids).execute()
  return rows.map(({ id }) => id)
}

/** A name that tells of nobody, and not of those who bore it before. */
async function pseudonym(tx: Db): Promise<string> {
  for (;;) {
    const name = `Anonyme · ${randomBytes(2).toString('hex')}`
    const taken = await tx.selectFrom('member').select('id').where('name', '=', name).executeTakeFirst()
    if (!taken) return name
  }
}

/** Reasons in the ledger that name someone are erased; the ledger still verifies. */
async function unsay(tx: Db, names: ReadonlySet<string>): Promise<void> {
  const named = [...names].map(wordsOf)
  const entries = await tx
    .selectFrom('ledger_entry')
    .select(['seq', 'says'])
    .where('says', 'is not', null)
    // It holds hashes, and no words.
    .where('kind', '<>', 'log.pinned')
    .execute()
  const seqs = entries.filter(({ says }) => named.some((name) => name.test(says ?? ''))).map(({ seq }) => seq)
  for (const seq of seqs)
    await tx.updateTable('ledger_entry').set({ says: null, salt: null }).where('seq', '=', seq).execute()
}

/** A name where it stands as words of its own, in any case. */
function wordsOf(name: string): RegExp {
  const escaped = name.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${escaped}(?![\p{L}\p{N}])`, 'iu')
}
