import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { StoredImage } from '@terreau/shared/api/pages.ts'
import { FileHash } from '@terreau/shared/ids.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { memberOf, requireMember } from '../http/caller.ts'
import { LIMITS } from '../http/limits.ts'
import type { FileStore } from './file-store.ts'
import { UploadDesk } from './upload-desk.ts'

/** Pictures in (multipart, one part named `file`, 20 MB at most) and out. */
export function fileRoutes(fastify: FastifyInstance, files: FileStore): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const desk = new UploadDesk(files)

  app.post('/api/files', {
    config: { action: 'file.add', rateLimit: LIMITS.uploads },
    schema: { consumes: ['multipart/form-data'], response: { 201: StoredImage } },
    handler: async (request, reply) => {
      const sent = await request.file().catch(unreadable)
      if (!sent) throw new Refusal('request.malformed', { where: 'file' })
      return reply
        .code(201)
        .send(await desk.receive(requireMember(request).id, () => sent.toBuffer().catch(unreadable)))
    },
  })

  app.get('/files/:hash', {
    config: { action: 'page.read' },
    schema: { params: Type.Object({ hash: FileHash }) },
    handler: async (request, reply) => {
      const file = await files.read(request.params.hash, memberOf(request))
      if (!file) throw new Refusal('file.unknown')
      const kept = file.isPublic ? 'public, max-age=31536000, immutable' : 'private, no-store'
      return reply
        .type(file.mime)
        .headers({ ...ALONE, 'cache-control': kept })
        .send(file.bytes)
    },
  })
}

/** What the reader of forms can't read is malformed, whatever it calls it; too large is too large. */
function unreadable(cause: unknown): never {
  const tooLarge = cause instanceof Error && 'statusCode' in cause && cause.statusCode === 413
  throw tooLarge ? cause : new Refusal('request.malformed', { where: 'file' })
}

/** A picture opened by itself is a picture and nothing else, whatever a browser makes of its bytes. */
const ALONE = { 'content-security-policy': "default-src 'none'; sandbox", 'content-disposition': 'inline' }
