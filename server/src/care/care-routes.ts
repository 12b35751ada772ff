import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import {
  LedgerList,
  Lock,
  NewReport,
  Quarantine,
  ReportList,
  UndoneAnswer,
  WithReason,
} from '@terreau/shared/api/care.ts'
import { ContributionId, MemberId, PageRef } from '@terreau/shared/ids.ts'
import { memberOf, requireMember } from '../http/caller.ts'
import { LIMITS } from '../http/limits.ts'
import type { CareDesk } from './care-desk.ts'

const ofPage = Type.Object({ ref: PageRef })
const ofMember = Type.Object({ id: MemberId })
const done = { 204: Type.Null() }

/** Reports, locks, quarantine, undoing, and the ledger in which all of it stands. */
export function careRoutes(fastify: FastifyInstance, desk: CareDesk): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.post('/api/pages/:ref/reports', {
    config: { action: 'report.add', rateLimit: LIMITS.reports },
    schema: { params: ofPage, body: NewReport, response: done },
    handler: async (request, reply) => {
      await desk.report(request.params.ref, request.body, memberOf(request))
      return reply.code(204).send(null)
    },
  })

  app.get('/api/reports', {
    config: { action: 'report.read' },
    schema: { response: { 200: ReportList } },
    handler: async (request) => ({ reports: await desk.reports(requireMember(request)) }),
  })

  app.post('/api/reports/:id/answer', {
    config: { action: 'report.read' },
    schema: {
      params: Type.Object({ id: Type.String({ maxLength: 40 }) }),
      body: WithReason,
      response: { 200: ReportList },
    },
    handler: async (request) => ({
      reports: await desk.answerReport(request.params.id, request.body, requireMember(request)),
    }),
  })

  app.put('/api/pages/:ref/lock', {
    config: { action: 'page.lock' },
    schema: { params: ofPage, body: Lock, response: done },
    handler: async (request, reply) => {
      await desk.lock(request.params.ref, request.body, requireMember(request))
      return reply.code(204).send(null)
    },
  })

  app.post('/api/pages/:ref/unlock', {
    config: { action: 'page.lock' },
    schema: { params: ofPage, body: WithReason, response: done },
    handler: async (request, reply) => {
      await desk.unlock(request.params.ref, request.body, requireMember(request))
      return reply.code(204).send(null)
    },
  })

  app.post('/api/contributions/:id/undo', {
    config: { action: 'contribution.undo' },
    schema: { params: Type.Object({ id: ContributionId }), body: WithReason, response: done },
    handler: async (request, reply) => {
      await desk.undo(request.params.id, request.body, requireMember(request))
      return reply.code(204).send(null)
    },
  })

  app.get('/api/me/export', {
    config: { action: 'session.own', rateLimit: LIMITS.exports },
    schema: { response: { 200: Type.Record(Type.String(), Type.Array(Type.Record(Type.String(), Type.Unknown()))) } },
    handler: async (request, reply) => {
      const data = await desk.personalData(requireMember(request))
      return reply.header('content-disposition', 'attachment; filename="terreau.json"').send(data)
    },
  })

  memberCareRoutes(fastify, desk)

  app.get('/api/ledger', {
    config: { action: 'wiki.read' },
    schema: {
      querystring: Type.Object({ before: Type.Optional(Type.Integer({ minimum: 1 })) }),
      response: { 200: LedgerList },
    },
    handler: (request) => desk.ledger(memberOf(request), request.query.before),
  })
}

function memberCareRoutes(fastify: FastifyInstance, desk: CareDesk): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.get('/api/quarantine', {
    config: { action: 'member.quarantine' },
    schema: { response: { 200: Quarantine } },
    handler: async () => ({ members: await desk.inQuarantine() }),
  })

  app.post('/api/members/:id/quarantine', {
    config: { action: 'member.quarantine' },
    schema: { params: ofMember, body: WithReason, response: done },
    handler: async (request, reply) => {
      await desk.quarantine(request.params.id, request.body, requireMember(request))
      return reply.code(204).send(null)
    },
  })

  app.post('/api/members/:id/release', {
    config: { action: 'member.quarantine' },
    schema: { params: ofMember, body: WithReason, response: done },
    handler: async (request, reply) => {
      await desk.release(request.params.id, request.body, requireMember(request))
      return reply.code(204).send(null)
    },
  })

  app.post('/api/members/:id/signed-out', {
    config: { action: 'member.quarantine' },
    schema: { params: ofMember, body: WithReason, response: done },
    handler: async (request, reply) => {
      await desk.signOut(request.params.id, request.body, requireMember(request))
      return reply.code(204).send(null)
    },
  })

  app.post('/api/members/:id/undo', {
    config: { action: 'member.quarantine' },
    schema: {
      params: ofMember,
      body: Type.Object({ reason: WithReason.properties.reason, since: Type.String({ format: 'date-time' }) }),
      response: { 200: UndoneAnswer },
    },
    handler: (request) => {
      const { reason, since } = request.body
      return desk.undoAll(request.params.id, Date.parse(since), { reason }, requireMember(request))
    },
  })
}
