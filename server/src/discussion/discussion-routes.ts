import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { WithReason } from '@terreau/shared/api/care.ts'
import { NewMessage, NewThread, PeopleToCall, Settling, ThreadList } from '@terreau/shared/api/discussion.ts'
import { PageRef } from '@terreau/shared/ids.ts'
import { memberOf, requireMember } from '../http/caller.ts'
import { deviceOf } from '../http/device-cookie.ts'
import { LIMITS } from '../http/limits.ts'
import type { DiscussionDesk } from './discussion-desk.ts'

const ofPage = Type.Object({ ref: PageRef })
const byId = Type.Object({ id: Type.String({ maxLength: 40 }) })
const done = { 204: Type.Null() }
const writes = { action: 'page.discuss', rateLimit: LIMITS.discussion } as const

/** What people say of a page. */
export function discussionRoutes(fastify: FastifyInstance, desk: DiscussionDesk): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.get('/api/pages/:ref/threads', {
    config: { action: 'page.read' },
    schema: { params: ofPage, response: { 200: ThreadList } },
    handler: (request) => desk.list(request.params.ref, memberOf(request)),
  })

  app.post('/api/pages/:ref/threads', {
    config: writes,
    schema: { params: ofPage, body: NewThread, response: { 201: Type.Object({ id: Type.String() }) } },
    handler: async (request, reply) => {
      const id = await desk.open(request.params.ref, request.body, requireMember(request))
      return reply.code(201).send({ id })
    },
  })

  app.get('/api/pages/:ref/people', {
    config: { action: 'page.discuss', rateLimit: LIMITS.searches },
    schema: {
      params: ofPage,
      querystring: Type.Object({ q: Type.String({ maxLength: 60 }) }),
      response: { 200: PeopleToCall },
    },
    handler: async (request) => ({
      people: await desk.people(request.params.ref, request.query.q, requireMember(request)),
    }),
  })

  app.post('/api/threads/:id/messages', {
    config: writes,
    schema: { params: byId, body: NewMessage, response: done },
    handler: async (request, reply) => {
      await desk.say(request.params.id, request.body, requireMember(request))
      return reply.code(204).send(null)
    },
  })

  app.post('/api/threads/:id/settling', {
    config: writes,
    schema: { params: byId, body: Settling, response: done },
    handler: async (request, reply) => {
      await desk.settle(request.params.id, request.body, requireMember(request), deviceOf(request))
      return reply.code(204).send(null)
    },
  })

  app.delete('/api/threads/:id/settling', {
    config: writes,
    schema: { params: byId, response: done },
    handler: async (request, reply) => {
      await desk.reopen(request.params.id, requireMember(request))
      return reply.code(204).send(null)
    },
  })

  messageRoutes(fastify, desk)
}

/** Words that must not be seen. */
function messageRoutes(fastify: FastifyInstance, desk: DiscussionDesk): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  for (const [verb, hidden] of [
    ['hide', true],
    ['show', false],
  ] as const)
    app.post(`/api/messages/:id/${verb}`, {
      config: { action: 'contribution.hide' },
      schema: { params: byId, body: WithReason, response: done },
      handler: async (request, reply) => {
        await desk.hide(request.params.id, request.body, requireMember(request), hidden)
        return reply.code(204).send(null)
      },
    })
}
