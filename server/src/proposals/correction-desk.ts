import type {
  CorrectionList,
  NewCorrection,
  NewFact,
  OwnProposals,
  ProposedCorrection,
} from '@terreau/shared/api/proposals.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import { canonical } from '@terreau/shared/document/canonical.ts'
import { anchorAt, counterparts } from '@terreau/shared/document/anchor.ts'
import { hashOf, passagesOf, type PageContent, type PassageContent } from '@terreau/shared/document/passages.ts'
import type { MemberId, PageId, PageRef } from '@terreau/shared/ids.ts'
import { may } from '@terreau/shared/permission/may.ts'
import { Refusal, type RefusalCode } from '@terreau/shared/refusals.ts'
import { corrected, type NotCorrected } from '@terreau/shared/review/correcting.ts'
import { fits, stated } from '@terreau/shared/review/stating.ts'
import { textOf, wordSegments } from '@terreau/shared/review/words.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { MemberStore } from '../members/member-store.ts'
import { idsOf } from '../members/person-behind.ts'
import type { PageRow, PageStore } from '../pages/page-store.ts'
import type { LivePages } from '../pages/page-writer.ts'
import type { Contributions } from '../provenance/contributions.ts'
import { hidesWords } from '../versions/hidden-words.ts'
import type { Answered, Proposals, Proposed } from '../reviews/proposed.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import type { CorrectionRow, CorrectionStore, Incoming } from './correction-store.ts'
import { answersOnForks, proposalsMade } from './proposals-made.ts'
import { proposedIn, write } from './proposed-correction.ts'

/** So many wait on one page at most. */
const MANY = 60

/** What is proposed. */
type Change = Pick<Incoming, 'anchor' | 'base' | 'words' | 'fact'>

const UNNAMED = { fr: 'une visiteuse', en: 'a visitor' } as const

export interface CorrectionParts {
  readonly db: Db
  readonly store: CorrectionStore
  readonly pages: PageStore
  readonly members: MemberStore
  readonly live: LivePages
  readonly contributions: Contributions
  readonly ledger: Ledger
  readonly now: () => Instant
  /** Brings what is derived of a page up to its log. */
  readonly derive: (page: PageId) => Promise<void>
  /** The passages of a page's validated version; null where it has none. */
  readonly validated: (page: PageRow) => Promise<readonly PassageContent[] | null>
  /** Says that something waits on a page. */
  readonly onProposed: (page: PageRow) => Promise<unknown>
}

/** Whoever reads a page proposes other words for a passage, or another value for a fact, with an account or without (D60, D68). */
export class CorrectionDesk implements Proposals {
  readonly #parts: CorrectionParts

  constructor(parts: CorrectionParts) {
    this.#parts = parts
  }

