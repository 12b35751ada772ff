import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { NewQuestion, QuestionAnswer, QuestionList, QuestionListQuery } from '@terreau/shared/api/questions.ts'
import { requireMember } from '../http/caller.ts'
import { LIMITS } from '../http/limits.ts'
import type { QuestionDesk } from './question-desk.ts'
import { questionForm } from './question-form.ts'

const params = Type.Object({ id: Type.String({ maxLength: 60 }) })
const done = { 204: Type.Null() }

/** What was looked for and not found, asked by anyone, and answered by members. */
export function questionRoutes(fastify: FastifyInstance, desk: QuestionDesk): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.post('/api/questions', {
    config: { action: 'question.ask', rateLimit: LIMITS.reports },
    schema: { body: NewQuestion, response: done },
    handler: async (request, reply) => {
      await desk.ask(request.body)
      return reply.code(204).send(null)
    },
  })

  void app.register(async (forms) => questionForm(forms, desk))

  app.get('/api/questions', {
    config: { action: 'question.answer' },
    schema: { querystring: QuestionListQuery, response: { 200: QuestionList } },
    handler: (request) => desk.list(request.query, requireMember(request)),
  })

  app.post('/api/questions/:id/answer', {
    config: { action: 'question.answer', rateLimit: LIMITS.discussion },
    schema: { params, body: QuestionAnswer, response: done },
    handler: async (request, reply) => {
      await desk.answer(request.params.id, request.body.page, requireMember(request))
      return reply.code(204).send(null)
    },
  })

  app.delete('/api/questions/:id', {
    config: { action: 'question.remove' },
    schema: { params, response: done },
    handler: async (request, reply) => {
      await desk.remove(request.params.id, requireMember(request))
      return reply.code(204).send(null)
    },
  })
}
