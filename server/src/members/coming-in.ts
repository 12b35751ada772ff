import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Member, NewSession } from '@terreau/shared/api/people.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { Buckets } from '../http/buckets.ts'
import type { Site } from '../http/site.ts'
import { setSessionCookie } from '../http/session-cookie.ts'
import type { MemberStore } from './member-store.ts'
import { hashOf } from './secrets.ts'
import type { SecondNames } from './second-names.ts'

/** Signs a member in on the device that sent the request. */
export type ComeIn = (request: FastifyRequest, reply: FastifyReply, id: MemberId) => Promise<void>

/** Each coming in has a new secret, and ends the session that the device had before; `onEnd` closes what that one held open. */
export function comingIn(
  site: Site,
  members: MemberStore,
  { onEnd, secondNames }: { onEnd: (sessionId: string) => void; secondNames: SecondNames },
): ComeIn {
  return async (request, reply, id) => {
    const before = request.caller.signedIn
    const proved = before !== null && (await members.isSure(before))
    if (before && (await members.endSession(before.member.id, before.sessionId))) onEnd(before.sessionId)
    const secret = await members.openSession(id, deviceOf(request.headers['user-agent']))
    setSessionCookie(reply, site, secret)
    if (!before || before.member.id === id) return
    const now = await members.signedIn(secret)
    if (now) secondNames.shown(now.sessionId, { other: before.member.id, proved })
  }
}

/** Makes a member of whoever has an invitation and a name, and signs them in on their device. */
export type Join = (request: FastifyRequest, reply: FastifyReply, asked: NewSession) => Promise<Member>

/** `shares` says how often each invitation was tried lately: enough for a full room, too slow for a robot. */
export function joining(members: MemberStore, shares: Buckets<string>, comeIn: ComeIn): Join {
  return async (request, reply, { invitation, name }) => {
    if (shares.pour(hashOf(invitation), 1) > 0) throw new Refusal('request.too-many')
    const member = await members.join(invitation, name)
    if (!member) throw new Refusal('invitation.unknown')
    await comeIn(request, reply, member.id)
    return member
  }
}

/** A device as its owner would name it, from the little that a User-Agent can be trusted for. */
function deviceOf(agent = ''): string {
  const system = /Android|iPhone|iPad|Windows|Macintosh|Linux/.exec(agent)?.[0] ?? ''
  const browser = /Firefox|Edg|Chrome|Safari/.exec(agent)?.[0] ?? ''
  return [browser, system].filter(Boolean).join(' · ') || '—'
}
