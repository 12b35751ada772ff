import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { WithReason } from '@terreau/shared/api/care.ts'
import {
  Borrowing,
  ContributionList,
  ContributionWords,
  DiffAsked,
  PageDiff,
  Provenance,
  Restoration,
} from '@terreau/shared/api/history.ts'
import { ContributionId, PageRef } from '@terreau/shared/ids.ts'
import { memberOf, requireMember } from '../http/caller.ts'
import { LIMITS } from '../http/limits.ts'
import type { BorrowingDesk } from './borrowing-desk.ts'
import type { HistoryDesk } from './history-desk.ts'
import type { ProvenanceDesk } from './provenance-desk.ts'

const ofPage = Type.Object({ ref: PageRef })
const ofContribution = Type.Object({ id: ContributionId })
const done = { 204: Type.Null() }

/** Where a page comes from. */
export function historyRoutes(fastify: FastifyInstance, provenance: ProvenanceDesk, borrowings: BorrowingDesk): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.get('/api/pages/:ref/provenance', {
    config: { action: 'page.read' },
    schema: { params: ofPage, response: { 200: Provenance } },
    handler: (request) => provenance.ofPage(request.params.ref, memberOf(request)),
  })

  app.post('/api/pages/:ref/borrowings', {
    config: { action: 'page.write', rateLimit: LIMITS.borrowings },
    schema: { params: ofPage, body: Borrowing, response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      await borrowings.borrow(request.params.ref, request.body, requireMember(request))
      return reply.code(204).send(null)
    },
  })
}

/** What became of a page since it began, and going back. */
export function contributionRoutes(fastify: FastifyInstance, desk: HistoryDesk): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.get('/api/pages/:ref/contributions', {
    config: { action: 'page.read' },
    schema: {
      params: ofPage,
      querystring: Type.Object({ before: Type.Optional(Type.Integer({ minimum: 1 })) }),
      response: { 200: ContributionList },
    },
    handler: (request) => desk.list(request.params.ref, memberOf(request), request.query.before),
  })

  app.get('/api/pages/:ref/diff', {
    config: { action: 'page.read', rateLimit: LIMITS.diffs },
    schema: { params: ofPage, querystring: DiffAsked, response: { 200: PageDiff } },
    handler: (request) => desk.diff(request.params.ref, request.query, memberOf(request)),
  })

  app.post('/api/pages/:ref/proposals', {
    config: { action: 'page.write', rateLimit: LIMITS.contributions },
    schema: { params: ofPage, body: ContributionWords, response: { 201: ofContribution } },
    handler: async (request, reply) => {
      const id = await desk.propose(request.params.ref, request.body, requireMember(request))
      return reply.code(201).send({ id })
    },
  })

  app.put('/api/contributions/:id/words', {
    config: { action: 'page.write', rateLimit: LIMITS.contributions },
    schema: { params: ofContribution, body: ContributionWords, response: done },
    handler: async (request, reply) => {
      await desk.say(request.params.id, request.body, requireMember(request))
      return reply.code(204).send(null)
    },
  })

  app.post('/api/pages/:ref/restorations', {
    config: { action: 'page.write', rateLimit: LIMITS.contributions },
    schema: { params: ofPage, body: Restoration, response: done },
    handler: async (request, reply) => {
      await desk.restore(request.params.ref, request.body, requireMember(request))
      return reply.code(204).send(null)
    },
  })

  for (const act of ['hide', 'show'] as const)
    app.post(`/api/contributions/:id/${act}`, {
      config: { action: 'contribution.hide' },
      schema: { params: ofContribution, body: WithReason, response: done },
      handler: async (request, reply) => {
        await desk[act](request.params.id, request.body, requireMember(request))
        return reply.code(204).send(null)
      },
    })
}
