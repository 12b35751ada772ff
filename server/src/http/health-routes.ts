import { Type } from 'typebox'
import type { FastifyInstance } from 'fastify'
import { schemaFingerprint } from '@terreau/shared/document/schema.ts'
import type { DiskState } from '../storage/disk.ts'

/** What health needs of the wiki. */
export interface Health {
  /** Since when the store fails; null while it is well. */
  readonly storeFailingSince: () => Date | null
  readonly disk: { readonly state: DiskState; readonly free: number | null }
}

const HealthAnswer = Type.Object({
  well: Type.Boolean(),
  storeFailingSince: Type.Union([Type.String(), Type.Null()]),
  disk: Type.Object({
    /** `low` is to be looked at; while it is `full` nothing can be written. */
    state: Type.Union([Type.Literal('well'), Type.Literal('low'), Type.Literal('full')]),
    free: Type.Union([Type.Number(), Type.Null()]),
  }),
  schema: Type.String(),
})

/** Whether the wiki is well (503 where it is not), and what it says of itself. */
export function healthRoutes(app: FastifyInstance, health: Health): void {
  app.get(
    '/api/health',
    { config: { action: 'wiki.read' }, schema: { response: { 200: HealthAnswer, 503: HealthAnswer } } },
    async (_request, reply) => {
      const since = health.storeFailingSince()
      const { state, free } = health.disk
      const well = since === null && state !== 'full'
      return reply.code(well ? 200 : 503).send({
        well,
        storeFailingSince: since?.toISOString() ?? null,
        disk: { state, free },
        schema: schemaFingerprint,
      })
    },
  )
  app.get('/api/openapi.json', { config: { action: 'wiki.read' }, schema: { hide: true } }, async () => app.swagger())
}
