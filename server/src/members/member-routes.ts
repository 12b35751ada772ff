import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { InvitationAnswer, Me, Member, NewSession, SessionList } from '@terreau/shared/api/people.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { Site } from '../http/site.ts'
import { memberOf, requireMember } from '../http/caller.ts'
import { clearSessionCookie, setSessionCookie } from '../http/session-cookie.ts'
import type { MemberStore } from './member-store.ts'

/** Joining with an invitation and a name, and one's own sessions. `onEnd` closes what a session held open. */
export function memberRoutes(
  fastify: FastifyInstance,
  site: Site,
  members: MemberStore,
  onEnd: (sessionId: string) => void,
): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const few = { max: 30, timeWindow: 60_000 }

  app.get('/api/me', { config: { action: 'wiki.read' }, schema: { response: { 200: Me } } }, async (request) => ({
    member: memberOf(request),
    lang: request.caller.lang,
  }))

  app.get('/api/invitations/:secret', {
    config: { action: 'session.open', rateLimit: few },
    schema: { params: Type.Object({ secret: Type.String({ maxLength: 128 }) }), response: { 200: InvitationAnswer } },
    handler: async (request) => {
      const role = await members.invitationRole(request.params.secret)
      if (!role) throw new Refusal('invitation.unknown')
      return { role }
    },
  })

  app.post('/api/sessions', {
    config: { action: 'session.open', rateLimit: few },
    schema: { body: NewSession, response: { 201: Type.Object({ member: Member }) } },
    handler: async (request, reply) => {
      const member = await members.join(request.body.invitation, request.body.name)
      if (!member) throw new Refusal('invitation.unknown')
      setSessionCookie(reply, site, await members.openSession(member.id, deviceOf(request.headers['user-agent'])))
      return reply.code(201).send({ member })
    },
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

/** A device as its owner would name it, from the little that a User-Agent can be trusted for. */
function deviceOf(agent = ''): string {
  const system = /Android|iPhone|iPad|Windows|Macintosh|Linux/.exec(agent)?.[0] ?? ''
  const browser = /Firefox|Edg|Chrome|Safari/.exec(agent)?.[0] ?? ''
  return [browser, system].filter(Boolean).join(' · ') || '—'
}
