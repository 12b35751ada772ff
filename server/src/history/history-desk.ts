import type { WithReason } from '@terreau/shared/api/care.ts'
import type {
  ContributionList,
  ContributionWords,
  DiffAsked,
  PageDiff,
  PointInTime,
  Restoration,
} from '@terreau/shared/api/history.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import { passagesOf } from '@terreau/shared/document/passages.ts'
import type { ContributionId, PageId, PageRef } from '@terreau/shared/ids.ts'
import { may } from '@terreau/shared/permission/may.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { changesBetween } from '@terreau/shared/review/page-changes.ts'
import type { Happenings } from '../happenings/happenings.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { idsOf } from '../members/person-behind.ts'
import type { PageRow, PageStore } from '../pages/page-store.ts'
import { writablePage } from '../pages/writable-page.ts'
import { borrowersOf, borrowingsOf } from '../provenance/borrowings.ts'
import { hiddenOf } from '../versions/hidden-words.ts'
import type { Contributions } from '../provenance/contributions.ts'
import type { Rooms } from '../rooms/rooms.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import type { Version, VersionStore } from '../versions/version-store.ts'
import type { UpdateLog } from '../update-log/update-log.ts'
import type { BorrowingDesk } from './borrowing-desk.ts'
import { ContributionStore, type Contributed } from './contribution-store.ts'
import { PastPages, type PastPage } from './past-pages.ts'

export interface HistoryParts {
  readonly db: Db
  readonly ledger: Ledger
  readonly pages: PageStore
  readonly rooms: Rooms
  readonly log: UpdateLog
  readonly borrowings: BorrowingDesk
  readonly contributions: Contributions
  readonly happenings: Happenings
  readonly versions: VersionStore
  /** Brings what is derived of a page up to what is shown of it. */
  readonly derive: (page: PageId) => Promise<void>
  readonly now: () => Instant
}

/** A point in the history of a page: after an update, or a version that was made there. */
interface Point {
  readonly seq: number
  readonly number: number
  readonly version: Version | null
}

/** What became of a page, contribution by contribution; going back, and what must not be seen. */
export class HistoryDesk {
  readonly #parts: HistoryParts
  readonly #store: ContributionStore
  readonly #past: PastPages

  constructor(parts: HistoryParts) {
    this.#parts = parts
    this.#store = new ContributionStore(parts.db)
    this.#past = new PastPages(parts.log)
  }

