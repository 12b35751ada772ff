import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import {
  ChangesQuery,
  NewVerdict,
  PageChanges,
  ReviewQueue,
  ReviewQueueQuery,
  Tie,
  VerdictAnswer,
  VersionList,
} from '@terreau/shared/api/reviews.ts'
import { PageRef } from '@terreau/shared/ids.ts'
import { memberOf, requireMember } from '../http/caller.ts'
import { deviceOf } from '../http/device-cookie.ts'
import { LIMITS } from '../http/limits.ts'
import type { ReviewDesk } from './review-desk.ts'
import type { ReviewQueues } from './review-queues.ts'

const params = Type.Object({ ref: PageRef })

/** Peers look at what changed. */
export function reviewRoutes(fastify: FastifyInstance, desk: ReviewDesk, queues: ReviewQueues): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.get('/api/reviews', {
    config: { action: 'page.review' },
    schema: { querystring: ReviewQueueQuery, response: { 200: ReviewQueue } },
    handler: (request) => queues.list(request.query, requireMember(request)),
  })

  app.get('/api/pages/:ref/changes', {
    config: { action: 'page.read', rateLimit: LIMITS.diffs },
    schema: { params, querystring: ChangesQuery, response: { 200: PageChanges } },
    handler: (request) =>
      desk.changes(request.params.ref, memberOf(request), { ...request.query, device: deviceOf(request) }),
  })

  app.post('/api/pages/:ref/verdicts', {
    config: { action: 'page.review', rateLimit: LIMITS.verdicts },
    schema: { params, body: NewVerdict, response: { 201: VerdictAnswer } },
    handler: async (request, reply) =>
      reply
        .code(201)
        .send(await desk.judge(request.params.ref, request.body, requireMember(request), deviceOf(request))),
  })

  app.get('/api/pages/:ref/versions', {
    config: { action: 'page.read' },
    schema: { params, response: { 200: VersionList } },
    handler: (request) => desk.versions(request.params.ref, memberOf(request)),
  })

  app.post('/api/pages/:ref/versions', {
    config: { action: 'page.review', rateLimit: LIMITS.verdicts },
    schema: { params, response: { 201: VerdictAnswer } },
    handler: async (request, reply) =>
      reply.code(201).send(await desk.publish(request.params.ref, requireMember(request))),
  })

  app.get('/api/pages/:ref/tie', {
    config: { action: 'page.read' },
    schema: { params, response: { 200: Tie } },
    handler: async (request) => ({ tied: await desk.isTied(request.params.ref, requireMember(request)) }),
  })

  app.put('/api/pages/:ref/tie', {
    config: { action: 'page.read', rateLimit: LIMITS.verdicts },
    schema: { params, body: Tie, response: { 200: Tie } },
    handler: async (request) => {
      await desk.tie(request.params.ref, request.body.tied, requireMember(request))
      return request.body
    },
  })
}
