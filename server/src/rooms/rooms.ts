import * as Y from 'yjs'
import { bodyOf } from '@terreau/shared/document/yxml.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { CLOSE, type Notice } from '@terreau/shared/wire.ts'
import { may, mayKnow } from '@terreau/shared/permission/may.ts'
import type { MemberStore } from '../members/member-store.ts'
import type { PageStore } from '../pages/page-store.ts'
import type { LivePage } from '../projections/projection.ts'
import type { DiskState } from '../storage/disk.ts'
import { applyOnly } from './apply-only.ts'
import { Buckets } from '../http/buckets.ts'
import type { LeaseStore } from './lease-store.ts'
import type { Peer } from './peer.ts'
import { receiveUpdates, type UpdatePath } from './receive-update.ts'
import { Room, type Incoming } from './room.ts'
import type { SnapshotStore } from './snapshot-store.ts'

const MAX_BATCH = 512
const BEAT = 12_000

/** A room nobody is in stays open this long, for whoever comes back. */
const LINGER = 30_000

const MB = 1024 * 1024

/** What an answer counts for at least, in bytes: finding out what someone lacks takes time too. */
const LEAST_ANSWER = 64 * 1024

/** How many connections one member may have, on all devices and pages. */
const MAX_CONNECTIONS = 64

/** The pages that are open now. Each opens from the log when first needed and closes when nobody is left. */
export class Rooms {
  readonly #pages: PageStore
  readonly #members: MemberStore
  readonly #leases: LeaseStore
  readonly #snapshots: SnapshotStore
  readonly #path: UpdatePath
  readonly #open = new Map<PageId, Promise<Room>>()
  readonly #loaded = new Map<PageId, Room>()
  readonly #draining = new Map<PageId, Promise<void>>()
  readonly #connections = new Map<MemberId, number>()
  /** Bytes of answers to those who ask what they lack: so many at once for a member, and some more each second. */
  readonly answers: Buckets<MemberId>
  readonly #onLoss: ((endedSession?: string) => void)[] = []
  #disk: DiskState = 'well'
  #closed = false
  readonly #beat = setInterval(() => this.#loaded.forEach((room) => room.beat()), BEAT)

  constructor(pages: PageStore, members: MemberStore, leases: LeaseStore, snapshots: SnapshotStore, path: UpdatePath) {
    this.#pages = pages
    this.#members = members
    this.#leases = leases
    this.#snapshots = snapshots
    this.#path = path
    this.answers = new Buckets(16 * MB, MB, path.now)
  }

  /** Counts an answer to a member who asked what they lack; answers for how many milliseconds they should rest. */
  answered(member: MemberId, bytes: number): number {
    return this.answers.pour(member, Math.max(bytes, LEAST_ANSWER))
  }

