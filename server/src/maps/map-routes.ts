import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Frame, Ground } from '@terreau/shared/api/maps.ts'
import { LIMITS } from '../http/limits.ts'
import type { OutlineStore } from './outline-store.ts'

/** Tiles that maps are drawn upon, as the wiki's settings name them. */
export type Tiles = Ground['tiles']

export function mapRoutes(fastify: FastifyInstance, tiles: Tiles, outlines: OutlineStore): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.get('/api/ground', {
    config: { action: 'page.read', rateLimit: LIMITS.searches },
    schema: { querystring: Frame, response: { 200: Ground } },
    handler: async (request) => ({ tiles, outlines: await outlines.within(request.query) }),
  })
}
