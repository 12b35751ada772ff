import { createHash } from 'node:crypto'
import type { Insertable } from 'kysely'
import * as Y from 'yjs'
import type { PageId } from '@terreau/shared/ids.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { chainStart } from '../storage/chain.ts'
import { isForWantOfSpace } from '../storage/disk.ts'
import type { Db } from '../storage/store.ts'
import type { Tables } from '../storage/tables.ts'
import { brokenAt, DamagedLog } from '../update-log/damaged-log.ts'
import type { LoggedUpdate, UpdateLog } from '../update-log/update-log.ts'
import { applyOnly } from './apply-only.ts'

/** A page's document and the seq of the last update in it. */
export interface LoadedDoc {
  readonly doc: Y.Doc
  readonly seq: number
}

/** A page as it is stored, until its document is made: once somebody asks for it. Whoever comes first is answered before. */
export class StoredPage implements LoadedDoc {
  readonly seq: number
  #updates: readonly Uint8Array[]
  #doc: Y.Doc | null = null

  constructor(updates: readonly Uint8Array[], seq: number) {
    this.#updates = updates
    this.seq = seq
  }

  get doc(): Y.Doc {
    this.#doc ??= docOf(this.#updates)
    this.#updates = []
    return this.#doc
  }

  get isMade(): boolean {
    return this.#doc !== null
  }

