import * as decoding from 'lib0/decoding'
import type { WebSocket } from 'ws'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { schemaFingerprint } from '@terreau/shared/document/schema.ts'
import { may } from '@terreau/shared/permission/may.ts'
import { Ticket, TicketRequest } from '@terreau/shared/api/collab.ts'
import { LivePages } from '@terreau/shared/api/pages.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import { Refusal, type RefusalCode } from '@terreau/shared/refusals.ts'
import { CLOSE, MESSAGE, WIRE_VERSION } from '@terreau/shared/wire.ts'
import type { Site } from '../http/site.ts'
import { memberOf, requireMember } from '../http/caller.ts'
import { LIMITS } from '../http/limits.ts'
import { noteRefusedFrames } from '../http/notable.ts'
import type { PageStore } from '../pages/page-store.ts'
import type { LeaseStore } from './lease-store.ts'
import { Peer, type Identity } from './peer.ts'
import { takePresence } from './presence.ts'
import type { Rooms } from './rooms.ts'
import type { Room } from './room.ts'
import type { Tickets } from './tickets.ts'

const MAX_STATE_VECTOR_BYTES = 64 * 1024

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
    config: { action: 'page.read', rateLimit: LIMITS.tickets },
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
    connect(parts.rooms, socket, identity, request.params.pageId as PageId, (refused) =>
      noteRefusedFrames(request, identity.member.id, refused),
    )
  })

  app.get(
    '/api/live',
    { config: { action: 'page.read' }, schema: { response: { 200: LivePages } } },
    async (request) => {
      const rooms = parts.rooms.inhabited
      const names = await parts.pages.names(
        rooms.map(({ pageId }) => pageId),
        memberOf(request),
      )
      return {
        pages: rooms.flatMap((room) =>
          names.filter(({ id }) => id === room.pageId).map((page) => ({ page, people: peopleIn(room) })),
        ),
      }
    },
  )
}

/** A ticket says beforehand what its connection may do; an editor of another schema gets none (E7). */
async function issueTicket(
  { pages, leases, tickets, rooms }: CollabParts,
  request: FastifyRequest,
  asked: TicketRequest,
): Promise<Ticket> {
  if (asked.schema !== schemaFingerprint) throw new Refusal('wire.schema-changed', { schema: schemaFingerprint })
  const member = requireMember(request)
  const page = await pages.known(asked.pageId, member)
  await refuseDamaged(rooms, page.id)
  const right = may(member, 'page.write', pages.placeOf(page)) ? 'write' : 'read'
  const resumed =
    asked.clientId !== undefined && (await leases.isHeld(asked.clientId, page.id, member.id)) ? asked.clientId : null
  const clientId = resumed ?? (await leases.issue(page.id, member.id))
  rooms.noteLease(page.id, clientId, member.id)
  const sessionId = request.caller.signedIn?.sessionId ?? ''
  const ticket = tickets.issue(page.id, { member, sessionId, clientId, right, lang: request.caller.lang })
  return { ticket, clientId, right, wire: WIRE_VERSION }
}

/** A page that can't be opened says why here, where there are words for it; whatever else fails is tried again by the socket. */
async function refuseDamaged(rooms: Rooms, pageId: PageId): Promise<void> {
  const opened = rooms.with(pageId, () => {})
  await opened.catch((cause: unknown) => {
    if (cause instanceof Refusal) throw cause
  })
}

/** Browsers always send the Origin of a socket; a program without one shows a bearer token instead. */
function refuseOrigin(request: FastifyRequest, site: Site): void {
  const { origin, authorization } = request.headers
  const ours = origin ? site.origins.includes(origin) : authorization !== undefined && request.caller.signedIn !== null
  if (!ours) throw new Refusal('request.other-site')
}

/** What a connection sends before its page is open is read once it is. `onRefused` is told at its end why it was refused. */
export function connect(
  rooms: Rooms,
  socket: WebSocket,
  identity: Identity,
  pageId: PageId,
  onRefused: (refused: RefusalCode) => void = () => {},
): void {
  const peer = new Peer(socket, identity)
  if (!rooms.admits(identity.member.id)) return peer.close(CLOSE.tooSlow, 'request.too-many')
  let room: Room | null = null
  let left = false
  socket.binaryType = 'nodebuffer'
  socket.pause()
  socket.on('message', (frame: Uint8Array) => room && readFrame(rooms, room, peer, frame))
  // `ws` closes by itself, and tells the other end why where it can (1009: a frame too large).
  socket.on('error', () => {})
  socket.on('close', () => {
    left = true
    if (room) leave(rooms, room, peer)
    if (peer.refused) onRefused(peer.refused)
  })
  rooms.hold(pageId).then(
    (opened) => {
      if (left) return rooms.release(opened)
      room = opened
      room.join(peer)
      rooms.greet(peer)
      rooms.entered(identity.member.id)
      socket.resume()
      return undefined
    },
    (cause: unknown) => refuseEntry(socket, cause),
  )
}

/** A page that could not be read is no page that is gone: whoever asked comes back. */
function refuseEntry(socket: WebSocket, cause: unknown): void {
  socket.resume()
  if (cause instanceof Refusal) socket.close(CLOSE.noSuchPage, cause.code)
  else socket.close(CLOSE.goingAway, 'wiki.defect')
}

function leave(rooms: Rooms, room: Room, peer: Peer): void {
  room.leave(peer)
  rooms.left(peer.identity.member.id)
  rooms.release(room)
}

/** One frame, one message; one that can't be read closes its connection and changes nothing. */
function readFrame(rooms: Rooms, room: Room, peer: Peer, frame: Uint8Array): void {
  try {
    const decoder = decoding.createDecoder(frame)
    const type = decoding.readVarUint(decoder)
    if (type === MESSAGE.sync) readSync(rooms, room, peer, decoder)
    else if (peer.refused) return
    else if (type === MESSAGE.awareness) readPresence(room, peer, decoder)
    else if (type === MESSAGE.queryAwareness) room.showEveryone(peer)
    else throw new Refusal('wire.bad-frame', { rule: 'unknown message' })
  } catch (cause) {
    if (!peer.refused) peer.refuse(cause instanceof Refusal ? cause : new Refusal('wire.bad-frame'), peer.received)
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
  if (kind === SYNC.step1) return peer.refused ? undefined : answerStep1(rooms, room, peer, bytes)
  if (kind !== SYNC.step2 && kind !== SYNC.update) throw new Refusal('wire.bad-frame', { rule: 'unknown sync message' })
  peer.received += 1
  peer.arrived(bytes.length)
  // The frame's buffer is reused by the socket once this returns.
  rooms.receive(room, { author: peer.identity.member.id, bytes: bytes.slice(), from: { peer, frame: peer.received } })
}

function answerStep1(rooms: Rooms, room: Room, peer: Peer, stateVector: Uint8Array): void {
  if (stateVector.length > MAX_STATE_VECTOR_BYTES) throw new Refusal('wire.too-large')
  const bytes = room.answerStep1(peer, stateVector)
  peer.rest(rooms.answered(peer.identity.member.id, bytes))
}

function peopleIn(room: Room): { name: string; colour: string }[] {
  const members = [...room.peers].map(({ identity }) => identity.member)
  const once = new Map(members.map((member) => [member.id, member]))
  return [...once.values()].map(({ name, colour }) => ({ name, colour }))
}
