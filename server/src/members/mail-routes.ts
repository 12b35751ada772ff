import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { AddressList, MailAddress, MailLinkAnswer, Member } from '@terreau/shared/api/people.ts'
import { requireMember, requireSignedIn } from '../http/caller.ts'
import { LIMITS } from '../http/limits.ts'
import type { Addresses } from './addresses.ts'
import type { ComeIn } from './coming-in.ts'
import type { MailDesk } from './mail-desk.ts'
import type { MemberStore } from './member-store.ts'

const params = Type.Object({ secret: Type.String({ maxLength: 128 }) })
const body = Type.Object({ address: MailAddress }, { additionalProperties: false })

/** Coming back by mail, and one's own addresses, which nobody else ever sees. */
export function mailRoutes(
  fastify: FastifyInstance,
  members: MemberStore,
  { desk, addresses, comeIn }: { desk: MailDesk; addresses: Addresses; comeIn: ComeIn },
): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.post('/api/mail-links', {
    config: { action: 'session.open', rateLimit: LIMITS.letters },
    schema: { body, response: { 202: Type.Null() } },
    handler: async (request, reply) => {
      desk.askToEnter(request.body.address, request.caller.lang)
      return reply.code(202).send(null)
    },
  })

  app.get('/api/mail-links/:secret', {
    config: { action: 'session.open', rateLimit: LIMITS.comingIn },
    schema: { params, response: { 200: MailLinkAnswer } },
    handler: (request) => desk.look(request.params.secret),
  })

  // Opening a link changes nothing: programs that read mail open links too. Pressing its button does.
  app.post('/api/mail-links/:secret', {
    config: { action: 'session.open', rateLimit: LIMITS.comingIn },
    schema: { params, response: { 200: Type.Object({ member: Member }) } },
    handler: async (request, reply) => {
      const { signedIn } = request.caller
      const member = await desk.use(request.params.secret, signedIn)
      if (member.id !== signedIn?.member.id) await comeIn(request, reply, member.id)
      return { member }
    },
  })

  app.get('/api/me/addresses', {
    config: { action: 'session.own' },
    schema: { response: { 200: AddressList } },
    handler: async (request) => ({ addresses: await addresses.ofMember(requireMember(request).id) }),
  })

  app.post('/api/me/addresses', {
    config: { action: 'session.own', rateLimit: LIMITS.letters },
    schema: { body, response: { 202: Type.Null() } },
    handler: async (request, reply) => {
      const { id } = await members.requireSure(requireSignedIn(request))
      desk.askToAdd(request.body.address, id, request.caller.lang)
      return reply.code(202).send(null)
    },
  })

  app.delete('/api/me/addresses', {
    config: { action: 'session.own' },
    schema: { body, response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      const { id } = await members.requireSure(requireSignedIn(request))
      await addresses.remove(request.body.address, id)
      return reply.code(204).send(null)
    },
  })
}
