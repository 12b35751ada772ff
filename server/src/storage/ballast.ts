import { randomBytes } from 'node:crypto'
import { open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { leastFree, type Space } from './disk.ts'

const MB = 1024 * 1024

/** With less than this SQLite does not open a database, not even to read it. */
const NEEDED_TO_OPEN = MB

/**
 * A file that holds nothing but room: thrown overboard when a wiki must start on a full disk, and taken in again when
 * there is room.
 */
export class Ballast {
  readonly path: string

  constructor(folder: string) {
    this.path = join(folder, 'ballast')
  }

  async isThere(): Promise<boolean> {
    return (await stat(this.path).catch(() => null)) !== null
  }

  /** Gives its room back where there is too little to open the wiki. */
  async throwWhereFull({ free }: Space): Promise<void> {
    if (free < NEEDED_TO_OPEN) await rm(this.path, { force: true })
  }

  /** Makes it where it is missing and the disk can well hold it; a broken-off one is made anew. */
  async takeIn(space: Space): Promise<void> {
    const size = ballastSize(space)
    if (space.free < leastFree(space) * 2 + size || (await this.isThere())) return
    // What can't be compressed takes room on every file system.
    const chunk = randomBytes(Math.min(size, MB))
    const file = await open(this.path, 'wx')
    try {
      for (let written = 0; written < size; written += chunk.length) await file.write(chunk)
      await file.sync()
    } catch (cause) {
      await rm(this.path, { force: true })
      throw cause
    } finally {
      await file.close()
    }
  }
}

/** 64 MB, or a hundredth of a small disk. */
export function ballastSize({ size }: Space): number {
  return Math.round(Math.min(64 * MB, size / 100))
}
