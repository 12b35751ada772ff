import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Followed, Following, NoticeList, NoticeSettings, ReadUpto } from '@terreau/shared/api/notices.ts'
import { requireMember } from '../http/caller.ts'
import { LIMITS } from '../http/limits.ts'
import type { NoticeDesk } from './notice-desk.ts'

const done = { 204: Type.Null() }
const own = { action: 'session.own' } as const
const byHand = { ...own, rateLimit: LIMITS.byHand } as const

/** What one follows, and what one was told. */
export function noticeRoutes(fastify: FastifyInstance, desk: NoticeDesk, sendsMail: boolean): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.get('/api/me/following', {
    config: own,
    schema: { response: { 200: Following } },
    handler: (request) => desk.following(requireMember(request)),
  })

  app.put('/api/me/following/:kind/:id', {
    config: byHand,
    schema: { params: Followed, response: done },
    handler: async (request, reply) => {
      await desk.follow(request.params, requireMember(request))
      return reply.code(204).send(null)
    },
  })

  app.delete('/api/me/following/:kind/:id', {
    config: byHand,
    schema: { params: Followed, response: done },
    handler: async (request, reply) => {
      await desk.leave(request.params, requireMember(request))
      return reply.code(204).send(null)
    },
  })

  app.get('/api/me/notices', {
    config: own,
    schema: {
      querystring: Type.Object({ before: Type.Optional(Type.String({ maxLength: 60 })) }),
      response: { 200: NoticeList },
    },
    handler: (request) => desk.list(requireMember(request), sendsMail, request.query.before),
  })

  app.post('/api/me/notices/read', {
    config: own,
    schema: { body: ReadUpto, response: done },
    handler: async (request, reply) => {
      await desk.read(request.body.upto, requireMember(request))
      return reply.code(204).send(null)
    },
  })

  letterRoutes(fastify, desk)
}

/** Whether letters come. */
function letterRoutes(fastify: FastifyInstance, desk: NoticeDesk): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.put('/api/me/notices/settings', {
    config: byHand,
    schema: { body: NoticeSettings, response: done },
    handler: async (request, reply) => {
      await desk.wish(request.body.mail, request.caller.lang, requireMember(request))
      return reply.code(204).send(null)
    },
  })

  void app.register(async (asked) => {
    // Programs that read mail send a form (RFC 8058), of which nothing is needed.
    asked.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'buffer' }, (_request, _body, parsed) =>
      parsed(null, undefined),
    )
    asked.post('/api/letters/:token/stop', {
      config: { action: 'wiki.read', rateLimit: LIMITS.comingIn },
      schema: { params: Type.Object({ token: Type.String({ maxLength: 128 }) }), response: done },
      handler: async (request, reply) => {
        await desk.stop((request.params as { token: string }).token)
        return reply.code(204).send(null)
      },
    })
  })
}
