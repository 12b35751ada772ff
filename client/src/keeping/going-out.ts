import { pageByHttp } from '../sync/page-by-http.ts'
import { bringAll } from './bring-back.ts'
import { keeping } from './keeping.ts'

/** Brings what can be brought before one signs out; answers how many updates only this device would still have. */
export async function bringBeforeGoing(): Promise<number> {
  await keeping.takeUp()
  const { shelf } = keeping
  if (!shelf) return 0
  return bringAll(shelf, pageByHttp).catch(() => 0)
}

/** Leaves nothing of pages on this device. */
export function forgetAll(): Promise<void> {
  return keeping.stop()
}
