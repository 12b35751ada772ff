import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { Member } from '@terreau/shared/api/people.ts'
import type { ClientId, PageId } from '@terreau/shared/ids.ts'
import { MESSAGE, readMessage, type Right } from '@terreau/shared/wire.ts'
import { updateFrame } from '../../client/src/sync/frames.ts'
import { ClientSide, type Wire } from './simulated-network.ts'
import { turn, type SimulatedWiki } from './simulated-wiki.ts'

const A_WHILE = 600_000

/** Someone who speaks the wire without an editor: sends any bytes, and keeps what comes back. */
export class Guest {
  readonly member: Member
  readonly #wiki: SimulatedWiki
  readonly #pageId: PageId
  readonly #right: Right
  #wire: Wire | null = null
  clientId: ClientId | null = null

  constructor(wiki: SimulatedWiki, pageId: PageId, member: Member, right: Right = 'write') {
    this.#wiki = wiki
    this.#pageId = pageId
    this.member = member
    this.#right = right
  }

  /** Opens a connection, under the same client id as before; does nothing while one is open and heard. */
  async come(): Promise<void> {
    if (this.welcome && this.heardNow) return
    this.#wire?.server.closed()
    // Whoever used up their share of the server comes back when there is some again.
    this.#wiki.ahead += A_WHILE
    const fetchTicket = this.#wiki.ticketsFor(this.member, this.#right, () => true)
    const asked = { pageId: this.#pageId, schema: '', ...(this.clientId && { clientId: this.clientId }) }
    const ticket = await fetchTicket(asked)
    if (!('ticket' in ticket)) throw new Error('no ticket')
    this.clientId = ticket.clientId
    this.#wire = new ClientSide(`sim://wiki/collab/${this.#pageId}?ticket=${ticket.ticket}`).wire
    this.#wiki.accept(this.#wire)
    await turn()
  }

  send(frame: Uint8Array): void {
    this.#wire?.up.push(frame)
    this.#wire?.deliverUp()
  }

  sendUpdate(update: Uint8Array): void {
    this.send(updateFrame(update))
  }

  /** Resolves once the server has answered all that was sent, or closed. */
  async answered(): Promise<void> {
    const end = performance.now() + 20_000
    for (let idle = 0; idle < 4; idle += 1) {
      await turn()
      if (this.#wire?.owed && performance.now() < end) idle = 0
    }
  }

  /** Takes the frames that came in since the last time. */
  heard(): Uint8Array[] {
    return (this.#wire?.down.splice(0) ?? []).filter((item) => item instanceof Uint8Array)
  }

  /** True while the server reads what comes. */
  get heardNow(): boolean {
    return this.#wire?.server.paused === false
  }

  /** True while the server keeps the connection. */
  get welcome(): boolean {
    return this.#wire?.server.readyState === 1
  }
}

/** What a frame from the server is, in one word, and its content where tests look at it. */
export function readFrame(frame: Uint8Array): { kind: string; code?: string; update?: Uint8Array } {
  const decoder = decoding.createDecoder(frame)
  const type = decoding.readVarUint(decoder)
  if (type === MESSAGE.refused) return { kind: 'refused', code: readMessage(MESSAGE.refused, decoder).code }
  if (type === MESSAGE.ack) return { kind: 'ack' }
  if (type !== MESSAGE.sync) return { kind: type === MESSAGE.awareness ? 'presence' : 'notice' }
  const kind = decoding.readVarUint(decoder)
  const update = decoding.readVarUint8Array(decoder)
  return kind === 0 ? { kind: 'question' } : { kind: 'update', update }
}

export function syncFrame(kind: number, bytes: Uint8Array): Uint8Array {
  return encoding.encode((e) => {
    encoding.writeVarUint(e, MESSAGE.sync)
    encoding.writeVarUint(e, kind)
    encoding.writeVarUint8Array(e, bytes)
  })
}

export function presenceOf(states: readonly (readonly [client: number, clock: number, json: string])[]): Uint8Array {
  const update = encoding.encode((e) => {
    encoding.writeVarUint(e, states.length)
    for (const [client, clock, json] of states) {
      encoding.writeVarUint(e, client)
      encoding.writeVarUint(e, clock)
      encoding.writeVarString(e, json)
    }
  })
  return encoding.encode((e) => {
    encoding.writeVarUint(e, MESSAGE.awareness)
    encoding.writeVarUint8Array(e, update)
  })
}

/** An update that someone holding a copy of the page makes under a client id. */
export function editOf(doc: Y.Doc, clientId: number, change: (copy: Y.Doc) => void): Uint8Array {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  copy.clientID = clientId
  const before = Y.encodeStateVector(copy)
  copy.transact(() => change(copy))
  return Y.encodeStateAsUpdate(copy, before)
}
