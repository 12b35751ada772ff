import { passagesOf } from '@terreau/shared/document/passages.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import { FileStore } from './files/file-store.ts'
import { Addresses } from './members/addresses.ts'
import { Identities } from './members/identities.ts'
import { InvitationDesk } from './members/invitation-desk.ts'
import { PasskeyStore } from './members/passkey-store.ts'
import { MemberStore } from './members/member-store.ts'
import { SecondNames } from './members/second-names.ts'
import {
  contentProjection,
  fieldProjection,
  fileProjection,
  linkProjection,
  nameProjection,
} from './pages/page-projections.ts'
import { Directory } from './directory/directory.ts'
import { DoubleDesk } from './directory/double-desk.ts'
import { DoubleStore } from './directory/double-store.ts'
import { factsProjection } from './directory/facts-projection.ts'
import { PageDesk } from './pages/page-desk.ts'
import { PageStore, type PageRow } from './pages/page-store.ts'
import { ReadersVersion, newerProjection, validatedOf } from './pages/readers-version.ts'
import { offerReviewing } from './reviews/offering.ts'
import { CorrectionDesk } from './proposals/correction-desk.ts'
import { correctionProjection } from './proposals/correction-projection.ts'
import { AllProposals } from './proposals/all-proposals.ts'
import { CorrectionStore } from './proposals/correction-store.ts'
import { ForkDesk } from './proposals/fork-desk.ts'
import { ForkProposals } from './proposals/fork-proposals.ts'
import { ForkStore } from './proposals/fork-store.ts'
import { openReviews, type Reviews } from './reviews/open-reviews.ts'
import { Objections } from './versions/objections.ts'
import { PeersStore } from './versions/peers-store.ts'
import { VersionStore } from './versions/version-store.ts'
import { Projector } from './projections/projector.ts'
import { Attributions } from './provenance/attributions.ts'
import { Contributions } from './provenance/contributions.ts'
import { handsInPassage } from './provenance/hands-in.ts'
import { BorrowingDesk } from './history/borrowing-desk.ts'
import { ExportDesk } from './exporting/export-desk.ts'
import { ProvDesk } from './history/prov-desk.ts'
import { HistoryDesk } from './history/history-desk.ts'
import { ProvenanceDesk } from './history/provenance-desk.ts'
import { Buckets } from './http/buckets.ts'
import { DraftStore } from './rooms/draft-store.ts'
import { StepDesk } from './first-steps/step-desk.ts'
import { StepStore } from './first-steps/step-store.ts'
import { PersonDesk } from './persons/person-desk.ts'
import { Retention } from './persons/retention.ts'
import { PersonStore } from './persons/person-store.ts'
import { CareDesk } from './care/care-desk.ts'
import { CareStore } from './care/care-store.ts'
import { DiscussionDesk } from './discussion/discussion-desk.ts'
import { threadProjection } from './discussion/thread-projection.ts'
import { ThreadStore } from './discussion/thread-store.ts'
import { Happenings } from './happenings/happenings.ts'
import { Ledger } from './ledger/ledger.ts'
import { LogPins } from './ledger/log-pins.ts'
import { Gates } from './rooms/gates.ts'
import { LeaseStore } from './rooms/lease-store.ts'
import { RecoveredWords } from './rooms/recovered-words.ts'
import { Rooms } from './rooms/rooms.ts'
import { SnapshotStore } from './rooms/snapshot-store.ts'
import { SourceDesk } from './sources/source-desk.ts'
import { openSearch, type Search } from './search/search.ts'
import { openNotices, type Notices } from './notices/open-notices.ts'
import { DiskWatch } from './storage/disk-watch.ts'
import { openStore, type Store } from './storage/store.ts'
import type { Instant } from './storage/tables.ts'
import { WalCare } from './storage/wal-care.ts'
import { whileThereIsRoom } from './update-log/room-on-disk.ts'
import { ProposalStore } from './territories/proposal-store.ts'
import { TerritoryDesk } from './territories/territory-desk.ts'
import { TerritoryStore } from './territories/territory-store.ts'
import { openSqliteLog } from './update-log/sqlite-log.ts'

