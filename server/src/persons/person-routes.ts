import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { OtherName, WhichMember } from '@terreau/shared/api/people.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { requireSignedIn } from '../http/caller.ts'
import { clearSessionCookie } from '../http/session-cookie.ts'
import type { Site } from '../http/site.ts'
import type { PersonDesk } from './person-desk.ts'

const done = { 204: Type.Null() }
const few = { max: 30, timeWindow: 60_000 }

/** One's second name, which can become one with the first; and leaving. */
export function personRoutes(fastify: FastifyInstance, site: Site, desk: PersonDesk): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.get('/api/me/other', {
    config: { action: 'session.own' },
    schema: { response: { 200: OtherName } },
    handler: async (request) => ({ other: await desk.other(requireSignedIn(request)) }),
  })

  app.delete('/api/me/other', {
    config: { action: 'session.own' },
    schema: { response: done },
    handler: async (request, reply) => {
      desk.notMine(requireSignedIn(request))
      return reply.code(204).send(null)
    },
  })

  app.post('/api/me/other', {
    config: { action: 'session.own', rateLimit: few },
    schema: { body: WhichMember, response: done },
    handler: async (request, reply) => {
      await desk.merge(request.body.id, requireSignedIn(request))
      return reply.code(204).send(null)
    },
  })

  app.delete('/api/me', {
    config: { action: 'session.own', rateLimit: few },
    schema: { body: WhichMember, response: done },
    handler: async (request, reply) => {
      const signedIn = requireSignedIn(request)
      // A screen that still shows somebody else sends nobody away.
      if (request.body.id !== signedIn.member.id) throw new Refusal('session.unknown')
      await desk.depart(signedIn)
      clearSessionCookie(reply, site)
      return reply.code(204).send(null)
    },
  })
}
