import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { NewQuestion } from '@terreau/shared/api/questions.ts'
import { LIMITS } from '../http/limits.ts'
import { readPlainForms } from '../http/plain-form.ts'
import type { QuestionDesk } from './question-desk.ts'

/** A question asked by a plain form, where the browser runs no scripts; the search screen then says that it was taken. */
export function questionForm(fastify: FastifyInstance, desk: QuestionDesk): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  readPlainForms(app)
  app.post('/questions', {
    config: { action: 'question.ask', rateLimit: LIMITS.reports },
    schema: { body: NewQuestion, hide: true },
    handler: async (request, reply) => {
      await desk.ask(request.body)
      return reply.redirect(`/chercher?${new URLSearchParams({ q: request.body.words, posee: '1' })}`, 303)
    },
  })
}
