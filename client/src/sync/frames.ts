import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync'
import { MESSAGE } from '@terreau/shared/wire.ts'

/** True for the frames that the server counts in `seq`: sync step 2 and update, empty or not. */
export function carriesUpdate(frame: Uint8Array): boolean {
  const decoder = decoding.createDecoder(frame)
  if (decoding.readVarUint(decoder) !== MESSAGE.sync) return false
  const kind = decoding.readVarUint(decoder)
  return kind === messageYjsSyncStep2 || kind === messageYjsUpdate
}

export function updateFrame(update: Uint8Array): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE.sync)
  encoding.writeVarUint(encoder, messageYjsUpdate)
  encoding.writeVarUint8Array(encoder, update)
  return encoding.toUint8Array(encoder)
}

/** A WebSocket class that asks before a frame with updates leaves; a frame that may not leave is dropped. */
export function watchedSocket(Socket: typeof WebSocket, mayLeave: () => boolean): typeof WebSocket {
  return class extends Socket {
    override send(data: Parameters<WebSocket['send']>[0]): void {
      if (data instanceof Uint8Array && carriesUpdate(data) && !mayLeave()) return
      super.send(data)
    }
  }
}
