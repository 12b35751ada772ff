import { promisify } from 'node:util'
import { deflate, inflate } from 'node:zlib'
import * as Y from 'yjs'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import {
  Attribution,
  broughtAs,
  type Brought,
  type EncodedAttribution,
} from '@terreau/shared/provenance/attribution.ts'
import { writeDerived } from '../storage/derived.ts'
import type { Db } from '../storage/store.ts'
import type { LoggedUpdate, UpdateLog } from '../update-log/update-log.ts'
import { borrowingsOf, lendBefore, type Borrowing } from './borrowings.ts'
import { ContributionNumbers, type ContributionSpan } from './contribution-numbers.ts'
import type { Contributions } from './contributions.ts'
import { idsIn } from './ids-in.ts'
import { Turn } from './turn.ts'

/** Raised when authors would be told otherwise from the same log: all that is stored is then told anew. */
const ALGORITHM = 2

/** So many pages stay at hand. */
const AT_HAND = 8

/** After so many updates, where a page stands is stored. */
const WORTH_STORING = 500

/** A page that was written is told anew so many milliseconds later. */
const PAUSE = 5000

/** A number that no contribution has: of what is written apart. */
const APART = 0

/** An update that somebody wrote apart, when the page that they had stood at `seq`. */
export interface WrittenApart {
  readonly bytes: Uint8Array
  readonly seq: number
}

/** A page, as far as its authors are told. */
interface Told {
  attribution: Attribution
  seq: number
  stored: number
  /** The last borrowing that it knows of. */
  borrowing: number
}

/**
 * Who wrote each character of each page: told from the log, update by update, as far behind it as nobody asks. Derived:
 * it may be thrown away at any time, and is told again when asked for or when a page rests.
 */
export class Attributions {
  readonly #db: Db
  readonly #log: UpdateLog
  readonly #contributions: Contributions
  readonly #onDefect: (pageId: PageId, cause: unknown) => void
  readonly #atHand = new Map<PageId, Told>()
  readonly #waiting = new Map<PageId, NodeJS.Timeout>()
  #line: Promise<unknown> = Promise.resolve()

  constructor(
    db: Db,
    log: UpdateLog,
    contributions: Contributions,
    onDefect: (pageId: PageId, cause: unknown) => void,
  ) {
    this.#db = db
    this.#log = log
    this.#contributions = contributions
    this.#onDefect = onDefect
  }

