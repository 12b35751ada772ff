import type {
  LedgerList,
  Lock,
  NewReport,
  Quarantine,
  Report,
  UndoneAnswer,
  WithReason,
} from '@terreau/shared/api/care.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import type { ContributionId, MemberId, PageId, PageRef } from '@terreau/shared/ids.ts'
import { may } from '@terreau/shared/permission/may.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { idsOf, presentPerson } from '../members/person-behind.ts'
import type { PageRow, PageStore } from '../pages/page-store.ts'
import type { Contributions } from '../provenance/contributions.ts'
import type { Rooms } from '../rooms/rooms.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import type { CareStore, ContributionRow } from './care-store.ts'
import { personalData } from './personal-data.ts'
import type { BorrowingDesk } from '../history/borrowing-desk.ts'
import { writtenApart } from '../proposals/written-apart.ts'

const MINUTE = 60_000

/** A quarantine lasts until it is lifted. */
const UNTIL_RELEASED = 8_640_000_000_000_000

export interface CareParts {
  readonly db: Db
  readonly care: CareStore
  readonly ledger: Ledger
  readonly pages: PageStore
  readonly rooms: Rooms
  readonly borrowings: BorrowingDesk
  readonly contributions: Contributions
  readonly now: () => Instant
}

/** What is done against harm. Each act stands in the ledger with its reason, for everyone to read (C1). */
export class CareDesk {
  readonly #parts: CareParts

  constructor(parts: CareParts) {
    this.#parts = parts
  }

  /** A reader says that something is amiss; it takes neither an account nor a reason that convinces. */
  async report(ref: PageRef, report: NewReport, caller: Member | null): Promise<void> {
    const page = await this.#parts.pages.known(ref, caller)
    await this.#parts.care.report(page.id, report, caller?.id ?? null)
  }

  /** Those on pages that the caller keeps. */
  async reports(caller: Member): Promise<Report[]> {
    const { care, pages } = this.#parts
    const open: Report[] = []
    for (const { pageId, ...report } of await care.reports(caller)) {
      const page = await pages.byId(pageId)
      if (page && may(caller, 'report.read', pages.placeOf(page))) open.push(report)
    }
    return open
  }

  async answerReport(id: string, { reason }: WithReason, by: Member): Promise<Report[]> {
    const { care, ledger } = this.#parts
    const report = (await this.reports(by)).find((one) => one.id === id)
    if (!report) throw new Refusal('report.unknown')
    const act = {
      kind: 'report.answered',
      by: by.id,
      page: report.page.id,
      says: { reason, kind: report.kind },
    } as const
    await ledger.enter(act, (tx) => care.answerReport(tx, id))
    return this.reports(by)
  }

  /** Closes a page to writing for a while; its keepers write on. */
  async lock(ref: PageRef, { reason, minutes = 60 }: Lock, by: Member): Promise<void> {
    const { care, ledger, rooms, now } = this.#parts
    const page = await this.#kept(ref, by, 'page.lock')
    const act = { kind: 'page.locked', by: by.id, page: page.id, says: { reason, minutes } } as const
    await ledger.enter(act, (tx) => care.lock(tx, page.id, now() + minutes * MINUTE))
    rooms.rightsChanged()
  }

  async unlock(ref: PageRef, { reason }: WithReason, by: Member): Promise<void> {
    const { care, ledger } = this.#parts
    const page = await this.#kept(ref, by, 'page.lock')
    const act = { kind: 'page.unlocked', by: by.id, page: page.id, says: { reason } } as const
    await ledger.enter(act, (tx) => care.lock(tx, page.id, null))
  }

  /** Someone in quarantine reads as a visitor does, keeps what is theirs, and writes nowhere until a steward releases them. */
  async quarantine(member: MemberId, { reason }: WithReason, by: Member): Promise<void> {
    await this.#confine(member, 'member.quarantined', UNTIL_RELEASED, reason, by)
  }

  /** Everything that the wiki holds about the caller. */
  async personalData({ id }: Member): ReturnType<typeof personalData> {
    const { db, rooms } = this.#parts
    return { ...(await personalData(db, id)), ...(await writtenApart(db, rooms, id)) }
  }

  inQuarantine(): Promise<Quarantine['members']> {
    return this.#parts.care.inQuarantine()
  }

  async release(member: MemberId, { reason }: WithReason, by: Member): Promise<void> {
    await this.#confine(member, 'member.released', null, reason, by)
  }

