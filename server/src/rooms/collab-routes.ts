import * as decoding from 'lib0/decoding'
import type { WebSocket } from 'ws'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { schemaFingerprint } from '@terreau/shared/document/schema.ts'
import { may } from '@terreau/shared/permission/may.ts'
import { Ticket, TicketRequest } from '@terreau/shared/api/collab.ts'
import { LivePages } from '@terreau/shared/api/pages.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { CLOSE, MESSAGE, WIRE_VERSION } from '@terreau/shared/wire.ts'
import type { Site } from '../http/site.ts'
import { requireMember } from '../http/caller.ts'
import type { PageStore } from '../pages/page-store.ts'
import type { LeaseStore } from './lease-store.ts'
import { Peer, type Identity } from './peer.ts'
import { takePresence } from './presence.ts'
import type { Rooms } from './rooms.ts'
import type { Room } from './room.ts'
import type { Tickets } from './tickets.ts'

/** How often one connection may ask for the whole page: once to begin, and a few times more. */
const MAX_QUESTIONS = 8
const MAX_STATE_VECTOR_BYTES = 64 * 1024

/** What one connection may have waiting for the gate. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024

interface Upgrade {
  Params: { pageId: string }
  Querystring: { ticket?: string }
}

export interface CollabParts {
  readonly site: Site
  readonly pages: PageStore
  readonly leases: LeaseStore
  readonly tickets: Tickets
  readonly rooms: Rooms
}

/** Tickets, the socket they open, and who is writing now. */
export function collabRoutes(fastify: FastifyInstance, parts: CollabParts): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.post('/api/collab/tickets', {
    config: { action: 'page.read' },
    schema: { body: TicketRequest, response: { 200: Ticket } },
    handler: (request) => issueTicket(parts, request, request.body),
  })

  const upgrade = {
    config: { action: 'wiki.read' },
    websocket: true,
    preValidation: async (request: FastifyRequest) => refuseOrigin(request, parts.site),
  } as const
  fastify.get<Upgrade>('/collab/:pageId', upgrade, (socket, request) => {
    const identity = parts.tickets.redeem(request.query.ticket ?? '', request.params.pageId)
    if (!identity) return socket.close(CLOSE.signedOut, 'wire.bad-ticket')
    connect(parts.rooms, socket, identity, request.params.pageId as PageId)
  })

  app.get('/api/live', { config: { action: 'page.read' }, schema: { response: { 200: LivePages } } }, async () => {
    const rooms = parts.rooms.inhabited
    const names = await parts.pages.names(rooms.map(({ pageId }) => pageId))
    return {
      pages: rooms.flatMap((room) =>
        names.filter(({ id }) => id === room.pageId).map((page) => ({ page, people: peopleIn(room) })),
      ),
    }
  })
}

/** A ticket says beforehand what its connection may do; an editor of another schema gets none (E7). */
async function issueTicket(
  { pages, leases, tickets, rooms }: CollabParts,
  request: FastifyRequest,
  asked: TicketRequest,
): Promise<Ticket> {
  if (asked.schema !== schemaFingerprint) throw new Refusal('wire.schema-changed', { schema: schemaFingerprint })
  const member = requireMember(request)
  const page = await pages.byId(asked.pageId)
  if (!page) throw new Refusal('page.unknown')
  const right = may(member, 'page.write', { archivedAt: page.archived_at }) ? 'write' : 'read'
  const resumed =
    asked.clientId !== undefined && (await leases.isHeld(asked.clientId, page.id, member.id)) ? asked.clientId : null
  const clientId = resumed ?? (await leases.issue(page.id, member.id))
  rooms.noteLease(page.id, clientId, member.id)
  const sessionId = request.caller.signedIn?.sessionId ?? ''
  const ticket = tickets.issue(page.id, { member, sessionId, clientId, right, lang: request.caller.lang })
  return { ticket, clientId, right, wire: WIRE_VERSION }
}

/** Browsers always send the Origin of a socket; a program without one shows a bearer token instead. */
function refuseOrigin(request: FastifyRequest, site: Site): void {
  const { origin, authorization } = request.headers
  const ours = origin ? site.origins.includes(origin) : authorization !== undefined && request.caller.signedIn !== null
  if (!ours) throw new Refusal('request.other-site')
}

