import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { StoredImage } from '@terreau/shared/api/pages.ts'
import { FileHash } from '@terreau/shared/ids.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { requireMember } from '../http/caller.ts'
import type { FileStore } from './file-store.ts'

/** Pictures in (multipart, one part named `file`, 20 MB at most) and out. */
export function fileRoutes(fastify: FastifyInstance, files: FileStore): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.post('/api/files', {
    config: { action: 'file.add', rateLimit: { max: 60, timeWindow: 60_000 } },
    schema: { consumes: ['multipart/form-data'], response: { 201: StoredImage } },
    handler: async (request, reply) => {
      const sent = await request.file()
      if (!sent) throw new Refusal('request.malformed', { where: 'file' })
      return reply.code(201).send(await files.addImage(await sent.toBuffer(), requireMember(request).id))
    },
  })

  app.get('/files/:hash', {
    config: { action: 'page.read' },
    schema: { params: Type.Object({ hash: FileHash }) },
    handler: async (request, reply) => {
      const file = await files.read(request.params.hash)
      if (!file) throw new Refusal('file.unknown')
      return reply.type(file.mime).header('cache-control', 'public, max-age=31536000, immutable').send(file.bytes)
    },
  })
}
