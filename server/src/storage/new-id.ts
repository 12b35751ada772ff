import { randomBytes } from 'node:crypto'
import type { Id } from '@terreau/shared/ids.ts'

/** A UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then random; later ids sort after earlier ones. */
export function newId<T extends Id<string>>(now = Date.now()): T {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as T
}
