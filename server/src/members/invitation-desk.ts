import type { InvitationList, Member, NewInvitation } from '@terreau/shared/api/people.ts'
import type { MemberId, TerritoryId } from '@terreau/shared/ids.ts'
import { rolesToGive } from '@terreau/shared/permission/invite.ts'
import { mayKnow } from '@terreau/shared/permission/may.ts'
import type { Visibility } from '@terreau/shared/permission/visibility.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import type { MemberStore } from './member-store.ts'

interface Around {
  /** How far a territory is known. */
  readonly territories: {
    byId(id: TerritoryId): Promise<{ readonly name: string; readonly reach: Visibility } | null>
  }
  /** Somebody has other rights than before. */
  onRights(): void
}

/** Invitations that members make for others, and take back. */
export class InvitationDesk {
  readonly #db: Db
  readonly #now: () => Instant
  readonly #members: MemberStore
  readonly #around: Around

  constructor(db: Db, now: () => Instant, members: MemberStore, around: Around) {
    this.#db = db
    this.#now = now
    this.#members = members
    this.#around = around
  }

  /** Answers the invitation's secret, which is kept nowhere, with the name of what it opens. */
  async make(asked: NewInvitation, by: Member): Promise<{ secret: string; territory: string | null; until: Instant }> {
    const { role, uses, days, territory: id = null } = asked
    const territory = id === null ? null : await this.#known(id, by)
    if (!rolesToGive(by, id).includes(role)) throw new Refusal('member.not-allowed')
    const until = this.#now() + days * 24 * 3600 * 1000
    const secret = await this.#members.invite(role, uses, days, id, by.id)
    return { secret, territory: territory?.name ?? null, until }
  }

  /** One's own that still open, the first to end first. */
  async ofMember(by: MemberId): Promise<InvitationList['invitations']> {
    const rows = await this.#db
      .selectFrom('invitation')
      .leftJoin('territory', 'territory.id', 'invitation.territory_id')
      .select(['invitation.id', 'role', 'territory.name as territory', 'uses_left', 'expires_at'])
      .where('made_by', '=', by)
      .where('uses_left', '>', 0)
      .where('expires_at', '>', this.#now())
      .orderBy('expires_at')
      .execute()
    return rows.map(({ id, role, territory, uses_left: usesLeft, expires_at }) => ({
      id: id ?? '',
      role,
      territory,
      usesLeft,
      expiresAt: new Date(expires_at).toISOString(),
    }))
  }

  /** What it opened stays open; nobody comes in by it any more. */
  async takeBack(id: string, by: MemberId): Promise<void> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('invitation')
      .where('id', '=', id)
      .where('made_by', '=', by)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw new Refusal('invitation.unknown')
  }

  /** Someone who is a member already takes an invitation as who they are. */
  async accept(secret: string, member: Member): Promise<Member> {
    if (!(await this.#members.accept(secret, member))) throw new Refusal('invitation.unknown')
    this.#around.onRights()
    return (await this.#members.byId(member.id)) ?? member
  }

  async #known(id: TerritoryId, by: Member): Promise<{ readonly name: string }> {
    const row = await this.#around.territories.byId(id)
    if (!row || !mayKnow(by, { territory: id, reach: row.reach })) throw new Refusal('territory.unknown')
    return row
  }
}
