import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { LinkChecks } from '@terreau/shared/api/links.ts'
import { requireMember } from '../http/caller.ts'
import { LIMITS } from '../http/limits.ts'
import type { LinkDesk } from './link-desk.ts'

/** The check of links: how it stands, starting it, stopping it. */
export function linkRoutes(fastify: FastifyInstance, desk: LinkDesk): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const schema = { response: { 200: LinkChecks } }
  app.addHook('onClose', () => desk.close())

  app.get('/api/link-checks', {
    config: { action: 'link.check' },
    schema,
    handler: (request) => desk.state(requireMember(request)),
  })

  app.post('/api/link-checks', {
    config: { action: 'link.check', rateLimit: LIMITS.byHand },
    schema,
    handler: (request) => desk.start(requireMember(request)),
  })

  app.delete('/api/link-checks/current', {
    config: { action: 'link.check' },
    schema,
    handler: (request) => desk.stop(requireMember(request)),
  })
}
