import { DiskFull, isForWantOfSpace } from '../storage/disk.ts'
import type { DiskWatch } from '../storage/disk-watch.ts'
import type { UpdateLog } from './update-log.ts'

/** The log while its disk has room: on a full one nothing is appended or packed, and everything is read. */
export function whileThereIsRoom(log: UpdateLog, disk: DiskWatch): UpdateLog {
  return {
    async append(updates) {
      if (disk.state === 'full') throw new DiskFull()
      try {
        return await log.append(updates)
      } catch (cause) {
        if (isForWantOfSpace(cause)) disk.checkSoon()
        throw cause
      }
    },
    pack: async (pageId, upto) => (disk.state === 'full' ? 0 : log.pack(pageId, upto)),
    synced: () => log.synced(),
    read: (pageId, after) => log.read(pageId, after),
    head: (pageId) => log.head(pageId),
    close: () => log.close(),
  }
}
