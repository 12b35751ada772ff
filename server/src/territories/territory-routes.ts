import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import {
  AskedOfMe,
  BelongingList,
  NewProposal,
  NewTerritory,
  ProposalAnswer,
  RoleGiven,
  Territory,
  TerritoryChange,
  TerritoryList,
} from '@terreau/shared/api/territories.ts'
import { MemberId, TerritoryId } from '@terreau/shared/ids.ts'
import { memberOf, requireMember } from '../http/caller.ts'
import { LIMITS } from '../http/limits.ts'
import type { TerritoryDesk } from './territory-desk.ts'

const params = Type.Object({ id: TerritoryId })
const withMember = Type.Object({ id: TerritoryId, member: MemberId })

/** Territories, and who belongs to them. */
export function territoryRoutes(fastify: FastifyInstance, desk: TerritoryDesk): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.get('/api/territories', {
    config: { action: 'territory.read' },
    schema: { response: { 200: TerritoryList } },
    handler: async (request) => ({ territories: await desk.list(memberOf(request)) }),
  })

  app.post('/api/territories', {
    config: { action: 'territory.create' },
    schema: { body: NewTerritory, response: { 201: Territory } },
    handler: async (request, reply) => reply.code(201).send(await desk.create(request.body, requireMember(request))),
  })

  app.get('/api/territories/:id', {
    config: { action: 'territory.read' },
    schema: { params, response: { 200: Territory } },
    handler: (request) => desk.one(request.params.id, memberOf(request)),
  })

  app.delete('/api/territories/:id/members/me', {
    config: { action: 'session.own' },
    schema: { params, response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      await desk.leave(request.params.id, requireMember(request))
      return reply.code(204).send(null)
    },
  })

  app.patch('/api/territories/:id', {
    config: { action: 'territory.keep' },
    schema: { params, body: TerritoryChange, response: { 200: Territory } },
    handler: (request) => desk.change(request.params.id, request.body, requireMember(request)),
  })

  app.get('/api/territories/:id/members', {
    config: { action: 'territory.read' },
    schema: { params, response: { 200: BelongingList } },
    handler: async (request) => ({ members: await desk.members(request.params.id, memberOf(request)) }),
  })

  app.put('/api/territories/:id/members/:member', {
    config: { action: 'territory.keep' },
    schema: { params: withMember, body: RoleGiven, response: { 200: BelongingList } },
    handler: async (request) => {
      const { id, member } = request.params
      return { members: await desk.giveRole(id, member, request.body, requireMember(request)) }
    },
  })

  proposalRoutes(fastify, desk)
}

/** Wishing for validators: proposed by members, asked in private, confirmed by a role that stewards give. */
function proposalRoutes(fastify: FastifyInstance, desk: TerritoryDesk): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.post('/api/territories/:id/members/:member/proposal', {
    config: { action: 'page.write', rateLimit: LIMITS.proposals },
    schema: { params: withMember, body: NewProposal, response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      const { id, member } = request.params
      await desk.propose(id, member, request.body.why, requireMember(request))
      return reply.code(204).send(null)
    },
  })

  app.delete('/api/territories/:id/members/:member/proposal', {
    config: { action: 'territory.keep' },
    schema: { params: withMember, response: { 200: BelongingList } },
    handler: async (request) => {
      const { id, member } = request.params
      return { members: await desk.decline(id, member, requireMember(request)) }
    },
  })

  app.get('/api/me/proposals', {
    config: { action: 'session.own' },
    schema: { response: { 200: AskedOfMe } },
    handler: async (request) => ({ proposals: await desk.askedOf(requireMember(request)) }),
  })

  app.put('/api/me/proposals/:id', {
    config: { action: 'session.own' },
    schema: { params, body: ProposalAnswer, response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      await desk.answer(request.params.id, request.body.willing, requireMember(request))
      return reply.code(204).send(null)
    },
  })
}
