import type { FastifyInstance } from 'fastify'
import { requireMember } from '../http/caller.ts'
import { LIMITS } from '../http/limits.ts'
import type { Site } from '../http/site.ts'
import type { ExportDesk } from './export-desk.ts'
import { zipped } from './zipped.ts'

/** The whole wiki in one file, as far as whoever asks may read it. */
export function exportRoutes(app: FastifyInstance, site: Site, desk: ExportDesk): void {
  app.get('/api/export.zip', {
    config: { action: 'wiki.export', rateLimit: LIMITS.exports },
    schema: { response: { 200: { type: 'string', format: 'binary' } } },
    handler: (request, reply) => {
      const entries = desk.entries(requireMember(request), site.publicUrl)
      const day = new Date().toISOString().slice(0, 10)
      void reply
        .type('application/zip')
        .header('content-disposition', `attachment; filename="terreau-${day}.zip"`)
        .header('cache-control', 'no-store')
      // Whoever only asks whether it is there is not sent it.
      return reply.send(request.method === 'HEAD' ? '' : zipped(entries))
    },
  })
}
