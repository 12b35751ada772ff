import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import QRCode from 'qrcode'
import { InvitationList, MadeInvitation, Member, NewInvitation } from '@terreau/shared/api/people.ts'
import type { Site } from '../http/site.ts'
import { requireMember } from '../http/caller.ts'
import { LIMITS } from '../http/limits.ts'
import type { InvitationDesk } from './invitation-desk.ts'

/** Inviting others: a link and a QR code, shown once; the list of one's own, and taking one back. */
export function invitationRoutes(fastify: FastifyInstance, site: Site, desk: InvitationDesk): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.get('/api/invitations', {
    config: { action: 'invitation.make' },
    schema: { response: { 200: InvitationList } },
    handler: async (request) => ({ invitations: await desk.ofMember(requireMember(request).id) }),
  })

  app.post('/api/invitations', {
    config: { action: 'invitation.make', rateLimit: LIMITS.byHand },
    schema: { body: NewInvitation, response: { 201: MadeInvitation } },
    handler: async (request, reply) => {
      const { secret, territory, until } = await desk.make(request.body, requireMember(request))
      const link = `${site.publicUrl}/entrer/${secret}`
      const qr = await QRCode.toString(link, { type: 'svg', margin: 2 })
      const expiresAt = new Date(until).toISOString()
      return reply.code(201).send({ link, qr, role: request.body.role, territory, expiresAt })
    },
  })

  app.delete('/api/invitations/:id', {
    config: { action: 'invitation.make' },
    schema: { params: Type.Object({ id: Type.String({ maxLength: 40 }) }), response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      await desk.takeBack(request.params.id, requireMember(request).id)
      return reply.code(204).send(null)
    },
  })

  app.post('/api/invitations/:secret/accepted', {
    config: { action: 'session.own', rateLimit: LIMITS.byHand },
    schema: {
      params: Type.Object({ secret: Type.String({ maxLength: 128 }) }),
      response: { 200: Type.Object({ member: Member }) },
    },
    handler: async (request) => ({ member: await desk.accept(request.params.secret, requireMember(request)) }),
  })
}
