import type { Ids } from '@terreau/shared/provenance/id-ranges.ts'
import * as Y from 'yjs'

/** The ids that an update brings. */
export function idsIn(bytes: Uint8Array): Ids[] {
  const { from, to } = Y.parseUpdateMeta(bytes)
  return [...to].map(([client, end]) => {
    const clock = from.get(client) ?? 0
    return { client, clock, length: end - clock }
  })
}
