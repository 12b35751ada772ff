import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { CorrectionList, NewCorrection, NewFact, OwnProposals } from '@terreau/shared/api/proposals.ts'
import { PageRef } from '@terreau/shared/ids.ts'
import { memberOf, requireMember } from '../http/caller.ts'
import { knownDevice } from '../http/device-cookie.ts'
import { LIMITS } from '../http/limits.ts'
import type { Site } from '../http/site.ts'
import type { CorrectionDesk } from './correction-desk.ts'

const params = Type.Object({ ref: PageRef })

/** Other words for a passage, or another value for a fact, proposed by whoever reads it. */
export function correctionRoutes(fastify: FastifyInstance, site: Site, desk: CorrectionDesk): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.post('/api/pages/:ref/corrections', {
    config: { action: 'page.propose', rateLimit: LIMITS.reports },
    schema: {
      params,
      body: Type.Union([NewCorrection, NewFact]),
      response: { 201: Type.Object({ id: Type.String() }) },
    },
    handler: async (request, reply) => {
      const by = memberOf(request)
      const device = by ? null : knownDevice(request, reply, site)
      const id = await desk.propose(request.params.ref, request.body, by, device)
      return reply.code(201).send({ id })
    },
  })

  app.get('/api/pages/:ref/corrections', {
    config: { action: 'page.review' },
    schema: { params, response: { 200: CorrectionList } },
    handler: (request) => desk.list(request.params.ref, requireMember(request)),
  })

  app.get('/api/me/proposed', {
    config: { action: 'session.own' },
    schema: { response: { 200: OwnProposals } },
    handler: (request) => desk.made(requireMember(request)),
  })
}
