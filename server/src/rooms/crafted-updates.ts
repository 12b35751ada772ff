import * as encoding from 'lib0/encoding'

/** Writes Yjs V1 updates by hand, well formed or not, for tests of the gate. */
export function craft(write: (e: encoding.Encoder) => void): Uint8Array {
  return encoding.encode(write)
}

interface Struct {
  readonly client: number
  readonly clock: number
  /** Info byte, then whatever the struct holds. */
  readonly write: (e: encoding.Encoder) => void
}

/** An update of one struct, with no deletions unless given. */
export function oneStruct(
  { client, clock, write }: Struct,
  deletes: readonly (readonly [client: number, clock: number, length: number])[] = [],
): Uint8Array {
  return craft((e) => {
    for (const number of [1, 1, client, clock]) encoding.writeVarUint(e, number)
    write(e)
    deleteSet(e, deletes)
  })
}

/** Deletions alone. */
export function onlyDeletes(
  ...deletes: readonly (readonly [client: number, clock: number, length: number])[]
): Uint8Array {
  return craft((e) => {
    encoding.writeVarUint(e, 0)
    deleteSet(e, deletes)
  })
}

function deleteSet(e: encoding.Encoder, deletes: readonly (readonly [number, number, number])[]): void {
  encoding.writeVarUint(e, deletes.length)
  for (const [client, clock, length] of deletes)
    for (const number of [client, 1, clock, length]) encoding.writeVarUint(e, number)
}

/** An item at a root: its info byte, the root's name, and a key where the root is a map. */
export function atRoot(e: encoding.Encoder, kind: number, root: string, key?: string): void {
  encoding.writeUint8(e, key === undefined ? kind : kind | 0x20)
  encoding.writeVarUint(e, 1)
  encoding.writeVarString(e, root)
  if (key !== undefined) encoding.writeVarString(e, key)
}