  async list(ref: PageRef, caller: Member | null, before?: number): Promise<ContributionList> {
    const page = await this.#parts.pages.known(ref, caller)
    await this.#recorded()
    const hide = this.#may(caller, 'contribution.hide', page)
    const { contributions, next } = await this.#store.list(page.id, { person: caller, seesHidden: hide }, before)
    return { contributions, next, may: { restore: this.#may(caller, 'page.write', page), hide } }
  }

  /** Ends what the caller last wrote on a page, with a word on it. */
  async propose(ref: PageRef, words: ContributionWords, by: Member): Promise<ContributionId> {
    const page = await writablePage(this.#parts.pages, ref, by)
    const sources = await this.#sources(words, by)
    const { contributions, db, happenings, now } = this.#parts
    const id = await contributions.close(page.id, await idsOf(db, by.id), now())
    if (!id) throw new Refusal('contribution.nothing-new')
    await this.#store.say(id, messageOf(words), sources)
    happenings.say({ kind: 'page.proposed', page: page.id, by: by.id, words: messageOf(words) ?? '' })
    return id
  }

  /** Says something else of what one wrote, whenever that was (F2). */
  async say(id: ContributionId, words: ContributionWords, by: Member): Promise<void> {
    const { contribution, page } = await this.#found(id, by)
    if (contribution.person !== by.id || !this.#may(by, 'page.write', page)) throw new Refusal('member.not-allowed')
    await this.#store.say(id, messageOf(words), await this.#sources(words, by))
  }

  async diff(ref: PageRef, asked: DiffAsked, caller: Member | null): Promise<PageDiff> {
    const page = await this.#parts.pages.known(ref, caller)
    await this.#recorded()
    const newest = await this.#store.newest(page.id)
    const to = asked.to ?? newest?.id ?? 'now'
    const one = await this.#pointAt(page.id, to)
    const other = await this.#pointBefore(page.id, to, asked.from)
    const isInOrder = to === 'now' || (asked.from !== 'now' && isNotAfter(other, one))
    const [before, after] = await this.#passagesAt(page, isInOrder ? [other, one] : [one, other], caller)
    const own = asked.from === undefined && isContribution(to) ? await this.#store.byId(to) : null
    return {
      from: isInOrder ? (asked.from ?? null) : to,
      to: isInOrder ? to : (asked.from ?? to),
      changes: changesBetween(before ?? [], after ?? []),
      alongside: own ? await this.#store.othersBetween(page.id, own.person, other.seq, one.seq) : [],
    }
  }

  /**
   * Puts the page back to the end of a contribution, as an edit of the caller's like any other, and a contribution of
   * its own (F6): what was written since goes, what was taken away since comes back, still by whoever wrote it.
   */
  async restore(ref: PageRef, { to }: Restoration, by: Member): Promise<void> {
    const page = await writablePage(this.#parts.pages, ref, by)
    const { borrowings, contributions, db, now, rooms } = this.#parts
    await this.#recorded()
    const upto = await this.#seqOf(page.id, to, 'last_seq')
    const [then] = await this.#past.at(await this.#pastPage(page, null), [upto])
    if (then?.lacks) throw new Refusal('contribution.hidden')
    const ids = await idsOf(db, by.id)
    await contributions.close(page.id, ids, now())
    const written = rooms.writeUpdate(page.id, by.id, (_, clientId) =>
      borrowings.takingBack(page.id, by.id, clientId, ({ seq }) => seq > upto),
    )
    await written.catch((cause: unknown) => {
      throw cause instanceof Refusal ? new Refusal('contribution.entangled') : cause
    })
    await contributions.close(page.id, ids, now(), { restores: to })
  }

  /** Takes a contribution's words out of sight everywhere but before stewards (F7). */
  async hide(id: ContributionId, { reason }: WithReason, by: Member): Promise<void> {
    const { contribution, page } = await this.#kept(id, by)
    if (await this.#stands(contribution, await this.#reached(page))) throw new Refusal('contribution.stands')
    const titles = await this.#titlesOf(contribution, page)
    await this.#enter('contribution.hidden', contribution, page, reason, by)
    if (titles.length === 0) return
    for (const title of titles) await this.#parts.pages.forgetAddresses(page.id, title)
    await this.#parts.derive(page.id)
  }

  async show(id: ContributionId, { reason }: WithReason, by: Member): Promise<void> {
    const { contribution, page } = await this.#kept(id, by)
    await this.#enter('contribution.shown', contribution, page, reason, by)
  }

  async #enter(
    kind: 'contribution.hidden' | 'contribution.shown',
    { id, person }: Contributed,
    page: PageRow,
    reason: string,
    by: Member,
  ): Promise<void> {
    const at = kind === 'contribution.hidden' ? this.#parts.now() : null
    const reached = await this.#reached(page)
    const act = { kind, by: by.id, member: person, page: page.id, says: { reason, id } }
    await this.#parts.ledger.enter(act, async (tx) => {
      await this.#store.hide(tx, id, at)
      for (const one of reached) await this.#parts.versions.show(tx, one.id)
    })
    for (const one of reached) await this.#parts.derive(one.id)
  }

  /** Whether any character of a page, wherever others put it since or brought it, is of this contribution. */
  async #stands({ first_seq }: Contributed, pages: readonly PageRow[]): Promise<boolean> {
    for (const page of pages) {
      const without = await this.#pastWithout(page, [first_seq])
      const [now] = await this.#past.at(without, [await this.#parts.log.head(page.id)])
      if (now?.lacks) return true
    }
    return false
  }

  /** A page, and those to which words of it were brought. */
  async #reached(page: PageRow): Promise<PageRow[]> {
    const ids = await borrowersOf(this.#parts.db, page.id)
    const others = await Promise.all(ids.map((id) => this.#parts.pages.byId(id)))
    return [page, ...others.filter((one) => one !== null)]
  }

  /** Every title since a contribution began that held any of it, whoever else wrote in it. */
  async #titlesOf({ first_seq }: Contributed, page: PageRow): Promise<string[]> {
    const seqs = (await this.#past.titleSeqs(page.id)).filter((seq) => seq >= first_seq)
    const titles = async (hidden: readonly number[]) =>
      (await this.#past.at(await this.#pastWithout(page, hidden), seqs)).map(
        ({ passages }) => passages.find(({ field }) => field === 'title')?.text ?? null,
      )
    const [all, rest] = [await titles([]), await titles([first_seq])]
    return [...new Set(all.flatMap((title, at) => (title === null || title === rest[at] ? [] : title)))]
  }

  /** A page whose hidden words are shown to this person only if they may hide some. */
  async #pastPage(page: PageRow, caller: Member | null): Promise<PastPage> {
    if (this.#may(caller, 'contribution.hide', page)) return this.#pastWithout(page, [])
    return this.#pastWithout(page, [...(await hiddenOf(this.#parts.db, page.id))])
  }

  async #pastWithout({ id, type }: PageRow, hidden: readonly number[]): Promise<PastPage> {
    const [spans, borrowings] = [await this.#store.spans(id), await borrowingsOf(this.#parts.db, id)]
    return { id, type, spans, borrowings, hidden: new Set(hidden) }
  }

  async #pointAt(page: PageId, point: PointInTime): Promise<Point> {
    const number = versionIn(point)
    if (number === null) return { seq: await this.#seqOf(page, point, 'last_seq'), number: 0, version: null }
    const version = await this.#parts.versions.numbered(page, number)
    if (!version) throw new Refusal('page.no-such-version')
    return { seq: version.seq, number, version }
  }

  /** What is asked for, else what came before `to`. */
  async #pointBefore(page: PageId, to: PointInTime, from: PointInTime | undefined): Promise<Point> {
    if (from !== undefined) return this.#pointAt(page, from)
    const number = versionIn(to)
    if (number === null) return { seq: (await this.#seqOf(page, to, 'first_seq')) - 1, number: 0, version: null }
    return number > 1 ? this.#pointAt(page, `v${number - 1}`) : { seq: 0, number: 0, version: null }
  }

  async #passagesAt(page: PageRow, points: readonly Point[], caller: Member | null) {
    const past = await this.#past.at(
      await this.#pastPage(page, caller),
      points.flatMap(({ seq, version }) => (version ? [] : seq)),
    )
    const read = past.values()
    return points.map(({ version }) =>
      version ? passagesOf({ type: page.type, ...version }) : (read.next().value?.passages ?? []),
    )
  }

  async #seqOf(page: PageId, point: PointInTime, end: 'first_seq' | 'last_seq'): Promise<number> {
    if (point === 'start') return 0
    if (point === 'now') return end === 'last_seq' ? this.#parts.log.head(page) : 1
    const contribution = isContribution(point) ? await this.#store.byId(point) : null
    if (contribution?.page_id !== page) throw new Refusal('contribution.unknown')
    return contribution[end]
  }

  /** Sources that the caller may know of; there is no other. */
  async #sources({ sources = [] }: ContributionWords, by: Member): Promise<PageId[]> {
    const found = await Promise.all(sources.map((id) => this.#parts.pages.find(id, by)))
    if (found.some((page) => page?.type !== 'source')) throw new Refusal('page.unknown')
    return [...sources]
  }

  /** A store that fails can still be read: what it could not record is told once it can. */
  async #recorded(): Promise<void> {
    await this.#parts.contributions.flush().catch(() => {})
  }

  #may(caller: Member | null, action: 'page.write' | 'contribution.hide', page: PageRow): boolean {
    return may(caller, action, this.#parts.pages.placeOf(page))
  }

  async #kept(id: ContributionId, by: Member): Promise<{ contribution: Contributed; page: PageRow }> {
    const found = await this.#found(id, by)
    if (!this.#may(by, 'contribution.hide', found.page)) throw new Refusal('member.not-allowed')
    return found
  }

  async #found(id: ContributionId, by: Member): Promise<{ contribution: Contributed; page: PageRow }> {
    await this.#recorded()
    const contribution = await this.#store.byId(id)
    const page = contribution && (await this.#parts.pages.find(contribution.page_id, by))
    if (!page) throw new Refusal('contribution.unknown')
    return { contribution, page }
  }
}

function messageOf({ message = '' }: ContributionWords): string | null {
  return message.trim() === '' ? null : message.trim()
}

function isNotAfter(other: Point, one: Point): boolean {
  return other.seq < one.seq || (other.seq === one.seq && other.number <= one.number)
}

function versionIn(point: PointInTime): number | null {
  return point.startsWith('v') ? Number(point.slice(1)) : null
}

function isContribution(point: PointInTime): point is ContributionId {
  return point !== 'start' && point !== 'now' && versionIn(point) === null
}
