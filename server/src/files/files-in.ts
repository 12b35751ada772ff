import type { FileHash } from '@terreau/shared/ids.ts'

const FILE = /^[0-9a-f]{64}$/

/** The files that fields or a body name. */
export function filesIn(value: unknown): FileHash[] {
  if (typeof value === 'string') return FILE.test(value) ? [value as FileHash] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(filesIn)
}