  /** Reads a page's attribution, up to its log, before anything else is told; what it answers is read before the next update. */
  read<T>(pageId: PageId, reading: (attribution: Attribution, seq: number) => T): Promise<T> {
    return this.#inTurn(async () => {
      const told = await this.#caughtUp(pageId)
      return reading(told.attribution, told.seq)
    })
  }

  /** Reads a page's attribution as it was after an update: at once where it is not further yet, else told once more up to there. */
  readAt<T>(pageId: PageId, seq: number, reading: (attribution: Attribution) => T): Promise<T> {
    return this.#inTurn(async () => {
      const known = await this.#atHandOrStored(pageId)
      if (known.seq <= seq) return reading((await this.#caughtUp(pageId, seq)).attribution)
      const stored = await this.#load(pageId)
      const told = stored.seq <= seq ? stored : blank()
      await this.#catchUp(pageId, told, seq)
      const result = reading(told.attribution)
      told.attribution.doc.destroy()
      return result
    })
  }

  /**
   * The words of others in what somebody wrote apart: of what they moved, split, or gave another form. Each update is told
   * upon the page as its writer had it, and the page without any of them: what is deleted apart still stands there.
   */
  apart(pageId: PageId, writer: MemberId, writings: readonly WrittenApart[]): Promise<Brought[]> {
    return this.#inTurn(async () => {
      const stored = await this.#load(pageId)
      const told = stored.seq <= (writings[0]?.seq ?? 0) ? stored : blank()
      const written: Uint8Array[] = []
      let carried: Brought[] = []
      for (const [seq, some] of Map.groupBy(writings, (one) => one.seq)) {
        await this.#catchUp(pageId, told, seq)
        const copy = copyOf(told.attribution)
        copy.bring(carried)
        if (written.length > 0) copy.receive({ actor: writer, bytes: Y.mergeUpdates(written), contribution: APART })
        for (const { bytes } of some) copy.receive({ actor: writer, bytes, contribution: APART })
        written.push(...some.map(({ bytes }) => bytes))
        carried = idsIn(Y.mergeUpdates(written)).flatMap((ids) => broughtAs(ids, copy.originsOf(ids)))
        carried = carried.filter(({ origin }) => origin !== APART)
        copy.doc.destroy()
      }
      told.attribution.doc.destroy()
      return carried
    })
  }

  /** Says that a page was written. Never throws and never waits. */
  wake(pageId: PageId): void {
    clearTimeout(this.#waiting.get(pageId))
    const later = setTimeout(() => {
      this.#waiting.delete(pageId)
      this.#inTurn(() => this.#caughtUp(pageId)).catch((cause: unknown) => this.#onDefect(pageId, cause))
    }, PAUSE)
    this.#waiting.set(pageId, later.unref())
  }

  /** Tells every page anew. Interrupted, it can be run again. Answers how many. */
  async tellAnew(onPage: (done: number, total: number) => void = () => {}): Promise<number> {
    const pages = await this.#db.selectFrom('page').select('id').orderBy('id').execute()
    for (const [index, { id }] of pages.entries()) {
      await this.#inTurn(async () => {
        this.#atHand.delete(id)
        await this.#db.deleteFrom('attribution').where('page_id', '=', id).execute()
        await this.#store(id, await this.#caughtUp(id))
      }).catch((cause: unknown) => this.#onDefect(id, cause))
      onPage(index + 1, pages.length)
    }
    return pages.length
  }

  /** Resolves once nothing is told any more; what was told is stored. */
  async close(): Promise<void> {
    for (const waiting of this.#waiting.values()) clearTimeout(waiting)
    this.#waiting.clear()
    await this.#inTurn(async () => {
      for (const [pageId, told] of this.#atHand) await this.#store(pageId, told)
    }).catch(() => {})
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#line.then(work)
    this.#line = done.catch(() => {})
    return done
  }

  async #caughtUp(pageId: PageId, upto = Infinity): Promise<Told> {
    const told = await this.#atHandOrStored(pageId)
    this.#atHand.delete(pageId)
    await this.#catchUp(pageId, told, upto)
    this.#atHand.set(pageId, told)
    if (told.seq - told.stored >= WORTH_STORING) await this.#store(pageId, told)
    await this.#makeRoom()
    return told
  }

  async #atHandOrStored(pageId: PageId): Promise<Told> {
    const told = this.#atHand.get(pageId) ?? (await this.#load(pageId))
    this.#atHand.set(pageId, told)
    return told
  }

  async #catchUp(pageId: PageId, told: Told, upto: number): Promise<void> {
    const updates = (await this.#log.read(pageId, told.seq)).filter(({ seq }) => seq <= upto)
    if (updates.length > 0)
      await this.#receive(
        told,
        updates,
        await this.#spans(pageId),
        await borrowingsOf(this.#db, pageId, told.borrowing),
      )
  }

  /** A little at a time, so that those who write do not wait. */
  async #receive(
    told: Told,
    updates: readonly LoggedUpdate[],
    spans: readonly ContributionSpan[],
    borrowings: Borrowing[],
  ): Promise<void> {
    const [numbers, turn] = [new ContributionNumbers(spans), new Turn()]
    for (const { seq, memberId, bytes } of updates) {
      told.borrowing = lendBefore(told.attribution, borrowings, seq)?.id ?? told.borrowing
      told.attribution.receive({ bytes, actor: memberId, contribution: numbers.of(memberId, seq) })
      told.seq = seq
      await turn.leave()
    }
  }

  async #spans(pageId: PageId): Promise<ContributionSpan[]> {
    await this.#contributions.flush()
    return this.#db
      .selectFrom('contribution')
      .select(['member_id', 'first_seq'])
      .where('page_id', '=', pageId)
      .orderBy('first_seq')
      .execute()
  }

  async #makeRoom(): Promise<void> {
    const [oldest] = this.#atHand
    if (!oldest || this.#atHand.size <= AT_HAND) return
    this.#atHand.delete(oldest[0])
    await this.#store(...oldest)
    oldest[1].attribution.doc.destroy()
  }

  async #load(pageId: PageId): Promise<Told> {
    const row = await this.#db
      .selectFrom('attribution')
      .selectAll()
      .where('page_id', '=', pageId)
      .where('algorithm', '=', ALGORITHM)
      .executeTakeFirst()
    if (!row) return blank()
    const told = JSON.parse((await promisify(inflate)(row.told)).toString()) as EncodedAttribution
    const doc = new Y.Doc()
    Y.applyUpdate(doc, row.state)
    const { upto_seq: seq, upto_borrowing } = row
    return { attribution: Attribution.decode(doc, told), seq, stored: seq, borrowing: upto_borrowing }
  }

  async #store(pageId: PageId, { attribution, seq, stored, borrowing }: Told): Promise<void> {
    if (seq === stored) return
    const row = {
      algorithm: ALGORITHM,
      upto_seq: seq,
      upto_borrowing: borrowing,
      state: Y.encodeStateAsUpdate(attribution.doc),
      told: await promisify(deflate)(JSON.stringify(attribution.encode())),
    }
    await writeDerived(this.#db, async (tx) => {
      await tx
        .insertInto('attribution')
        .values({ page_id: pageId, ...row })
        .onConflict((on) => on.column('page_id').doUpdateSet(row))
        .execute()
    })
    const told = this.#atHand.get(pageId)
    if (told?.seq === seq) told.stored = seq
  }
}

function copyOf(attribution: Attribution): Attribution {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(attribution.doc))
  return Attribution.decode(doc, attribution.encode())
}

function blank(): Told {
  return { attribution: new Attribution(), seq: 0, stored: 0, borrowing: 0 }
}
