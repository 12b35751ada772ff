import { Refusal } from '@terreau/shared/refusals.ts'
import type { Me, Member } from '@terreau/shared/api/people.ts'
import { rolesToGive } from '@terreau/shared/permission/invite.ts'
import { higher, type Role } from '@terreau/shared/permission/roles.ts'
import type { MemberId, TerritoryId } from '@terreau/shared/ids.ts'
import { sql, type Selectable } from 'kysely'
import type { SignedIn } from '../http/caller.ts'
import { isForWantOfSpace } from '../storage/disk.ts'
import type { Db } from '../storage/store.ts'
import { newId } from '../storage/new-id.ts'
import type { Instant, MemberKind, Tables } from '../storage/tables.ts'
import { newDevices, noticeTo, seenNewDevice } from './new-devices.ts'
import { hashOf, newSecret } from './secrets.ts'

/** Six hues of the principles, given in turn: a cursor's colour, never its only sign. */
const COLOURS = ['exchange', 'learn', 'transfer', 'move', 'diversity', 'play'] as const

/** One signed-in device of a member. */
export interface Session {
  readonly id: string
  readonly device: string
  readonly createdAt: Instant
  readonly seenAt: Instant
}

const SURE = 15 * 60 * 1000

/** A session unseen for so many milliseconds is over (R7). */
export const SESSION_LIFE = 90 * 24 * 3600 * 1000

/** Members, their invitations and their sessions. Secrets are hashed at rest. */
export class MemberStore {
  readonly #db: Db
  readonly #now: () => Instant

  constructor(db: Db, now: () => Instant) {
    this.#db = db
    this.#now = now
  }

  /** Makes an invitation and answers its secret, which is kept nowhere. In a territory, the role is for that territory. */
  async invite(
    role: Role,
    uses: number,
    days: number,
    territory: TerritoryId | null = null,
    made_by: MemberId | null = null,
  ): Promise<string> {
    const secret = newSecret()
    const created_at = this.#now()
    const expires_at = created_at + days * 24 * 3600 * 1000
    const row = { token_hash: hashOf(secret), role, uses_left: uses, expires_at, created_at, territory_id: territory }
    await this.#db
      .insertInto('invitation')
      .values({ ...row, id: newId<never>(created_at), made_by })
      .execute()
    return secret
  }

  /** What an invitation opens; null where it is unknown, used up, taken back or past, or where its maker could not give it any more. */
  async invitation(secret: string): Promise<{ role: Role; territory: string | null } | null> {
    const row = await this.#db
      .selectFrom('invitation')
      .leftJoin('territory', 'territory.id', 'invitation.territory_id')
      .select(['role', 'territory_id', 'made_by', 'territory.name as territory'])
      .where('token_hash', '=', hashOf(secret))
      .where('uses_left', '>', 0)
      .where('expires_at', '>', this.#now())
      .executeTakeFirst()
    if (!row || !(await this.#stillGives(row))) return null
    return { role: row.role, territory: row.territory }
  }

  /** Takes one use of an invitation and makes the member, or answers null. */
  async join(secret: string, name: string): Promise<Member | null> {
    if (!(await this.invitation(secret))) return null
    return this.#db.transaction().execute(async (tx) => {
      const taken = await this.#take(tx, secret)
      if (!taken) return null
      const { role, territory_id } = taken
      const member = await this.#add(tx, name, territory_id ? 'member' : role, 'person')
      if (!territory_id) return member
      const belongs = { member_id: member.id, territory_id, role, until: null, proposed_by: null }
      await tx.insertInto('membership').values(belongs).execute()
      return { ...member, roles: await this.#rolesOf(member.id, tx) }
    })
  }

  /** Takes one use of an invitation for someone who is a member already: they keep the higher role. */
  async accept(secret: string, { id, role: own }: Member): Promise<boolean> {
    if (!(await this.invitation(secret))) return false
    return this.#db.transaction().execute(async (tx) => {
      const taken = await this.#take(tx, secret)
      if (!taken) return false
      const { role, territory_id } = taken
      if (territory_id) await belongTo(tx, territory_id, id, role)
      else if (higher(own, role) !== own)
        await tx.updateTable('member').set({ role, role_until: null }).where('id', '=', id).execute()
      return true
    })
  }

