import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { InvitationAnswer, Me, Member, NewName, NewSession, SessionList } from '@terreau/shared/api/people.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { Site } from '../http/site.ts'
import { memberOf, requireMember, requireSignedIn } from '../http/caller.ts'
import { clearSessionCookie } from '../http/session-cookie.ts'
import { LIMITS } from '../http/limits.ts'
import type { Join } from './coming-in.ts'
import type { MemberStore } from './member-store.ts'

interface Around {
  readonly join: Join
  readonly onEnd: (sessionId: string) => void
  readonly ways: Me['ways']
  /** Whether they are asked something that they have not answered yet. */
  readonly isAsked: (member: Member) => Promise<boolean>
  /** Whether something happened that they have not read of. */
  readonly hasNews: (member: Member) => Promise<boolean>
}

/** Joining with an invitation and a name, and one's own sessions. `onEnd` closes what a session held open. */
export function memberRoutes(
  fastify: FastifyInstance,
  site: Site,
  members: MemberStore,
  { join, onEnd, ways, isAsked, hasNews }: Around,
): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.get('/api/me', { config: { action: 'wiki.read' }, schema: { response: { 200: Me } } }, async (request) => ({
    member: memberOf(request),
    lang: request.caller.lang,
    ways,
    asked: request.caller.signedIn ? await isAsked(request.caller.signedIn.member) : false,
    news: request.caller.signedIn ? await hasNews(request.caller.signedIn.member) : false,
    newDevices: request.caller.signedIn ? await members.newDevices(request.caller.signedIn.sessionId) : [],
  }))

  app.patch('/api/me', {
    config: { action: 'session.own', rateLimit: LIMITS.byHand },
    schema: { body: NewName, response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      await members.rename(requireMember(request).id, request.body.name)
      return reply.code(204).send(null)
    },
  })

  app.get('/api/invitations/:secret', {
    config: { action: 'session.open', rateLimit: LIMITS.comingIn },
    schema: { params: Type.Object({ secret: Type.String({ maxLength: 128 }) }), response: { 200: InvitationAnswer } },
    handler: async (request) => {
      const found = await members.invitation(request.params.secret)
      if (!found) throw new Refusal('invitation.unknown')
      return found
    },
  })

  app.post('/api/sessions', {
    config: { action: 'session.open', rateLimit: LIMITS.comingIn },
    schema: { body: NewSession, response: { 201: Type.Object({ member: Member }) } },
    handler: async (request, reply) => reply.code(201).send({ member: await join(request, reply, request.body) }),
  })

  app.get(
    '/api/sessions',
    { config: { action: 'session.own' }, schema: { response: { 200: SessionList } } },
    async (request) => {
      const current = request.caller.signedIn?.sessionId
      const sessions = await members.sessions(requireMember(request).id)
      return {
        sessions: sessions.map((session) => ({
          ...session,
          createdAt: iso(session.createdAt),
          seenAt: iso(session.seenAt),
          current: session.id === current,
        })),
      }
    },
  )

  app.delete('/api/sessions/current', { config: { action: 'session.own' } }, async (request, reply) => {
    const id = request.caller.signedIn?.sessionId
    if (id) await end(request, id)
    clearSessionCookie(reply, site)
    return reply.code(204).send()
  })

  app.delete('/api/sessions/others', {
    config: { action: 'session.own' },
    schema: { response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      const { sessionId, member } = requireSignedIn(request)
      for (const id of await members.endOtherSessions(member.id, sessionId)) onEnd(id)
      return reply.code(204).send(null)
    },
  })

  app.delete('/api/sessions/:id/notice', {
    config: { action: 'session.own' },
    schema: { params: Type.Object({ id: Type.String({ maxLength: 40 }) }), response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      const here = request.caller.signedIn?.sessionId
      if (here) await members.seenNewDevice(here, request.params.id)
      return reply.code(204).send(null)
    },
  })

  app.delete('/api/sessions/:id', {
    config: { action: 'session.own' },
    schema: { params: Type.Object({ id: Type.String({ maxLength: 40 }) }) },
    handler: async (request, reply) => {
      if (!(await end(request, request.params.id))) throw new Refusal('session.unknown')
      return reply.code(204).send()
    },
  })

  async function end(request: Parameters<typeof requireMember>[0], id: string): Promise<boolean> {
    const ended = await members.endSession(requireMember(request).id, id)
    if (ended) onEnd(id)
    return ended
  }
}

const iso = (at: number) => new Date(at).toISOString()
