import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { PageRef } from '@terreau/shared/ids.ts'
import { memberOf } from '../http/caller.ts'
import type { Site } from '../http/site.ts'
import type { ProvDesk } from './prov-desk.ts'

const Records = Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown()))

/** A PROV-JSON document (W3C member submission of 2013): records by their kind, then by their id. */
const ProvDocument = Type.Object(
  { prefix: Type.Record(Type.String(), Type.String()) },
  { additionalProperties: Records },
)

/** Where pages come from, as other tools read it. */
export function provRoutes(fastify: FastifyInstance, site: Site, desk: ProvDesk): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.get('/api/pages/:ref/prov.json', {
    config: { action: 'page.read' },
    schema: { params: Type.Object({ ref: PageRef }), response: { 200: ProvDocument } },
    handler: async (request, reply) => {
      const document = await desk.ofPage(request.params.ref, memberOf(request), site.publicUrl)
      return reply.send({ ...document })
    },
  })
}
