import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import * as buffer from 'lib0/buffer'
import { schemaFingerprint } from '@terreau/shared/document/schema.ts'
import { PageRef, type PageId } from '@terreau/shared/ids.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { requireMember } from '../http/caller.ts'
import type { PageStore } from '../pages/page-store.ts'
import type { Room } from './room.ts'
import type { Rooms } from './rooms.ts'

/** As much of a state vector as fits into an address; whoever knows more asks for the whole page. */
const MAX_KNOWN_LENGTH = 12_000

const Asked = Type.Object({
  /** A state vector, in base64url; without it the whole page is answered. */
  known: Type.Optional(Type.String({ maxLength: MAX_KNOWN_LENGTH, pattern: '^[A-Za-z0-9_-]*$' })),
  /** The fingerprint of the asker's schema; another than ours gets no page to write on. */
  schema: Type.Optional(Type.String({ maxLength: 64 })),
})

const answer = Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary' })

/** A page as one Yjs update over HTTP, for those whom no socket reaches; where nothing changed, only that. */
export function readUpdatesRoutes(fastify: FastifyInstance, rooms: Rooms, pages: PageStore): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.get('/api/pages/:ref/updates', {
    config: { action: 'page.read' },
    schema: {
      params: Type.Object({ ref: PageRef }),
      querystring: Asked,
      produces: ['application/octet-stream'],
      response: { 200: answer, 304: Type.Null() },
    },
    handler: async (request, reply) => {
      const { known, schema } = request.query
      if (schema !== undefined && schema !== schemaFingerprint) throw new Refusal('wire.schema-changed')
      const page = await pages.known(request.params.ref, requireMember(request))
      const { version, update } = await missing(rooms, page.id, known, request.headers['if-none-match'])
      reply.header('etag', version).header('cache-control', 'private, no-cache')
      if (!update) return reply.code(304).send(null)
      // The same measure as for whoever asks by a socket.
      if (rooms.answered(requireMember(request).id, update.length) > 0) throw new Refusal('request.too-many')
      return reply.type('application/octet-stream').send(Buffer.from(update))
    },
  })
}

interface Missing {
  readonly version: string
  readonly update: Uint8Array | null
}

function missing(rooms: Rooms, id: PageId, known: string | undefined, since: string | undefined): Promise<Missing> {
  return rooms.with(id, (room) => {
    const version = `"${room.seq}"`
    if (since === version) return { version, update: null }
    return { version, update: beyond(room, known ?? '') }
  })
}

function beyond(room: Room, known: string): Uint8Array {
  try {
    return room.beyond(buffer.fromBase64UrlEncoded(known))
  } catch {
    throw new Refusal('request.malformed', { where: 'known' })
  }
}