  /** The page as one Yjs update; of its document, with whatever came since, once that is made. */
  encoded(): Uint8Array {
    const [first, ...others] = this.#updates
    if (first && others.length < WHILE_OPEN) return others.length > 0 ? Y.mergeUpdates([...this.#updates]) : first
    return Y.encodeStateAsUpdate(this.doc)
  }
}

/** A snapshot that says what it is, and where its page's chain stood. */
interface Snapshot {
  readonly seq: number
  readonly state: Uint8Array
  readonly chain: Uint8Array
}

/** Fewer updates than this are replayed as fast as a snapshot is loaded. */
const WORTH_IT = 200

/** A page that stays open is put down again after so many updates. */
const WHILE_OPEN = 2000

/** Of the time of the event loop, snapshots of open pages take one part in so many. */
const SHARE = 20

/** A page that has much to pack is packed in several goes, once nobody writes in it. */
const PACKS_AT_ONCE = 16

/** Updates applied in one go: what a call may be given is bounded. */
const AT_ONCE = 5000

/**
 * Pages as whole states, derived from the log so that opening one does not replay its life. Whatever is read of the log
 * is checked against its chain: a page whose log is not what was received can't be opened, so that nothing is written
 * on top of it (K5).
 */
export class SnapshotStore {
  readonly #db: Db
  readonly #log: UpdateLog
  readonly #onDefect: (pageId: PageId, cause: unknown) => void
  readonly #lookedAt = new WeakMap<LoadedDoc, number>()
  #running: Promise<void> | null = null
  #restsUntil = 0

  constructor(db: Db, log: UpdateLog, onDefect: (pageId: PageId, cause: unknown) => void) {
    this.#db = db
    this.#log = log
    this.#onDefect = onDefect
  }

  /** The page as its log says: its snapshot, where that is sound, and the updates since. Refused where the log is damaged. */
  async load(pageId: PageId): Promise<StoredPage> {
    try {
      return (await this.#fromSnapshot(pageId)) ?? (await this.#fromLog(pageId))
    } catch (cause) {
      if (!(cause instanceof DamagedLog)) throw cause
      this.#onDefect(pageId, cause)
      throw new Refusal('page.damaged', { seq: cause.seq })
    }
  }

  /** Keeps a snapshot where enough was written since the last one; it counts only once a fresh document loads it to the same state. */
  async keep(pageId: PageId, loaded: LoadedDoc): Promise<void> {
    await this.#running
    if ((await this.#newerThanSnapshot(pageId, loaded.seq)) < WORTH_IT) return
    if (await this.#put(pageId, loaded)) this.#start(pageId, () => this.#pack(pageId))
  }

  /** Says that an open page has grown. Now and then it is put down as a whole in the background, one page at a time. Never throws. */
  grown(pageId: PageId, loaded: LoadedDoc): void {
    if (loaded.seq - (this.#lookedAt.get(loaded) ?? 0) < WHILE_OPEN) return
    if (this.#running || performance.now() < this.#restsUntil) return
    this.#start(pageId, () => this.#keepWhileOpen(pageId, loaded))
  }

  /** Resolves once nothing runs in the background. */
  async settled(): Promise<void> {
    while (this.#running) await this.#running
  }

  /** One piece of work after the other. */
  #start(pageId: PageId, work: () => Promise<void>): void {
    const running = (this.#running ?? Promise.resolve())
      .then(work)
      .catch((cause: unknown) => this.#onDefect(pageId, cause))
      .finally(() => this.#running === running && (this.#running = null))
    this.#running = running
  }

  async #keepWhileOpen(pageId: PageId, loaded: LoadedDoc): Promise<void> {
    const newer = await this.#newerThanSnapshot(pageId, loaded.seq)
    this.#lookedAt.set(loaded, loaded.seq - newer)
    if (newer < WHILE_OPEN) return
    const began = performance.now()
    await this.#put(pageId, loaded)
    this.#lookedAt.set(loaded, loaded.seq)
    this.#restsUntil = performance.now() + (performance.now() - began) * SHARE
  }

  /** Between its steps whoever writes is served; false where the state is not what a fresh document makes of it. */
  async #put(pageId: PageId, { doc, seq }: LoadedDoc): Promise<boolean> {
    const state = Y.encodeStateAsUpdate(doc)
    await turn()
    const again = new Y.Doc()
    applyOnly(again, state)
    await turn()
    const hash = hashOf(state)
    const chain = hashOf(Y.encodeStateAsUpdate(again)) === hash ? await this.#chainAt(pageId, seq) : null
    again.destroy()
    if (!chain) return false
    return this.#write({ page_id: pageId, upto_seq: seq, state, hash, chain })
  }

  /** False on a full disk: the log alone makes the page too. */
  async #write({ page_id, ...row }: Insertable<Tables['snapshot']>): Promise<boolean> {
    const written = this.#db
      .insertInto('snapshot')
      .values({ page_id, ...row })
      .onConflict((on) => on.column('page_id').doUpdateSet(row))
      .execute()
    return written.then(
      () => true,
      (cause: unknown) => {
        if (isForWantOfSpace(cause)) return false
        throw cause
      },
    )
  }

  async #pack(pageId: PageId): Promise<void> {
    for (let packs = 0; packs < PACKS_AT_ONCE; packs += 1) {
      if ((await this.#log.pack(pageId, await this.#packableUpTo(pageId))) === 0) return
      await turn()
    }
  }

  /** What a snapshot holds and what contributions know of: the next start takes up from the rows what they do not. */
  async #packableUpTo(pageId: PageId): Promise<number> {
    const snapshot = await this.#sound(pageId)
    const { recorded } = await this.#db
      .selectFrom('contribution')
      .select((eb) => eb.fn.max('last_seq').as('recorded'))
      .executeTakeFirstOrThrow()
    return Math.min(snapshot?.seq ?? 0, recorded ?? 0)
  }

  /** Null where there is no snapshot that the log goes on from. */
  async #fromSnapshot(pageId: PageId): Promise<StoredPage | null> {
    const snapshot = await this.#sound(pageId)
    if (!snapshot) return null
    const tail = await this.#log.read(pageId, snapshot.seq)
    const goesOn =
      tail.length > 0
        ? brokenAt(snapshot.chain, tail) === null
        : isEqual(await this.#chainAt(pageId, snapshot.seq), snapshot.chain)
    return goesOn ? stored([snapshot.state], tail, snapshot.seq) : null
  }

  async #fromLog(pageId: PageId): Promise<StoredPage> {
    const updates = await this.#log.read(pageId, 0)
    const broken = brokenAt(chainStart(pageId), updates)
    if (broken !== null) throw new DamagedLog(pageId, broken)
    const snapshot = await this.#sound(pageId)
    const held = snapshot && updates.find(({ seq }) => seq === snapshot.seq)
    if (snapshot && !isEqual(held?.hash ?? null, snapshot.chain)) throw new DamagedLog(pageId, snapshot.seq)
    return stored([], updates, 0)
  }

  async #sound(pageId: PageId): Promise<Snapshot | null> {
    const row = await this.#db.selectFrom('snapshot').selectAll().where('page_id', '=', pageId).executeTakeFirst()
    if (!row?.chain || hashOf(row.state) !== row.hash) return null
    return { seq: row.upto_seq, state: row.state, chain: row.chain }
  }

  async #chainAt(pageId: PageId, seq: number): Promise<Uint8Array | null> {
    const row = await this.#db
      .selectFrom('update_log')
      .select('hash')
      .where('page_id', '=', pageId)
      .where('seq', '=', seq)
      .executeTakeFirst()
    return row?.hash ?? null
  }

  async #newerThanSnapshot(pageId: PageId, seq: number): Promise<number> {
    const snapshot = await this.#db
      .selectFrom('snapshot')
      .select('upto_seq')
      .where('page_id', '=', pageId)
      .executeTakeFirst()
    const { n } = await this.#db
      .selectFrom('update_log')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('page_id', '=', pageId)
      .where('seq', '>', snapshot?.upto_seq ?? 0)
      .where('seq', '<=', seq)
      .executeTakeFirstOrThrow()
    return n
  }
}

function stored(states: readonly Uint8Array[], updates: readonly LoggedUpdate[], from: number): StoredPage {
  return new StoredPage([...states, ...updates.map(({ bytes }) => bytes)], updates.at(-1)?.seq ?? from)
}

/** The document that these updates make, one after the other. */
export function docOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  for (let at = 0; at < updates.length; at += AT_ONCE) applyOnly(doc, ...updates.slice(at, at + AT_ONCE))
  return doc
}

function hashOf(state: Uint8Array): string {
  return createHash('sha256').update(state).digest('hex')
}

function isEqual(one: Uint8Array | null, other: Uint8Array): boolean {
  return one !== null && Buffer.from(one).equals(other)
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
