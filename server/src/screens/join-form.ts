import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify'
import { NewSession } from '@terreau/shared/api/people.ts'
import type { Refusal } from '@terreau/shared/refusals.ts'
import { refusalOf } from '../http/answers.ts'
import { requireMember } from '../http/caller.ts'
import { LIMITS } from '../http/limits.ts'
import { readPlainForms } from '../http/plain-form.ts'
import type { Join } from '../members/coming-in.ts'
import type { InvitationDesk } from '../members/invitation-desk.ts'
import type { Draw } from './screen-routes.ts'

export interface Joining {
  readonly join: Join
  readonly invitations: InvitationDesk
}

/** Counted once the form was read, so that whoever is held up finds what they typed. */
const rateLimit = { ...LIMITS.comingIn, hook: 'preValidation' } as const

/**
 * An invitation taken by a plain form, where scripts are not there, or not yet: a name makes a member; a member who sends
 * none takes it as who they are. A refusal is told on the same screen, which keeps what was typed.
 */
export function joinForm(fastify: FastifyInstance, { join, invitations }: Joining, draw: Draw): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  readPlainForms(app)
  app.setErrorHandler(async (error: FastifyError | Refusal, request, reply) => {
    const refusal = refusalOf(error)
    if (refusal.code === 'wiki.defect') throw error
    return draw(request, reply, { values: typed(request), refusal })
  })
  app.post('/entrer/:secret', {
    config: { action: 'session.open', rateLimit },
    schema: {
      params: Type.Object({ secret: Type.String({ maxLength: 128 }) }),
      body: Type.Partial(Type.Pick(NewSession, ['name'])),
      hide: true,
    },
    handler: async (request, reply) => {
      const { secret } = request.params
      const { name } = request.body
      if (name === undefined) await invitations.accept(secret, requireMember(request))
      else await join(request, reply, { invitation: secret, name })
      return reply.redirect('/', 303)
    },
  })
}

/** Nothing, where the request was refused before it was read. */
function typed({ body }: FastifyRequest): Record<string, string> {
  const name = typeof body === 'object' && body !== null && 'name' in body && body.name
  return typeof name === 'string' ? { name } : {}
}
