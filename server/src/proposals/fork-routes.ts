import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { ForkWords, NewFork } from '@terreau/shared/api/proposals.ts'
import { PageRef } from '@terreau/shared/ids.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { requireMember } from '../http/caller.ts'
import { LIMITS } from '../http/limits.ts'
import { MAX_FORK, type ForkDesk } from './fork-desk.ts'

const byId = { params: Type.Object({ id: Type.String({ maxLength: 40 }) }) }
const own = { action: 'session.own', rateLimit: LIMITS.forks } as const
const done = { 204: Type.Null() }

/** Changes of a page that a member writes apart, and sends. */
export function forkRoutes(fastify: FastifyInstance, desk: ForkDesk): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.post('/api/pages/:ref/forks', {
    config: { action: 'page.fork', rateLimit: LIMITS.forks },
    schema: { params: Type.Object({ ref: PageRef }), response: { 201: NewFork } },
    handler: async (request, reply) =>
      reply.code(201).send(await desk.open(request.params.ref, requireMember(request))),
  })

  app.get('/api/forks/:id/updates', {
    config: own,
    schema: {
      ...byId,
      produces: ['application/octet-stream'],
      response: { 200: Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary' }) },
    },
    handler: async (request, reply) => {
      const update = await desk.read(request.params.id, requireMember(request))
      return reply.type('application/octet-stream').send(Buffer.from(update))
    },
  })

  app.put('/api/forks/:id/updates', {
    config: own,
    bodyLimit: MAX_FORK + 1024,
    schema: { ...byId, consumes: ['application/octet-stream'], response: done },
    handler: async (request, reply) => {
      const { body } = request
      if (!(body instanceof Uint8Array)) throw new Refusal('request.malformed', { where: 'body' })
      await desk.write(request.params.id, new Uint8Array(body), requireMember(request))
      return reply.code(204).send(null)
    },
  })

  app.post('/api/forks/:id/sending', {
    config: own,
    schema: { ...byId, body: ForkWords, response: done },
    handler: async (request, reply) => {
      await desk.send(request.params.id, request.body, requireMember(request))
      return reply.code(204).send(null)
    },
  })

  app.delete('/api/forks/:id', {
    config: own,
    schema: { ...byId, response: done },
    handler: async (request, reply) => {
      await desk.drop(request.params.id, requireMember(request))
      return reply.code(204).send(null)
    },
  })
}
