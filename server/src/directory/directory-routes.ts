import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { PageList, PageListQuery } from '@terreau/shared/api/pages.ts'
import { memberOf } from '../http/caller.ts'
import type { Instant } from '../storage/tables.ts'
import type { Directory } from './directory.ts'

/** Lists that answer, over HTTP. */
export function directoryRoutes(fastify: FastifyInstance, directory: Directory, now: () => Instant): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.get('/api/pages', {
    config: { action: 'page.read' },
    schema: { querystring: PageListQuery, response: { 200: PageList } },
    handler: (request) => directory.list(request.query, { person: memberOf(request), now: now() }),
  })
}
