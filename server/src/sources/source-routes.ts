import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { CslItem } from '@terreau/shared/document/csl.ts'
import { BroughtSources, SourcesToBring } from '@terreau/shared/api/sources.ts'
import { PageRef } from '@terreau/shared/ids.ts'
import { memberOf, requireMember } from '../http/caller.ts'
import { LIMITS } from '../http/limits.ts'
import type { SourceDesk } from './source-desk.ts'

/** What pages rest on, for other tools and from them. */
export function sourceRoutes(fastify: FastifyInstance, desk: SourceDesk): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.get('/api/pages/:ref/sources.csl.json', {
    config: { action: 'page.read' },
    schema: { params: Type.Object({ ref: PageRef }), response: { 200: Type.Array(CslItem) } },
    handler: (request) => desk.csl(request.params.ref, memberOf(request)),
  })

  app.post('/api/sources/brought', {
    config: { action: 'page.create', rateLimit: LIMITS.sourceLists },
    bodyLimit: 1024 * 1024,
    schema: { body: SourcesToBring, response: { 200: BroughtSources } },
    handler: async (request) => ({
      items: await desk.bring(request.body, requireMember(request), request.caller.lang),
    }),
  })
}