  /** Answers the id under which it waits. Nothing is written in the page. */
  async propose(
    ref: PageRef,
    said: NewCorrection | NewFact,
    by: Member | null,
    device: string | null,
  ): Promise<string> {
    const { pages, store, onProposed } = this.#parts
    const page = await this.#parts.pages.known(ref, by)
    const place = pages.placeOf(page)
    if (place.archivedAt) throw new Refusal('page.archived')
    if (!may(by, 'page.propose', place)) throw new Refusal('page.locked')
    if ((await store.open(page.id)).length >= MANY) throw new Refusal('correction.too-many')
    const id = await store.add({
      page: page.id,
      ...(await ('field' in said ? this.#stated(page, said) : this.#corrected(page, said))),
      name: by ? null : oneLine(said.name),
      why: oneLine(said.why),
      by: by?.id ?? null,
      device: by ? null : device,
    })
    if (id === null) throw new Refusal('correction.passage-changed')
    await onProposed(page)
    return id
  }

  /** All that was proposed on a page and what became of it, for those who review it. */
  async list(ref: PageRef, caller: Member): Promise<CorrectionList> {
    const page = await this.#parts.pages.known(ref, caller)
    const place = this.#parts.pages.placeOf(page)
    if (!may(caller, 'page.review', place)) throw new Refusal('member.not-allowed')
    const silent = !may(caller, 'contribution.hide', place) && (await hidesWords(this.#parts.db, page.id))
    const all = [
      ...(await this.#parts.store.all(page.id)).map(told),
      ...(await answersOnForks(this.#parts.db, page.id)),
    ]
    const corrections = all.toSorted((a, b) => b.at.localeCompare(a.at))
    return { corrections: silent ? corrections.map(withoutOthers) : corrections }
  }

  /** What the caller proposed anywhere. */
  made(caller: Member): Promise<OwnProposals> {
    return proposalsMade(this.#parts.db, this.#parts.pages, caller)
  }

  async open(page: PageRow): Promise<Proposed[]> {
    const rows = await this.#parts.store.open(page.id)
    if (rows.length === 0) return []
    const content = await this.#content(page)
    const silent = await hidesWords(this.#parts.db, page.id)
    return rows.map((row) => proposedIn(content, row, silent))
  }

  async waiting({ id }: PageRow): Promise<{ at: Instant; by: MemberId | null }[]> {
    return this.#parts.store.open(id)
  }

  async visitorsOn(device: string | null): Promise<ReadonlySet<string>> {
    return device === null ? new Set() : this.#parts.store.visitorsOn(device)
  }

  async write(page: PageRow, ones: readonly Proposed[], by: MemberId): Promise<void> {
    for (const one of ones) await this.#writeOne(page, one, by)
  }

  async #writeOne(page: PageRow, { id, hunk }: Proposed, by: MemberId): Promise<void> {
    const { contributions, db, derive, live, now, store } = this.#parts
    const row = await store.byId(id)
    if (!row || row.outcome !== null) throw new Refusal('review.stale')
    const words = hunk.after[0]?.text ?? ''
    const writer = await this.#writerOf(page, row, { by, words })
    // Whoever proposed it may be writing on the page.
    contributions.setAside(page.id, await idsOf(db, writer))
    try {
      await live.write(page.id, writer, (doc) => {
        if (write(doc, page.type, row) !== 'done') throw new Refusal('review.stale')
      })
    } catch (cause) {
      await this.#finish(row.id)
      throw cause
    }
    await contributions.close(page.id, await idsOf(db, writer), now())
    await derive(page.id)
  }

  async giveBack(): Promise<() => Promise<void>> {
    return async () => {}
  }

  async answer(tx: Db, ones: readonly Proposed[], answered: Answered): Promise<void> {
    for (const { id } of ones) await this.#parts.store.answer(tx, id, answered)
  }

  /** What was on its way into a page when the wiki ended is either in it and accepted, or waits as before (D64). */
  async catchUp(): Promise<void> {
    for (const { id } of await this.#parts.store.underWay()) await this.#finish(id)
  }

  async #finish(id: string): Promise<void> {
    const { contributions, db, ledger, live, now, store } = this.#parts
    const row = await store.byId(id)
    if (!row?.taken || row.written_by === null || row.outcome !== null) return
    const { by, seq, words } = row.taken
    const ids = await idsOf(db, row.written_by)
    const { type, fields, body } = await live.read(row.page_id)
    const stands = row.fact
      ? canonical(fields[row.fact.field] ?? null) === canonical(row.fact.is)
      : passagesOf({ type, fields, body }).some(({ text }) => text === words)
    if (!stands || !(await contributions.wroteSince(row.page_id, ids, seq)))
      return store.take(db, id, null, row.written_by)
    await contributions.close(row.page_id, ids, now())
    const says = { verdict: 'validated', proposal: id }
    await ledger.enter({ kind: 'verdict.given', by, page: row.page_id, says }, (tx) =>
      store.answer(tx, id, { outcome: 'accepted', by, reason: null }),
    )
  }

  /** Under whose name it is written: the member's own, or that of a visitor of its own. */
  async #writerOf(
    page: PageRow,
    { id, by, name, written_by }: CorrectionRow,
    taken: { by: MemberId; words: string },
  ): Promise<MemberId> {
    const { db, live, members, store } = this.#parts
    const { seq } = await live.read(page.id)
    return db.transaction().execute(async (tx) => {
      const writer = by ?? written_by ?? (await members.visitor(tx, name ?? UNNAMED[page.lang]))
      await store.take(tx, id, { ...taken, seq }, writer)
      return writer
    })
  }

  /** The words that were read and the passage as it stands now; refused where other words for it would change nothing, or too much. */
  async #corrected(page: PageRow, { passage: hash, ...said }: NewCorrection): Promise<Change> {
    const { derive, validated } = this.#parts
    const words = plain(said.words)
    const isIt = (one: PassageContent) => one.hash === hash
    const holds = async () => passagesOf(await this.#content(page)).some(isIt)
    if (!(await holds())) await derive(page.id)
    const content = await this.#content(page)
    const live = passagesOf(content)
    const known = live.some(isIt) ? live : ((await validated(page)) ?? [])
    const read = known.find(isIt)
    const passage = read && counterparts(known, live)(read)
    if (!read || !passage) throw new Refusal('correction.passage-changed')
    const { field } = passage
    const base = read.text
    const done = corrected(content, { hash: passage.hash, base, words, ...(field !== undefined && { field }) })
    if (words === base) throw new Refusal('correction.same')
    if (done === 'same' || done === 'shape') throw new Refusal(NOT_PROPOSED[done])
    return { anchor: anchorAt(passage), base, words, fact: null }
  }

  /** The fact as it stands now, wherever it was read: in the page, or in its validated version. */
  async #stated(page: PageRow, { field, was, is: said }: NewFact): Promise<Change> {
    const { derive, now, validated } = this.#parts
    const is = typeof said === 'string' ? plain(said) : said
    const today = new Date(now()).toISOString().slice(0, 10)
    if (!fits(page.type, { field, was, is }, today)) throw new Refusal('correction.value')
    const here = async () => (await this.#content(page)).fields[field] ?? null
    if (canonical(await here()) !== canonical(was)) await derive(page.id)
    const content = await this.#content(page)
    const live = content.fields[field] ?? null
    const isFact = (one: PassageContent) => one.field === field
    const version = await validated(page)
    const isRead =
      version && (version.find(isFact)?.hash ?? null) === (was === null ? null : hashOf({ field, value: was }))
    if (canonical(live) !== canonical(was) && !isRead) throw new Refusal('correction.passage-changed')
    const done = stated(content, { field, was: live, is }, today)
    if (typeof done === 'string') throw new Refusal(NOT_PROPOSED[done])
    const [base, words] = [textOf(done.before), textOf(done.after)]
    const anchor = anchorAt(done.before[0] ?? { hash: '', kind: 'field', text: '', field })
    return { anchor, base, words, fact: { field, was: live, is } }
  }

  async #content({ id, type }: PageRow): Promise<PageContent> {
    const content = await this.#parts.pages.content(id)
    return { type, fields: content?.fields ?? {}, body: content?.body ?? { type: 'doc', content: [] } }
  }
}

/** Why something is not proposed. */
const NOT_PROPOSED = {
  changed: 'correction.passage-changed',
  same: 'correction.same',
  shape: 'correction.shape',
} as const satisfies Record<NotCorrected, RefusalCode>

/** What was proposed, without what stood there: that may hold words that are out of sight by now (F7). */
function withoutOthers({ was: _was, ...one }: ProposedCorrection): ProposedCorrection {
  // Words that somebody moved apart are not told from their own any more.
  return { ...one, words: one.id.includes('.') ? [] : one.words.filter(({ kind }) => kind === 'added') }
}

function told(row: CorrectionRow): CorrectionList['corrections'][number] {
  const { id, at, anchor, fact, why, outcome, answeredBy, answered_at, reason } = row
  return {
    id,
    name: row.byName ?? row.name,
    visitor: row.by === null,
    at: new Date(at).toISOString(),
    ...(anchor.field !== undefined && { field: anchor.field }),
    ...(fact && { was: fact.was, is: fact.is }),
    words: wordSegments(row.base, row.words),
    why,
    outcome,
    answeredBy,
    answeredAt: answered_at === null ? null : new Date(answered_at).toISOString(),
    reason,
  }
}

/** As it would be typed here: lines as lines, nothing that cannot be seen. */
function plain(words: string): string {
  // oxlint-disable-next-line no-control-regex
  return words
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/gu, '\n')
    .replace(/[^\P{Cc}\n]/gu, '')
    .trim()
}

function oneLine(words: string | undefined): string | null {
  return plain(words ?? '').replace(/\s+/gu, ' ') || null
}