/** Frames that arrive before the room is open wait for it, in order. */
export function connect(rooms: Rooms, socket: WebSocket, identity: Identity, pageId: PageId): void {
  const peer = new Peer(socket, identity)
  const early: Uint8Array[] = []
  let room: Room | null = null
  let left = false
  const read = (frame: Uint8Array) => (room ? readFrame(rooms, room, peer, frame) : void early.push(frame))
  socket.binaryType = 'nodebuffer'
  socket.on('message', read)
  // `ws` closes by itself, and tells the other end why where it can (1009: a frame too large).
  socket.on('error', () => {})
  socket.on('close', () => {
    left = true
    if (room) leave(rooms, room, peer)
  })
  rooms.hold(pageId).then(
    (opened) => {
      if (left) return rooms.release(opened)
      room = opened
      room.join(peer)
      early.forEach(read)
      return undefined
    },
    (cause: unknown) => refuseEntry(socket, cause),
  )
}

/** A page that could not be read is no page that is gone: whoever asked comes back. */
function refuseEntry(socket: WebSocket, cause: unknown): void {
  if (cause instanceof Refusal) socket.close(CLOSE.noSuchPage, cause.code)
  else socket.close(CLOSE.goingAway, 'wiki.defect')
}

function leave(rooms: Rooms, room: Room, peer: Peer): void {
  room.leave(peer)
  rooms.release(room)
}

/** One frame, one message; one that can't be read closes its connection and changes nothing. */
function readFrame(rooms: Rooms, room: Room, peer: Peer, frame: Uint8Array): void {
  if (peer.refused) return
  try {
    const decoder = decoding.createDecoder(frame)
    const type = decoding.readVarUint(decoder)
    if (type === MESSAGE.sync) readSync(rooms, room, peer, decoder)
    else if (type === MESSAGE.awareness) readPresence(room, peer, decoder)
    else if (type === MESSAGE.queryAwareness) room.showEveryone(peer)
    else throw new Refusal('wire.bad-frame', { rule: 'unknown message' })
  } catch (cause) {
    peer.refuse(cause instanceof Refusal ? cause : new Refusal('wire.bad-frame'), peer.received)
  }
}

function readPresence(room: Room, peer: Peer, decoder: decoding.Decoder): void {
  if (takePresence(peer, decoder)) room.showPresence(peer)
}

const SYNC = { step1: 0, step2: 1, update: 2 } as const

function readSync(rooms: Rooms, room: Room, peer: Peer, decoder: decoding.Decoder): void {
  const kind = decoding.readVarUint(decoder)
  const bytes = decoding.readVarUint8Array(decoder)
  if (decoding.hasContent(decoder)) throw new Refusal('wire.bad-frame', { rule: 'goes on after its end' })
  if (kind === SYNC.step1) return answerStep1(room, peer, bytes)
  if (kind !== SYNC.step2 && kind !== SYNC.update) throw new Refusal('wire.bad-frame', { rule: 'unknown sync message' })
  peer.received += 1
  peer.waiting += bytes.length
  if (peer.waiting > MAX_WAITING_BYTES) return peer.close(CLOSE.tooSlow, 'wire.too-large')
  // The frame's buffer is reused by the socket once this returns.
  rooms.receive(room, { author: peer.identity.member.id, bytes: bytes.slice(), from: { peer, frame: peer.received } })
}

function answerStep1(room: Room, peer: Peer, stateVector: Uint8Array): void {
  if (stateVector.length > MAX_STATE_VECTOR_BYTES) throw new Refusal('wire.too-large')
  peer.asked += 1
  if (peer.asked > MAX_QUESTIONS) return peer.close(CLOSE.tooSlow, 'request.too-many')
  room.answerStep1(peer, stateVector)
}

function peopleIn(room: Room): { name: string; colour: string }[] {
  const members = [...room.peers].map(({ identity }) => identity.member)
  const once = new Map(members.map((member) => [member.id, member]))
  return [...once.values()].map(({ name, colour }) => ({ name, colour }))
}
