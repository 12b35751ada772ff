import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Apart, DoubleList, Merge } from '@terreau/shared/api/doubles.ts'
import { PageName } from '@terreau/shared/api/pages.ts'
import { memberOf, requireMember } from '../http/caller.ts'
import { LIMITS } from '../http/limits.ts'
import type { DoubleDesk } from './double-desk.ts'

/** Pages that may be of one place, over HTTP. A merged page is itself again once it is taken out of the archive. */
export function doubleRoutes(fastify: FastifyInstance, desk: DoubleDesk): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.get('/api/doubles', {
    config: { action: 'page.read', rateLimit: LIMITS.searches },
    schema: { response: { 200: DoubleList } },
    handler: (request) => desk.list(memberOf(request)),
  })

  app.post('/api/doubles/merged', {
    config: { action: 'page.archive', rateLimit: LIMITS.byHand },
    schema: { body: Merge, response: { 201: Type.Object({ page: PageName }) } },
    handler: async (request, reply) =>
      reply.code(201).send({ page: await desk.merge(request.body, requireMember(request)) }),
  })

  app.post('/api/doubles/apart', {
    config: { action: 'page.archive', rateLimit: LIMITS.byHand },
    schema: { body: Apart, response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      await desk.part(request.body, requireMember(request))
      return reply.code(204).send(null)
    },
  })

  app.delete('/api/doubles/apart/:one/:other', {
    config: { action: 'page.archive', rateLimit: LIMITS.byHand },
    schema: { params: Apart, response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      await desk.unpart(request.params, requireMember(request))
      return reply.code(204).send(null)
    },
  })
}
