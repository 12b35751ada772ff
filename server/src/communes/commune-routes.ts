import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Area, AreaCode, AreaList, AreaQuery, CommuneList, CommuneQuery } from '@terreau/shared/api/communes.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { LIMITS } from '../http/limits.ts'
import { gazetteer } from './gazetteer.ts'

/** The official geographic code, to choose a commune or a larger territory from. */
export function communeRoutes(fastify: FastifyInstance): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const config = { action: 'page.read', rateLimit: LIMITS.searches } as const

  app.get('/api/communes', {
    config,
    schema: { querystring: CommuneQuery, response: { 200: CommuneList } },
    handler: async ({ query }) => ({ communes: (await gazetteer()).search(query.q, query.limit) }),
  })

  app.get('/api/areas', {
    config,
    schema: { querystring: AreaQuery, response: { 200: AreaList } },
    handler: async ({ query }) => ({ areas: (await gazetteer()).areas(query.q) }),
  })

  app.get('/api/areas/:code', {
    config,
    schema: { params: Type.Object({ code: AreaCode }), response: { 200: Area } },
    handler: async ({ params }) => {
      const area = (await gazetteer()).area(params.code)
      if (!area) throw new Refusal('area.unknown')
      return area
    },
  })
}
