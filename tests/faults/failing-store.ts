import type { UpdateLog } from '@terreau/server/update-log/update-log.ts'

/** How the disk under the log behaves at its n-th write, sync and read, counted from one. */
export const disk = {
  writes: 0,
  syncs: 0,
  reads: 0,
  failsWrite: (_n: number): 'before' | 'after' | false => false,
  failsSync: (_n: number): boolean => false,
  failsRead: (_n: number): boolean => false,
}

const SOUND = { ...disk }

export function soundDisk(): void {
  Object.assign(disk, SOUND)
}

/** The log on a disk that fails as told: before anything is written, or after all of it is. */
export function onThatDisk(log: UpdateLog): UpdateLog {
  return {
    async append(updates) {
      const failure = disk.failsWrite((disk.writes += 1))
      if (failure === 'before') throw new Error('the disk is full')
      const logged = await log.append(updates)
      if (failure === 'after') throw new Error('the disk did not say that it was written')
      return logged
    },
    async synced() {
      if (disk.failsSync((disk.syncs += 1))) throw new Error('the disk did not sync')
      return log.synced()
    },
    async read(pageId, after) {
      if (disk.failsRead((disk.reads += 1))) throw new Error('the disk could not be read')
      return log.read(pageId, after)
    },
    head: (pageId) => log.head(pageId),
    pack: (pageId, upto) => log.pack(pageId, upto),
    close: () => log.close(),
  }
}