  /** False for a member who has as many connections as anyone may have. */
  admits(member: MemberId): boolean {
    return (this.#connections.get(member) ?? 0) < MAX_CONNECTIONS
  }

  entered(member: MemberId): void {
    this.#connections.set(member, (this.#connections.get(member) ?? 0) + 1)
  }

  left(member: MemberId): void {
    const left = (this.#connections.get(member) ?? 1) - 1
    if (left > 0) this.#connections.set(member, left)
    else this.#connections.delete(member)
  }

  /** Every room with someone in it. */
  get inhabited(): Room[] {
    return [...this.#loaded.values()].filter((room) => room.peers.size > 0)
  }

  /** Holds a page's room open while `use` runs: a room in use is never unloaded under a late joiner. */
  async with<T>(pageId: PageId, use: (room: Room) => Promise<T> | T): Promise<T> {
    const room = await this.hold(pageId)
    try {
      return await use(room)
    } finally {
      this.release(room)
    }
  }

  /** The page's room, kept open until as many `release`. */
  async hold(pageId: PageId): Promise<Room> {
    for (;;) {
      const room = await this.#opened(pageId)
      // Unloaded between its opening and this line: open it again.
      if (this.#loaded.get(pageId) !== room) continue
      room.holds += 1
      return room
    }
  }

  release(room: Room): void {
    room.holds -= 1
    if (room.holds > 0) return
    const unload = () => this.#unload(room).catch((cause: unknown) => this.#path.onDefect(room.pageId, cause))
    setTimeout(() => void unload(), LINGER).unref()
  }

  /** Puts an update in line; those that come while others walk will walk together. */
  receive(room: Room, incoming: Incoming): void {
    room.inbox.push(incoming)
    if (this.#draining.has(room.pageId)) return
    this.#draining.set(
      room.pageId,
      allThatCame().then(() => this.#drain(room)),
    )
  }

  /**
   * Changes a page on a member's behalf: an update like any other, under a client id issued to that member, through
   * the same walk. Resolves with the page once it is durable; rejects with the refusal.
   */
  async write(pageId: PageId, author: MemberId, change: (doc: Y.Doc) => void): Promise<LivePage> {
    return this.writeUpdate(pageId, author, (doc, clientId) => updateOf(doc, clientId, change))
  }

  /** As `write`, for a change that is made as an update under the client id it is given; null changes nothing. */
  async writeUpdate(
    pageId: PageId,
    author: MemberId,
    make: (doc: Y.Doc, clientId: number) => Promise<Uint8Array | null> | Uint8Array | null,
  ): Promise<LivePage> {
    const clientId = await this.#leases.issue(pageId, author)
    return this.with(pageId, async (room) => {
      this.#own(room, clientId, author)
      const bytes = await make(room.doc, clientId)
      return bytes ? this.#receiveAlone(pageId, author, bytes) : room.read()
    })
  }

  /** Admits one update made elsewhere; resolves with the page once it is durable. Refused for a member who used up their share. */
  async receiveUpdate(pageId: PageId, author: MemberId, bytes: Uint8Array): Promise<LivePage> {
    if (this.#path.work.pour(author, 0) > 0) throw new Refusal('request.too-many')
    return this.#receiveAlone(pageId, author, bytes)
  }

  newest(pageId: PageId): number {
    return this.#loaded.get(pageId)?.seq ?? 0
  }

  /** A page as its log says. */
  async read(pageId: PageId): Promise<LivePage> {
    return this.with(pageId, (room) => room.read())
  }

  /** A client id issued while its page is open, or being opened, is known to the room before anything comes under it. */
  noteLease(pageId: PageId, clientId: number, member: MemberId): void {
    const room = this.#loaded.get(pageId)
    if (room) return this.#own(room, clientId, member)
    // A page that can't be opened tells whoever opens it.
    this.#open.get(pageId)?.then(
      (opened) => this.#own(opened, clientId, member),
      () => {},
    )
  }

  /** What was issued to a member is another's from now on, in every page that is open or being opened. */
  becomes(gone: MemberId, kept: MemberId): void {
    const lead = (room: Room): void => {
      for (const [clientId, owner] of room.owners) if (owner === gone) this.#own(room, clientId, kept)
    }
    // A page that can't be opened tells whoever opens it.
    for (const opening of this.#open.values()) opening.then(lead, () => {})
  }

  /** Everyone in a page that is open hears it. */
  notify(pageId: PageId, notice: Notice): void {
    this.#loaded.get(pageId)?.notify(notice)
  }

  /** Everyone in every room hears how full the disk is, and whoever comes in later. */
  tellDisk(state: DiskState): void {
    this.#disk = state
    for (const room of this.#loaded.values()) room.notify({ kind: 'disk', state })
  }

  /** Tells a newcomer what everyone else was told. */
  greet(peer: Peer): void {
    if (this.#disk !== 'well') peer.notify({ kind: 'disk', state: this.#disk })
  }

  /** Calls whenever rights changed or a session ended, once the store knows. */
  onLoss(listener: (endedSession?: string) => void): void {
    this.#onLoss.push(listener)
  }

  /** Rights changed somewhere: whoever may no longer do what their connection was opened for loses it at once. */
  rightsChanged(): void {
    for (const tell of this.#onLoss) tell()
    for (const room of this.#loaded.values())
      this.#recheck(room).catch((cause: unknown) => this.#path.onDefect(room.pageId, cause))
  }

  /** Closes what a session holds open; its right is gone. */
  endSession(sessionId: string): void {
    for (const tell of this.#onLoss) tell(sessionId)
    for (const room of this.#loaded.values()) {
      for (const peer of room.peers)
        if (peer.identity.sessionId === sessionId) peer.dismiss(CLOSE.signedOut, 'member.unknown')
    }
  }

  /** Tells everyone, closes their connections, and resolves once all that was received is durable. */
  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#beat)
    for (const room of this.#loaded.values()) {
      room.notify({ kind: 'going-away' })
      for (const peer of room.peers) peer.close(CLOSE.goingAway, 'going away')
    }
    while (this.#draining.size > 0) await Promise.all(this.#draining.values())
    await this.#path.words.flush()
    for (const room of this.#loaded.values()) await this.#snapshots.keep(room.pageId, room)
    await this.#path.gates.end()
  }

  async #recheck({ pageId, peers }: Room): Promise<void> {
    const page = await this.#pages.byId(pageId)
    for (const peer of peers) {
      const member = await this.#members.byId(peer.identity.member.id)
      if (!page || !member || !mayKnow(member, this.#pages.placeOf(page)))
        peer.dismiss(CLOSE.noSuchPage, 'page.unknown')
      else if (peer.identity.right === 'write' && !may(member, 'page.write', this.#pages.placeOf(page)))
        peer.dismiss(CLOSE.rightLost, 'wire.read-only')
    }
  }

  async #receiveAlone(pageId: PageId, author: MemberId, bytes: Uint8Array): Promise<LivePage> {
    return this.with(pageId, async (room) => {
      await new Promise<void>((resolve, reject) =>
        this.receive(room, { author, bytes, from: null, settled: { resolve, reject } }),
      )
      return room.read()
    })
  }

  #opened(pageId: PageId): Promise<Room> {
    const opening = this.#open.get(pageId)
    if (opening) return opening
    const opened = this.#load(pageId)
    this.#open.set(pageId, opened)
    opened.catch(() => this.#open.delete(pageId))
    return opened
  }

  async #load(pageId: PageId): Promise<Room> {
    const page = await this.#pages.byId(pageId)
    if (!page) throw new Refusal('page.unknown')
    const [owners, stored] = [await this.#leases.owners(pageId), await this.#snapshots.load(pageId)]
    const room = new Room({ pageId, type: page.type, stored, owners })
    this.#path.gates.open(pageId, () => ({ pageId, type: page.type, state: room.state(), owners: room.owners }))
    this.#loaded.set(pageId, room)
    // What took long to replay is not replayed again.
    this.#snapshots.grown(pageId, room)
    return room
  }

  async #unload(room: Room): Promise<void> {
    if (this.#closed || room.holds > 0 || this.#loaded.get(room.pageId) !== room) return
    await this.#snapshots.keep(room.pageId, room)
    const known = Y.decodeStateVector(room.stateVector())
    await this.#leases.forgetUnused(room.pageId, (client) => known.has(client))
    if (room.holds > 0 || this.#draining.has(room.pageId)) return
    this.#open.delete(room.pageId)
    this.#loaded.delete(room.pageId)
    this.#path.gates.close(room.pageId)
    room.destroy()
  }

  #own(room: Room, clientId: number, member: MemberId): void {
    room.owners.set(clientId, member)
    this.#path.gates.own(room.pageId, clientId, member)
  }

  async #drain(room: Room): Promise<void> {
    let lastAuthor: MemberId | null = null
    try {
      while (room.inbox.length > 0) {
        const batch = room.inbox.splice(0, MAX_BATCH)
        await receiveUpdates(this.#path, room, batch)
        this.#snapshots.grown(room.pageId, room)
        lastAuthor = batch.at(-1)?.author ?? null
      }
    } catch (cause) {
      this.#path.onDefect(room.pageId, cause)
      this.#abandon(room)
    }
    this.#draining.delete(room.pageId)
    if (lastAuthor) this.#keepOneBlock(room, lastAuthor)
  }

  /** Two people who each delete what the other left empty a page together; it goes on with a paragraph to write in. */
  #keepOneBlock({ pageId, doc }: Room, author: MemberId): void {
    if (this.#closed || bodyOf(doc).length > 0) return
    const filled = this.write(pageId, author, (copy) => {
      if (bodyOf(copy).length === 0) bodyOf(copy).insert(0, [new Y.XmlElement('paragraph')])
    })
    filled.catch((cause: unknown) => this.#path.onDefect(pageId, cause))
  }

  /** Leaves a room that may be in any state; its people come back to one opened from the log, and send again what was not acknowledged. */
  #abandon(room: Room): void {
    this.#open.delete(room.pageId)
    this.#loaded.delete(room.pageId)
    this.#path.gates.close(room.pageId)
    for (const { settled } of room.inbox.splice(0)) settled?.reject(new Refusal('wiki.defect'))
    for (const peer of room.peers) peer.close(CLOSE.goingAway, 'wiki.defect')
  }
}

/** Resolves once everything that has reached the sockets by now was read. */
function allThatCame(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** What a change adds to a document, as one update under this client id; null where it changes nothing. */
function updateOf(doc: Y.Doc, clientId: number, change: (doc: Y.Doc) => void): Uint8Array | null {
  const copy = new Y.Doc()
  applyOnly(copy, Y.encodeStateAsUpdate(doc))
  copy.clientID = clientId
  const updates: Uint8Array[] = []
  copy.on('update', (bytes: Uint8Array) => updates.push(bytes))
  copy.transact(() => change(copy))
  copy.destroy()
  return updates.length > 0 ? Y.mergeUpdates(updates) : null
}
