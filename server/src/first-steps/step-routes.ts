import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { NewStep, StepCard, StepsOffered } from '@terreau/shared/api/first-steps.ts'
import { requireMember } from '../http/caller.ts'
import type { StepDesk } from './step-desk.ts'

const params = Type.Object({ id: Type.String({ maxLength: 40 }) })
const done = { 204: Type.Null() }

/** Small things to do, dealt one at a time and finished by two. */
export function stepRoutes(fastify: FastifyInstance, desk: StepDesk): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.get('/api/first-steps', {
    config: { action: 'page.write' },
    schema: {
      querystring: Type.Object({ turn: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })) }),
      response: { 200: StepCard },
    },
    handler: (request) => desk.card(requireMember(request), request.query.turn ?? 0),
  })

  app.post('/api/first-steps', {
    config: { action: 'page.write' },
    schema: { body: NewStep, response: done },
    handler: async (request, reply) => {
      await desk.take(request.body, requireMember(request))
      return reply.code(204).send(null)
    },
  })

  app.put('/api/first-steps/:id/ready', {
    config: { action: 'page.write' },
    schema: { params, response: done },
    handler: async (request, reply) => {
      await desk.ready(request.params.id, requireMember(request))
      return reply.code(204).send(null)
    },
  })

  app.put('/api/first-steps/:id/good', {
    config: { action: 'page.write' },
    schema: { params, response: done },
    handler: async (request, reply) => {
      await desk.good(request.params.id, requireMember(request))
      return reply.code(204).send(null)
    },
  })

  app.delete('/api/first-steps/:id', {
    config: { action: 'page.write' },
    schema: { params, response: done },
    handler: async (request, reply) => {
      await desk.forget(request.params.id, requireMember(request))
      return reply.code(204).send(null)
    },
  })

  app.put('/api/me/first-steps', {
    config: { action: 'session.own' },
    schema: { body: StepsOffered, response: done },
    handler: async (request, reply) => {
      await desk.offer(requireMember(request), request.body.offered)
      return reply.code(204).send(null)
    },
  })
}
