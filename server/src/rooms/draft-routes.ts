import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { RecoveredDrafts } from '@terreau/shared/api/drafts.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { requireMember } from '../http/caller.ts'
import type { DraftStore } from './draft-store.ts'

/** One's own recovered drafts: to read, and to put aside. */
export function draftRoutes(fastify: FastifyInstance, drafts: DraftStore): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.get('/api/me/drafts', {
    config: { action: 'session.own' },
    schema: { response: { 200: RecoveredDrafts } },
    handler: async (request) => ({ drafts: await drafts.of(requireMember(request)) }),
  })

  app.delete('/api/me/drafts/:id', {
    config: { action: 'session.own' },
    schema: { params: Type.Object({ id: Type.String({ maxLength: 40 }) }) },
    handler: async (request, reply) => {
      if (!(await drafts.putAside(requireMember(request).id, request.params.id))) throw new Refusal('draft.unknown')
      return reply.code(204).send()
    },
  })
}
