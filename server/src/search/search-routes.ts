import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import {
  MAX_QUERY_LENGTH,
  OfflinePack,
  OfflinePackQuery,
  OfflinePackSize,
  SearchAnswer,
  SearchQuery,
  SuggestAnswer,
  SuggestQuery,
} from '@terreau/shared/api/search.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { memberOf } from '../http/caller.ts'
import { LIMITS } from '../http/limits.ts'
import type { OfflinePacks } from './offline-pack.ts'
import type { Search } from './search.ts'

/** Search over HTTP; a query longer than a question is refused before any work. */
export function searchRoutes(fastify: FastifyInstance, search: Search, packs: OfflinePacks): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.get('/api/search', {
    config: { action: 'page.read', rateLimit: LIMITS.searches },
    schema: { querystring: SearchQuery, response: { 200: SearchAnswer } },
    handler: (request) => {
      refuseTooLong(request.query.q)
      return search.find(request.query, askerOf(request))
    },
  })

  app.get('/api/suggest', {
    config: { action: 'page.read', rateLimit: LIMITS.searches },
    schema: { querystring: SuggestQuery, response: { 200: SuggestAnswer } },
    handler: (request) => {
      refuseTooLong(request.query.q)
      return search.suggest(request.query.q, request.query.type, askerOf(request))
    },
  })

  app.get('/api/offline-pack', {
    config: { action: 'page.read', rateLimit: LIMITS.packs },
    schema: { querystring: OfflinePackQuery, response: { 200: OfflinePack } },
    handler: (request) => packs.pack(request.query),
  })

  app.get('/api/offline-pack/size', {
    config: { action: 'page.read', rateLimit: LIMITS.packs },
    schema: { querystring: OfflinePackQuery, response: { 200: OfflinePackSize } },
    handler: (request) => packs.size(request.query),
  })
}

const askerOf = (request: FastifyRequest) => ({ person: memberOf(request), lang: request.caller.lang })

function refuseTooLong(q: string): void {
  if (q.length > MAX_QUERY_LENGTH) throw new Refusal('search.malformed')
}
