import { statfs } from 'node:fs/promises'

/** How a disk is filled; in bytes, as an ordinary program may use them. */
export interface Space {
  readonly free: number
  readonly size: number
}

/** `low`: one should look. `full`: nothing is written any more, so that what is there stays readable and the wiki can start. */
export type DiskState = 'well' | 'low' | 'full'

const MB = 1024 * 1024

/** Nothing could be written: the disk that holds the folder is full. */
export class DiskFull extends Error {}

export async function spaceAt(folder: string): Promise<Space> {
  const { bavail, blocks, bsize } = await statfs(folder)
  return { free: bavail * bsize, size: blocks * bsize }
}

/** Under this, writing ends: 512 MB, or a twentieth of a small disk. */
export function leastFree({ size }: Space): number {
  return Math.min(512 * MB, size / 20)
}

/** A disk that was full is so until a quarter more is free than the least, so that it does not waver between two states. */
export function diskState(space: Space, before: DiskState): DiskState {
  if (space.free < leastFree(space) * (before === 'full' ? 1.25 : 1)) return 'full'
  return space.free < space.size / 10 ? 'low' : 'well'
}

/** Whether something failed for want of space, as SQLite and the file system say it. */
export function isForWantOfSpace(cause: unknown): boolean {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE'
}
