/**
 * What travels on `/collab/:ref` beside y-protocols' own messages 0 to 3 (sync, awareness, auth, query
 * awareness). Messages 4 to 6 are a varUint type followed by one varString holding JSON.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { RefusalAnswer, RefusalCode } from './refusals.ts'

/** Raised whenever a client of the last version could misread this one. */
export const WIRE_VERSION = 1

export const MESSAGE = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, ack: 4, refused: 5, notice: 6 } as const

/** y-websocket stops reconnecting on 4400 to 4499, and retries on the others. */
export const CLOSE = {
  refusedFrame: 4400,
  signedOut: 4401,
  rightLost: 4403,
  noSuchPage: 4404,
  goingAway: 1012,
  tooSlow: 1013,
} as const

/** Everything that the first `seq` update frames of this connection carried is durable; `clock` is the sender's next known clock. */
export interface Ack {
  seq: number
  clock: number
}

/** Frame `seq` of this connection was refused: it changed nothing and reached nobody. */
export type Refused = RefusalAnswer & { seq: number }

/** Something about the page or the server that the people in it should know. */
export type Notice =
  | { kind: 'right-changed'; right: Right }
  | { kind: 'page-moved'; slug: string }
  | { kind: 'store-failing'; since: string }
  | { kind: 'store-recovered' }
  | { kind: 'going-away' }
  /** How full the wiki’s disk is: `low` is to be looked at by its steward, while it is `full` nothing is written. */
  | { kind: 'disk'; state: 'well' | 'low' | 'full' }
  /** Words of yours could not come to stand in the page; they are among your recovered drafts. */
  | { kind: 'words-kept'; why: RefusalCode }

export type Right = 'read' | 'write'

interface WireMessages {
  [MESSAGE.ack]: Ack
  [MESSAGE.refused]: Refused
  [MESSAGE.notice]: Notice
}

export function encodeMessage<T extends keyof WireMessages>(type: T, message: WireMessages[T]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, type)
  encoding.writeVarString(encoder, JSON.stringify(message))
  return encoding.toUint8Array(encoder)
}

/** Reads what follows the type of a message 4, 5 or 6. The sender is our own server, so its shape is trusted. */
export function readMessage<T extends keyof WireMessages>(_type: T, decoder: decoding.Decoder): WireMessages[T] {
  return JSON.parse(decoding.readVarString(decoder)) as WireMessages[T]
}
