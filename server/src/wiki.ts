import { FileStore } from './files/file-store.ts'
import { MemberStore } from './members/member-store.ts'
import { contentProjection, fieldProjection, linkProjection, nameProjection } from './pages/page-projections.ts'
import { PageDesk } from './pages/page-desk.ts'
import { PageStore } from './pages/page-store.ts'
import { Projector } from './projections/projector.ts'
import { Contributions } from './provenance/contributions.ts'
import { GateKeeper } from './rooms/gate-keeper.ts'
import { LeaseStore } from './rooms/lease-store.ts'
import { Rooms } from './rooms/rooms.ts'
import { SnapshotStore } from './rooms/snapshot-store.ts'
import { openSearch, type Search } from './search/search.ts'
import { openStore, type Store } from './storage/store.ts'
import type { Instant } from './storage/tables.ts'
import { openSqliteLog } from './update-log/sqlite-log.ts'

/** All the parts of one open wiki; the server and the command line stand on the same. */
export interface Wiki {
  readonly now: () => Instant
  readonly store: Store
  readonly members: MemberStore
  readonly files: FileStore
  readonly pages: PageStore
  readonly leases: LeaseStore
  readonly contributions: Contributions
  readonly projector: Projector
  readonly search: Search
  readonly rooms: Rooms
  readonly desk: PageDesk
  readonly storeFailingSince: () => Date | null
  /** Resolves once all that was received is durable and derived, and the folder is free. */
  close(): Promise<void>
}

export interface WikiEvents {
  /** The disk refused to sync what was written: the process can promise nothing any more and should end. */
  onDiskLost(cause: unknown): void
  /** A page could not be derived, or its room had to be left; it is tried again at its next edit and at the next start. */
  onDefect(pageId: string, cause: unknown): void
}

/** Opens the wiki in a folder, and derives what the last run left behind. */
export async function openWiki(folder: string, events: WikiEvents, now: () => Instant = Date.now): Promise<Wiki> {
  const store = await openStore(folder)
  const { db } = store
  const log = openSqliteLog(store)
  const [members, files, pages, leases] = [
    new MemberStore(db, now),
    new FileStore(store, now),
    new PageStore(db, now),
    new LeaseStore(db, now),
  ]
  const contributions = new Contributions(db)
  const search = await openSearch(store)
  const projections = [
    nameProjection((pageId, slug) => rooms.notify(pageId, { kind: 'page-moved', slug })),
    contentProjection,
    fieldProjection,
    linkProjection,
    search.projection,
  ]
  const projector = new Projector(
    db,
    projections,
    (pageId) => rooms.read(pageId),
    (pageId, cause) => events.onDefect(pageId, cause),
  )
  let failingSince: Date | null = null
  const onStore = (state: 'failing' | 'well') =>
    (failingSince = state === 'failing' ? (failingSince ?? new Date(now())) : null)
  const path = {
    gates: new GateKeeper(),
    log,
    contributions,
    projector,
    now,
    onStore,
    onDiskLost: (cause: unknown) => events.onDiskLost(cause),
    onDefect: (pageId: string, cause: unknown) => events.onDefect(pageId, cause),
  }
  const rooms: Rooms = new Rooms(pages, leases, new SnapshotStore(db, log), path)
  const desk = new PageDesk(pages, rooms, projector, contributions)
  await contributions.catchUp(now())
  await projector.catchUp()
  return {
    now,
    store,
    members,
    files,
    pages,
    leases,
    contributions,
    projector,
    search,
    rooms,
    desk,
    storeFailingSince: () => failingSince,
    async close() {
      await rooms.close()
      await projector.settled()
      await contributions.flush()
      await log.close()
      await store.close()
    },
  }
}
