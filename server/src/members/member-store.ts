import type { Member } from '@terreau/shared/api/people.ts'
import type { Role } from '@terreau/shared/permission/roles.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import type { SignedIn } from '../http/caller.ts'
import type { Db } from '../storage/store.ts'
import { newId } from '../storage/new-id.ts'
import type { Instant } from '../storage/tables.ts'
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

const SESSION_LIFE = 90 * 24 * 3600 * 1000

/** Members, their invitations and their sessions. Secrets are hashed at rest. */
export class MemberStore {
  readonly #db: Db
  readonly #now: () => Instant

  constructor(db: Db, now: () => Instant) {
    this.#db = db
    this.#now = now
  }

  /** Makes an invitation and answers its secret, which is kept nowhere. */
  async invite(role: Role, uses: number, days: number): Promise<string> {
    const secret = newSecret()
    const created_at = this.#now()
    const expires_at = created_at + days * 24 * 3600 * 1000
    const row = { token_hash: hashOf(secret), role, uses_left: uses, expires_at, created_at }
    await this.#db.insertInto('invitation').values(row).execute()
    return secret
  }

  /** What an invitation opens; null where it is unknown, used up or past. */
  async invitationRole(secret: string): Promise<Role | null> {
    const row = await this.#open(secret).select('role').executeTakeFirst()
    return row?.role ?? null
  }

  /** Takes one use of an invitation and makes the member, or answers null. */
  async join(secret: string, name: string): Promise<Member | null> {
    return this.#db.transaction().execute(async (tx) => {
      const taken = await tx
        .updateTable('invitation')
        .set((eb) => ({ uses_left: eb('uses_left', '-', 1) }))
        .where('token_hash', '=', hashOf(secret))
        .where('uses_left', '>', 0)
        .where('expires_at', '>', this.#now())
        .returning('role')
        .executeTakeFirst()
      return taken ? this.#add(tx, name, taken.role, 'person') : null
    })
  }

  /** The member under whose name the wiki itself, or an import, writes; made once. */
  async standIn(kind: 'import' | 'system', name: string): Promise<Member> {
    const found = await this.#db
      .selectFrom('member')
      .selectAll()
      .where('kind', '=', kind)
      .where('name', '=', name)
      .executeTakeFirst()
    return found ?? this.#add(this.#db, name, 'member', kind)
  }

  async byId(id: MemberId): Promise<Member | null> {
    const row = await this.#db
      .selectFrom('member')
      .select(['id', 'name', 'role', 'colour'])
      .where('id', '=', id)
      .executeTakeFirst()
    return row ?? null
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
    await this.#db.insertInto('session').values(row).execute()
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
        'member.colour',
      ])
      .where('token_hash', '=', hashOf(secret))
      .where('session.seen_at', '>', this.#now() - SESSION_LIFE)
      .executeTakeFirst()
    if (!row) return null
    const { sessionId, seen_at, ...member } = row
    if (this.#now() - seen_at > 3600 * 1000) await this.#seen(sessionId)
    return { sessionId, member }
  }

  async sessions(memberId: MemberId): Promise<Session[]> {
    return this.#db
      .selectFrom('session')
      .select(['id', 'device', 'created_at as createdAt', 'seen_at as seenAt'])
      .where('member_id', '=', memberId)
      .orderBy('seen_at', 'desc')
      .execute()
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

  async #seen(id: string): Promise<void> {
    await this.#db.updateTable('session').set({ seen_at: this.#now() }).where('id', '=', id).execute()
  }

  #open(secret: string) {
    return this.#db
      .selectFrom('invitation')
      .where('token_hash', '=', hashOf(secret))
      .where('uses_left', '>', 0)
      .where('expires_at', '>', this.#now())
  }

  async #add(db: Db, name: string, role: Role, kind: 'person' | 'import' | 'system'): Promise<Member> {
    const { n } = await db
      .selectFrom('member')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    const colour = COLOURS[n % COLOURS.length] ?? 'learn'
    const member = { id: newId<MemberId>(this.#now()), name: name.normalize('NFC').trim(), role, colour }
    await db
      .insertInto('member')
      .values({ ...member, kind, created_at: this.#now() })
      .execute()
    return member
  }
}