  /** Ends whatever of theirs is open, on every device: where a device was lost, or somebody else has it. They come in again as they do. */
  async signOut(named: MemberId, { reason }: WithReason, by: Member): Promise<void> {
    const { care, ledger, rooms } = this.#parts
    const member = await this.#somebodyElse(named, by)
    const ended: string[] = []
    await ledger.enter({ kind: 'member.signed-out', by: by.id, member, says: { reason } }, async (tx) => {
      ended.push(...(await care.endSessions(tx, member)))
    })
    for (const session of ended) rooms.endSession(session)
  }

  /** Takes one contribution back, wherever in its page it stands, and leaves what others wrote. */
  async undo(id: ContributionId, { reason }: WithReason, by: Member): Promise<void> {
    const contribution = await this.#parts.care.contribution(id)
    const page = contribution && (await this.#parts.pages.find(contribution.page_id, by))
    if (!page) throw new Refusal('contribution.unknown')
    this.#refuseStranger(page, by, 'contribution.undo')
    await this.#undo(contribution, reason, by)
  }

  /** Takes back all that someone wrote since then, on every page, in one go; what is entangled with others' words stays, and is told. */
  async undoAll(member: MemberId, since: Instant, { reason }: WithReason, by: Member): Promise<UndoneAnswer> {
    if (by.role !== 'steward') throw new Refusal('member.not-allowed')
    const pages = new Set<PageId>()
    let undone = 0
    for (const contribution of await this.#parts.care.contributionsOf(member, since)) {
      const done = await this.#undo(contribution, reason, by).then(() => true, exceptEntangled)
      if (!done) continue
      undone += 1
      pages.add(contribution.page_id)
    }
    return { undone, pages: pages.size }
  }

  ledger(caller: Member | null, before?: number): Promise<LedgerList> {
    return this.#parts.care.ledger(caller, before)
  }

  async #undo(
    { id, page_id, member_id, first_seq, last_seq }: ContributionRow,
    reason: string,
    by: Member,
  ): Promise<void> {
    const { borrowings, rooms, ledger, care, contributions, db, now } = this.#parts
    const isOfIt = ({ seq, memberId }: { seq: number; memberId: MemberId }) =>
      memberId === member_id && seq >= first_seq && seq <= last_seq
    const ids = await idsOf(db, by.id)
    await contributions.close(page_id, ids, now())
    const written = rooms.writeUpdate(page_id, by.id, (_, clientId) =>
      borrowings.takingBack(page_id, by.id, clientId, isOfIt),
    )
    await written.catch((cause: unknown) => {
      const isEntangled = cause instanceof Refusal && cause.code !== 'contribution.hidden'
      throw isEntangled ? new Refusal('contribution.entangled') : cause
    })
    await contributions.close(page_id, ids, now(), { undoes: id })
    const act = {
      kind: 'contribution.undone',
      by: by.id,
      member: member_id,
      page: page_id,
      says: { reason, id },
    } as const
    await ledger.enter(act, (tx) => care.markUndone(tx, id))
  }

  async #confine(
    named: MemberId,
    kind: 'member.quarantined' | 'member.released',
    until: Instant | null,
    reason: string,
    by: Member,
  ): Promise<void> {
    const { care, ledger, rooms } = this.#parts
    const member = await this.#somebodyElse(named, by)
    await ledger.enter({ kind, by: by.id, member, says: { reason } }, (tx) => care.quarantine(tx, member, until))
    rooms.rightsChanged()
  }

  async #somebodyElse(named: MemberId, by: Member): Promise<MemberId> {
    if (by.role !== 'steward') throw new Refusal('member.not-allowed')
    const member = await presentPerson(this.#parts.db, named)
    if (!member) throw new Refusal('member.unknown')
    if (member === by.id) throw new Refusal('member.not-allowed')
    return member
  }

  async #kept(ref: PageRef, by: Member, action: 'page.lock'): Promise<PageRow> {
    const page = await this.#parts.pages.known(ref, by)
    this.#refuseStranger(page, by, action)
    return page
  }

  #refuseStranger(page: PageRow, by: Member, action: 'page.lock' | 'contribution.undo'): void {
    if (!may(by, action, this.#parts.pages.placeOf(page))) throw new Refusal('member.not-allowed')
  }
}

function exceptEntangled(cause: unknown): boolean {
  if (cause instanceof Refusal && cause.code === 'contribution.entangled') return false
  throw cause
}