/** All the parts of one open wiki; the server and the command line stand on the same. */
export interface Wiki {
  readonly now: () => Instant
  readonly store: Store
  readonly members: MemberStore
  readonly files: FileStore
  readonly pages: PageStore
  readonly leases: LeaseStore
  readonly drafts: DraftStore
  readonly words: RecoveredWords
  /** What each member may still ask of the gate. */
  readonly work: Buckets<MemberId>
  readonly contributions: Contributions
  readonly attributions: Attributions
  readonly provenance: ProvenanceDesk
  readonly history: HistoryDesk
  readonly prov: ProvDesk
  readonly exporting: ExportDesk
  readonly borrowings: BorrowingDesk
  readonly projector: Projector
  readonly search: Search
  readonly rooms: Rooms
  readonly desk: PageDesk
  readonly directory: Directory
  readonly doubles: DoubleDesk
  readonly sourceDesk: SourceDesk
  readonly territoryDesk: TerritoryDesk
  readonly invitations: InvitationDesk
  readonly addresses: Addresses
  readonly identities: Identities
  readonly passkeys: PasskeyStore
  readonly secondNames: SecondNames
  readonly personDesk: PersonDesk
  /** Forgets what is past; by itself once started. */
  readonly retention: Retention
  readonly stepDesk: StepDesk
  readonly careDesk: CareDesk
  /** The queue is kept up by itself once started. */
  readonly reviews: Reviews
  readonly discussion: DiscussionDesk
  readonly notices: Notices
  readonly corrections: CorrectionDesk
  readonly forks: ForkDesk
  readonly ledger: Ledger
  readonly happenings: Happenings
  /** Enters in the ledger where the log of each page stands; by itself once started. */
  readonly pins: LogPins
  readonly storeFailingSince: () => Date | null
  /** How full the disk is; it is watched once started. */
  readonly disk: DiskWatch
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
  const disk = new DiskWatch(folder)
  const log = whileThereIsRoom(openSqliteLog(store), disk)
  const [members, files, pages, leases] = [
    new MemberStore(db, now),
    new FileStore(store, now),
    new PageStore(db, now),
    new LeaseStore(db, now),
  ]
  const contributions = new Contributions(db)
  const attributions = new Attributions(db, log, contributions, (pageId, cause) => events.onDefect(pageId, cause))
  const drafts = new DraftStore(db, now)
  const [versions, objections] = [new VersionStore(db), new Objections(db)]
  const directory = new Directory(db)
  const search = await openSearch(store, now, (pages, person) => directory.answersNow(pages, { person, now: now() }))
  const projections = [
    nameProjection((pageId, slug) => rooms.notify(pageId, { kind: 'page-moved', slug })),
    threadProjection,
    correctionProjection,
    contentProjection,
    fieldProjection,
    factsProjection,
    linkProjection,
    fileProjection,
    search.projection,
    newerProjection,
  ]
  const projector = new Projector(
    db,
    projections,
    (pageId) => rooms.read(pageId),
    validatedOf(versions),
    (pageId, cause) => events.onDefect(pageId, cause),
  )
  let failingSince: Date | null = null
  const onStore = (state: 'failing' | 'well') =>
    (failingSince = state === 'failing' ? (failingSince ?? new Date(now())) : null)
  const path = {
    gates: new Gates(),
    work: new Buckets<MemberId>(500, 50, now),
    words: new RecoveredWords(drafts, (pageId, cause) => events.onDefect(pageId, cause)),
    log,
    contributions,
    attributions,
    projector,
    now,
    onStore,
    onDiskLost: (cause: unknown) => events.onDiskLost(cause),
    onDefect: (pageId: string, cause: unknown) => events.onDefect(pageId, cause),
  }
  const snapshots = new SnapshotStore(db, log, path.onDefect)
  const rooms: Rooms = new Rooms(pages, members, leases, snapshots, path)
  const territories = new TerritoryStore(db, now)
  const ledger = new Ledger(db, now)
  const pins = new LogPins(db, ledger, log)
  const happenings = new Happenings((cause) => events.onDefect('happenings', cause))
  const validated = async ({ id, type }: Pick<PageRow, 'id' | 'type'>) => {
    const version = await versions.newest(id)
    return version && passagesOf({ type, ...version })
  }
  const corrections: CorrectionDesk = new CorrectionDesk({
    db,
    store: new CorrectionStore(db, now),
    pages,
    members,
    live: rooms,
    contributions,
    ledger,
    now,
    derive: (page) => projector.project(page),
    validated,
    onProposed: (page) => reviews.queues.refresh(page),
  })
  const forkStore = new ForkStore(db, now)
  const derive = (page: PageId) => projector.project(page)
  const borrowings = new BorrowingDesk(db, pages, attributions, log, now)
  const proposals = new AllProposals(
    corrections,
    new ForkProposals({
      db,
      store: forkStore,
      rooms,
      leases,
      attributions,
      contributions,
      borrowings,
      ledger,
      now,
      derive,
    }),
  )
  const reviews: Reviews = openReviews({
    db,
    pages,
    attributions,
    contributions,
    versions,
    objections,
    ledger,
    happenings,
    projector,
    proposals,
    now,
  })
  const peers = new PeersStore(db, versions, objections, now)
  const forks = new ForkDesk({
    store: forkStore,
    pages,
    rooms,
    leases,
    attributions,
    happenings,
    work: path.work,
    onProposed: (page) => reviews.queues.refresh(page),
  })
  const readers = new ReadersVersion(versions, reviews.ownWords)
  const desk = new PageDesk({
    db,
    pages,
    live: rooms,
    projector,
    contributions,
    territories,
    ledger,
    readers,
    peers,
    now,
  })
  const care = new CareStore(db, now)
  const careDesk = new CareDesk({ db, care, ledger, pages, rooms, borrowings, contributions, now })
  const discussion = new DiscussionDesk({
    db,
    store: new ThreadStore(db, now),
    pages,
    ledger,
    happenings,
    memberById: (id) => members.byId(id),
    derive: (page) => projector.project(page),
    handsIn: (passage) => handsInPassage(db, attributions, passage),
    visitorsOn: (device) => corrections.visitorsOn(device),
    validated,
  })
  const secondNames = new SecondNames(now)
  const wipe = () => new WalCare(folder, 0).tidy()
  const personDesk = new PersonDesk({ db, store: new PersonStore(now), members, secondNames, ledger, rooms, wipe })
  const retention = new Retention(db, now, [secondNames, path.work, rooms.answers], (cause) =>
    events.onDefect('retention', cause),
  )
  const wishes = new ProposalStore(db, now)
  offerReviewing(db, wishes, happenings)
  const territoryDesk = new TerritoryDesk(territories, wishes, ledger, () => rooms.rightsChanged())
  const addresses = new Addresses(db, now)
  const notices = openNotices({ db, pages, members, addresses, territories: territoryDesk, happenings, now })
  const invitations = new InvitationDesk(db, now, members, { territories, onRights: () => rooms.rightsChanged() })
  disk.onChange((state) => rooms.tellDisk(state))
  const provenance = new ProvenanceDesk(db, pages, attributions, peers)
  const prov = new ProvDesk({ db, desk, pages, contributions, provenance })
  await contributions.catchUp(now())
  const toShow = await versions.toShow()
  for (const page of toShow) await versions.show(db, page)
  await projector.catchUp()
  for (const page of toShow) await projector.project(page)
  await proposals.catchUp()
  return {
    now,
    store,
    members,
    files,
    pages,
    leases,
    drafts,
    words: path.words,
    work: path.work,
    contributions,
    attributions,
    provenance,
    prov,
    exporting: new ExportDesk({ store, desk, prov, now }),
    borrowings,
    projector,
    search,
    rooms,
    desk,
    directory,
    doubles: new DoubleDesk({ store: new DoubleStore(db), pages, live: rooms, projector, ledger, now }),
    history: new HistoryDesk({
      db,
      ledger,
      pages,
      rooms,
      log,
      borrowings,
      contributions,
      happenings,
      versions,
      derive: (page) => projector.project(page),
      now,
    }),
    sourceDesk: new SourceDesk({ store, pages, rooms, projector, desk, now }),
    territoryDesk,
    invitations,
    addresses,
    identities: new Identities(db, members),
    passkeys: new PasskeyStore(db, now),
    secondNames,
    personDesk,
    retention,
    stepDesk: new StepDesk({ db, steps: new StepStore(db, now), pages, now }),
    careDesk,
    reviews,
    discussion,
    notices,
    corrections,
    forks,
    ledger,
    happenings,
    pins,
    storeFailingSince: () => failingSince,
    disk,
    async close() {
      disk.stop()
      retention.stop()
      pins.stop()
      notices.ended.stop()
      await reviews.queues.stop()
      await rooms.close()
      await forks.end()
      await happenings.settled()
      await snapshots.settled()
      await projector.settled()
      await attributions.close()
      await contributions.flush()
      await log.close()
      await store.close()
    },
  }
}
