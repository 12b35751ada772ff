import { Type } from 'typebox'
import type { FastifyInstance } from 'fastify'
import { schemaFingerprint } from '@terreau/shared/document/schema.ts'

/** What health needs of the wiki. */
export interface Health {
  /** Since when the store fails; null while it is well. */
  readonly storeFailingSince: () => Date | null
}

const HealthAnswer = Type.Object({
  well: Type.Boolean(),
  storeFailingSince: Type.Union([Type.String(), Type.Null()]),
  schema: Type.String(),
})

/** Whether the wiki is well (503 where it is not), and what it says of itself. */
export function healthRoutes(app: FastifyInstance, health: Health): void {
  app.get(
    '/api/health',
    { config: { action: 'wiki.read' }, schema: { response: { 200: HealthAnswer, 503: HealthAnswer } } },
    async (_request, reply) => {
      const since = health.storeFailingSince()
      return reply
        .code(since ? 503 : 200)
        .send({ well: since === null, storeFailingSince: since?.toISOString() ?? null, schema: schemaFingerprint })
    },
  )
  app.get('/api/openapi.json', { config: { action: 'wiki.read' }, schema: { hide: true } }, async () => app.swagger())
}