  /** What they wrote so far stands under the new name too; the old one is kept until it is to be unsaid (V10). */
  async rename(id: MemberId, name: string): Promise<void> {
    await this.#db.transaction().execute(async (tx) => {
      await tx
        .insertInto('former_name')
        .columns(['member_id', 'name'])
        .expression((eb) => eb.selectFrom('member').select(['id', 'name']).where('id', '=', id))
        .onConflict((on) => on.doNothing())
        .execute()
      await tx
        .updateTable('member')
        .set({ name: asNamed(name) })
        .where((eb) => eb.or([eb('id', '=', id), eb('became', '=', id)]))
        .execute()
    })
  }

  /** A member for whom someone else vouches: no invitation is taken. */
  async welcome(name: string): Promise<Member> {
    return this.#add(this.#db, name, 'member', 'person')
  }

  /** The member under whose name the wiki itself, or an import, writes; made once. */
  async standIn(kind: 'import' | 'system', name: string): Promise<Member> {
    const found = await this.#db
      .selectFrom('member')
      .selectAll()
      .where('kind', '=', kind)
      .where('name', '=', name)
      .executeTakeFirst()
    return found ? { ...memberOf(found, this.#now()), roles: {} } : this.#add(this.#db, name, 'member', kind)
  }

  /** The author of what someone without an account proposed: with no rights, and in no list. */
  async visitor(tx: Db, name: string): Promise<MemberId> {
    return (await this.#add(tx, name, 'visitor', 'visitor')).id
  }

  async byId(id: MemberId): Promise<Member | null> {
    const row = await this.#db.selectFrom('member').selectAll().where('id', '=', id).executeTakeFirst()
    return row ? { ...memberOf(row, this.#now()), roles: await this.#rolesOf(id) } : null
  }

  /** How many people ever joined: 0 means that nobody has yet taken the steward's link. */
  async people(): Promise<number> {
    const row = await this.#db
      .selectFrom('member')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('kind', '=', 'person')
      .executeTakeFirstOrThrow()
    return row.n
  }

  /** Signs a member in on a device and answers the session's secret, which is kept nowhere. */
  async openSession(memberId: MemberId, device: string): Promise<string> {
    const secret = newSecret()
    const at = this.#now()
    const row = {
      id: newId<never>(at),
      token_hash: hashOf(secret),
      member_id: memberId,
      device,
      created_at: at,
      seen_at: at,
    }
    await this.#db.transaction().execute(async (tx) => {
      await tx.insertInto('session').values(row).execute()
      await noticeTo(tx, memberId, row.id)
    })
    return secret
  }

  /** Recognises a session's secret; unseen for 90 days, it is no session any more. */
  async signedIn(secret: string): Promise<SignedIn | null> {
    const row = await this.#db
      .selectFrom('session')
      .innerJoin('member', 'member.id', 'session.member_id')
      .select([
        'session.id as sessionId',
        'session.seen_at',
        'member.id',
        'member.name',
        'member.role',
        'member.role_until',
        'member.quarantined_until',
        'member.colour',
      ])
      .where('token_hash', '=', hashOf(secret))
      .where('session.seen_at', '>', this.#now() - SESSION_LIFE)
      .executeTakeFirst()
    if (!row) return null
    const { sessionId, seen_at } = row
    if (this.#now() - seen_at > 3600 * 1000) await this.#seen(sessionId).catch(exceptForWantOfSpace)
    return { sessionId, member: { ...memberOf(row, this.#now()), roles: await this.#rolesOf(row.id) } }
  }

  async sessions(memberId: MemberId): Promise<Session[]> {
    return this.#db
      .selectFrom('session')
      .select(['id', 'device', 'created_at as createdAt', 'seen_at as seenAt'])
      .where('member_id', '=', memberId)
      .orderBy('seen_at', 'desc')
      .execute()
  }

  async newDevices(sessionId: string): Promise<Me['newDevices']> {
    return newDevices(this.#db, sessionId)
  }

  async seenNewDevice(sessionId: string, about: string): Promise<void> {
    await seenNewDevice(this.#db, sessionId, about)
  }

  /**
   * Whether it is sure enough for what is never undone that this is who the session says: they came in within the last
   * quarter of an hour, or have no way to come in again.
   */
  async isSure({ sessionId, member: { id } }: SignedIn): Promise<boolean> {
    const session = (await this.sessions(id)).find((one) => one.id === sessionId)
    if (session && session.createdAt > this.#now() - SURE) return true
    const { rows } = await sql`
      SELECT 1 FROM address WHERE member_id = ${id} UNION ALL SELECT 1 FROM passkey WHERE member_id = ${id}
      UNION ALL SELECT 1 FROM identity WHERE member_id = ${id} LIMIT 1`.execute(this.#db)
    return rows.length === 0
  }

  /** The member, where it is sure enough that it is they who ask: an open session alone changes none of their keys. */
  async requireSure(signedIn: SignedIn): Promise<Member> {
    if (!(await this.isSure(signedIn))) throw new Refusal('session.not-sure')
    return signedIn.member
  }

  /** Ends one session of this member; false where there was none. */
  async endSession(memberId: MemberId, id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('session')
      .where('member_id', '=', memberId)
      .where('id', '=', id)
      .executeTakeFirst()
    return numDeletedRows > 0n
  }

  /** Ends all of a member's sessions but one; answers which. */
  async endOtherSessions(memberId: MemberId, kept: string): Promise<string[]> {
    const ended = await this.#db
      .deleteFrom('session')
      .where('member_id', '=', memberId)
      .where('id', '<>', kept)
      .returning('id')
      .execute()
    return ended.map(({ id }) => id)
  }

  /** A person's roles by territory: those they were given, and the same in all that lies within; none in quarantine. */
  async #rolesOf(id: MemberId, db: Db = this.#db): Promise<Member['roles']> {
    const { rows } = await sql<{ territory: TerritoryId; role: Role }>`
      WITH RECURSIVE given (territory, role) AS (
        SELECT territory_id, CASE WHEN until < ${this.#now()} THEN 'member' ELSE role END FROM membership WHERE member_id = ${id}
          AND NOT EXISTS (SELECT 1 FROM member WHERE id = ${id} AND quarantined_until > ${this.#now()})
        UNION SELECT territory.id, given.role FROM territory JOIN given ON territory.parent_id = given.territory)
      SELECT territory, role FROM given`.execute(db)
    const roles: Record<TerritoryId, Role> = {}
    for (const { territory, role } of rows) roles[territory] = higher(roles[territory] ?? role, role)
    return roles
  }

  async #seen(id: string): Promise<void> {
    await this.#db.updateTable('session').set({ seen_at: this.#now() }).where('id', '=', id).execute()
  }

  async #take(tx: Db, secret: string) {
    return tx
      .updateTable('invitation')
      .set((eb) => ({ uses_left: eb('uses_left', '-', 1) }))
      .where('token_hash', '=', hashOf(secret))
      .where('uses_left', '>', 0)
      .where('expires_at', '>', this.#now())
      .returning(['role', 'territory_id'])
      .executeTakeFirst()
  }

  /** Whoever could not give this role today gave nothing yesterday (V1). */
  async #stillGives(
    row: Pick<Selectable<Tables['invitation']>, 'role' | 'territory_id' | 'made_by'>,
  ): Promise<boolean> {
    if (row.made_by === null) return true
    return rolesToGive(await this.byId(row.made_by), row.territory_id).includes(row.role)
  }

  async #add(db: Db, name: string, role: Role, kind: MemberKind): Promise<Member> {
    const { n } = await db
      .selectFrom('member')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    const colour = COLOURS[n % COLOURS.length] ?? 'learn'
    const member = { id: newId<MemberId>(this.#now()), name: asNamed(name), role, colour }
    await db
      .insertInto('member')
      .values({ ...member, kind, created_at: this.#now() })
      .execute()
    return { ...member, roles: {} }
  }
}

const asNamed = (name: string) => name.normalize('NFC').trim()

async function belongTo(tx: Db, territory_id: TerritoryId, member_id: MemberId, role: Role): Promise<void> {
  const held = await tx
    .selectFrom('membership')
    .select('role')
    .where('territory_id', '=', territory_id)
    .where('member_id', '=', member_id)
    .executeTakeFirst()
  if (held && higher(held.role, role) === held.role) return
  const given = { role, until: null, proposed_by: null }
  await tx
    .insertInto('membership')
    .values({ member_id, territory_id, ...given })
    .onConflict((on) => on.columns(['member_id', 'territory_id']).doUpdateSet(given))
    .execute()
}

/** Where nothing can be written one still comes in and reads. */
function exceptForWantOfSpace(cause: unknown): void {
  if (!isForWantOfSpace(cause)) throw cause
}

type Known = Pick<Tables['member'], 'id' | 'name' | 'role' | 'colour'> & {
  readonly role_until: Instant | null
  readonly quarantined_until: Instant | null
}

/** A role above member's is theirs until its day; in quarantine one is a visitor. */
function memberOf(
  { id, name, role, colour, role_until, quarantined_until }: Known,
  now: Instant,
): Omit<Member, 'roles'> {
  if (quarantined_until !== null && quarantined_until > now) return { id, name, colour, role: 'visitor' }
  return { id, name, colour, role: role_until !== null && role_until < now ? 'member' : role }
}
