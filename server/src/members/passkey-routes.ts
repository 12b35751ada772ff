import { Type } from 'typebox'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { NewPasskey, PasskeyList, SignedByPasskey } from '@terreau/shared/api/people.ts'
import { requireMember, requireSignedIn } from '../http/caller.ts'
import { LIMITS } from '../http/limits.ts'
import type { ComeIn } from './coming-in.ts'
import type { MemberStore } from './member-store.ts'
import type { PasskeyDesk } from './passkey-desk.ts'

/** Passkeys: adding, listing and removing one's own, and coming in by one. */
export function passkeyRoutes(
  fastify: FastifyInstance,
  members: MemberStore,
  { desk, comeIn }: { desk: PasskeyDesk; comeIn: ComeIn },
): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.get('/api/me/passkeys', {
    config: { action: 'session.own' },
    schema: { response: { 200: PasskeyList } },
    handler: async (request) => ({ passkeys: await desk.ofMember(requireMember(request).id) }),
  })

  app.post('/api/me/passkeys/options', {
    config: { action: 'session.own', rateLimit: LIMITS.byHand },
    handler: async (request) => desk.toAdd(await members.requireSure(requireSignedIn(request))),
  })

  app.post('/api/me/passkeys', {
    config: { action: 'session.own', rateLimit: LIMITS.byHand },
    schema: { body: NewPasskey, response: { 201: PasskeyList } },
    handler: async (request, reply) => {
      const { id } = await members.requireSure(requireSignedIn(request))
      await desk.add(request.body.signed as unknown as RegistrationResponseJSON, request.body.name.trim(), id)
      return reply.code(201).send({ passkeys: await desk.ofMember(id) })
    },
  })

  app.delete('/api/me/passkeys/:id', {
    config: { action: 'session.own' },
    schema: { params: Type.Object({ id: Type.String({ maxLength: 2000 }) }), response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      const { id } = await members.requireSure(requireSignedIn(request))
      await desk.remove(request.params.id, id)
      return reply.code(204).send(null)
    },
  })

  app.post('/api/passkey-sessions/options', {
    config: { action: 'session.open', rateLimit: LIMITS.comingIn },
    handler: () => desk.toComeIn(),
  })

  app.post('/api/passkey-sessions', {
    config: { action: 'session.open', rateLimit: LIMITS.comingIn },
    schema: { body: SignedByPasskey, response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      const id = await desk.comeIn(request.body as unknown as AuthenticationResponseJSON)
      await comeIn(request, reply, id)
      return reply.code(204).send(null)
    },
  })
}
