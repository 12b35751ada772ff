import { randomBytes } from 'node:crypto'
import type { Id } from '@terreau/shared/ids.ts'

/** A new UUIDv7: later ids sort after earlier ones. */
export function newId<T extends Id<string>>(now = Date.now()): T {
  return uuid7(now, randomBytes(16))
}

/** A UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then 74 bits of these 16 bytes. */
export function uuid7<T extends Id<string>>(at: number, random: Uint8Array): T {
  const bytes = Buffer.from(random)
  bytes.writeUIntBE(at, 0, 6)
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as T
}
