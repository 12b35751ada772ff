import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { MAX_QUERY_LENGTH, SearchAnswer, SearchQuery, SuggestAnswer, SuggestQuery } from '@terreau/shared/api/search.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { Search } from './search.ts'

/** Search over HTTP; a query longer than a question is refused before any work. */
export function searchRoutes(fastify: FastifyInstance, search: Search): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.get('/api/search', {
    config: { action: 'page.read' },
    schema: { querystring: SearchQuery, response: { 200: SearchAnswer } },
    handler: (request) => {
      refuseTooLong(request.query.q)
      return search.find(request.query, request.caller.lang)
    },
  })

  app.get('/api/suggest', {
    config: { action: 'page.read' },
    schema: { querystring: SuggestQuery, response: { 200: SuggestAnswer } },
    handler: (request) => {
      refuseTooLong(request.query.q)
      return search.suggest(request.query.q, request.query.type, request.caller.lang)
    },
  })
}

function refuseTooLong(q: string): void {
  if (q.length > MAX_QUERY_LENGTH) throw new Refusal('search.malformed')
}
