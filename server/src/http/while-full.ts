import type { FastifyInstance } from 'fastify'
import type { Action } from '@terreau/shared/permission/may.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { DiskState } from '../storage/disk.ts'

/** What may be asked of a full disk beside reading: to come into a page, and to end one's session. */
const STILL_DONE = new Set<Action | undefined>(['wiki.read', 'page.read', 'session.own'])

/** While the disk is full, whoever would write is told so before anything is tried. */
export function refuseWritesWhileFull(app: FastifyInstance, disk: { readonly state: DiskState }): void {
  app.addHook('onRequest', async ({ method, routeOptions }) => {
    if (disk.state !== 'full' || method === 'GET' || method === 'HEAD') return
    if (!STILL_DONE.has(routeOptions.config.action)) throw new Refusal('wiki.disk-full')
  })
}
