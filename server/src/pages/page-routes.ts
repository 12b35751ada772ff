import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { FieldChanges, NewPage, PageAnswer, PageName, PagePlace, VersionAsked } from '@terreau/shared/api/pages.ts'
import { PageRef } from '@terreau/shared/ids.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { memberOf, requireMember } from '../http/caller.ts'
import { LIMITS } from '../http/limits.ts'
import type { PageDesk } from './page-desk.ts'

const params = Type.Object({ ref: PageRef })

/** Pages over HTTP; live writing has its own wire. */
export function pageRoutes(fastify: FastifyInstance, desk: PageDesk): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.post('/api/pages', {
    config: { action: 'page.create', rateLimit: LIMITS.newPages },
    schema: { body: NewPage, response: { 201: PageAnswer } },
    handler: async (request, reply) => reply.code(201).send(await desk.create(request.body, requireMember(request))),
  })

  app.get('/api/pages/:ref', {
    config: { action: 'page.read' },
    schema: {
      params,
      querystring: Type.Object({ version: Type.Optional(VersionAsked) }),
      response: { 200: PageAnswer },
    },
    handler: (request) => desk.read(request.params.ref, memberOf(request), request.query.version),
  })

  app.patch('/api/pages/:ref/fields', {
    config: { action: 'page.write' },
    schema: { params, body: FieldChanges, response: { 200: PageAnswer } },
    handler: (request) => desk.setFields(request.params.ref, request.body, requireMember(request)),
  })

  app.post('/api/pages/:ref/updates', {
    config: { action: 'page.write' },
    bodyLimit: 4 * 1024 * 1024,
    schema: { params, consumes: ['application/octet-stream'], response: { 200: PageAnswer, 204: Type.Null() } },
    handler: async (request, reply) => {
      const { body, params: at, headers } = request
      if (!Buffer.isBuffer(body)) throw new Refusal('request.malformed', { where: 'body' })
      const answer = await desk.receiveUpdate(at.ref, body, requireMember(request))
      // RFC 7240: whoever writes by requests alone needs no page with each edit.
      return headers.prefer === 'return=minimal' ? reply.code(204).send(null) : answer()
    },
  })

  app.put('/api/pages/:ref/archived', {
    config: { action: 'page.archive' },
    schema: {
      params,
      body: Type.Object({ archived: Type.Boolean() }, { additionalProperties: false }),
      response: { 200: PageAnswer },
    },
    handler: (request) => desk.archive(request.params.ref, request.body.archived, requireMember(request)),
  })

  app.put('/api/pages/:ref/place', {
    config: { action: 'page.write' },
    schema: { params, body: PagePlace, response: { 200: PageAnswer } },
    handler: (request) => desk.place(request.params.ref, request.body, requireMember(request)),
  })

  app.get('/api/pages/:ref/backlinks', {
    config: { action: 'page.read' },
    schema: { params, response: { 200: Type.Object({ pages: Type.Array(PageName) }) } },
    handler: async (request) => ({ pages: await desk.backlinks(request.params.ref, memberOf(request)) }),
  })
}
