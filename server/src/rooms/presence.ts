import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { MESSAGE } from '@terreau/shared/wire.ts'
import type { Peer } from './peer.ts'

const MAX_STATE_BYTES = 2048

/**
 * Takes what a connection says of its own presence (y-protocols' awareness update), and stamps who it is. Whatever it
 * does not own is dropped without a word: y-websocket echoes every presence it hears of. Answers whether it changed.
 */
export function takePresence(peer: Peer, decoder: decoding.Decoder): boolean {
  const update = decoding.createDecoder(decoding.readVarUint8Array(decoder))
  for (let left = Math.min(decoding.readVarUint(update), 1000); left > 0; left -= 1) {
    const [client, clock, json] = [
      decoding.readVarUint(update),
      decoding.readVarUint(update),
      decoding.readVarString(update),
    ]
    if (client !== peer.identity.clientId || clock < peer.presence.clock) continue
    peer.presence = { clock, state: stamped(peer, json) }
    return true
  }
  return false
}

/** The frame that shows these peers to another one. */
export function presenceFrame(peers: readonly Peer[]): Uint8Array {
  const update = encoding.createEncoder()
  encoding.writeVarUint(update, peers.length)
  for (const { identity, presence } of peers) {
    encoding.writeVarUint(update, identity.clientId)
    encoding.writeVarUint(update, presence.clock)
    encoding.writeVarString(update, JSON.stringify(presence.state))
  }
  const frame = encoding.createEncoder()
  encoding.writeVarUint(frame, MESSAGE.awareness)
  encoding.writeVarUint8Array(frame, encoding.toUint8Array(update))
  return encoding.toUint8Array(frame)
}

function stamped(peer: Peer, json: string): Record<string, unknown> | null {
  if (json.length > MAX_STATE_BYTES) return peer.presence.state
  const state: unknown = JSON.parse(json)
  if (typeof state !== 'object' || state === null || Array.isArray(state)) return null
  const { id, name, colour } = peer.identity.member
  return { ...state, user: { id, name, colour } }
}
