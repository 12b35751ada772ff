import type { NewMessage, NewThread, Settling, Statement, ThreadList } from '@terreau/shared/api/discussion.ts'
import type { WithReason } from '@terreau/shared/api/care.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import { anchorAt, counterparts, type Anchor } from '@terreau/shared/document/anchor.ts'
import type { PassageContent } from '@terreau/shared/document/passages.ts'
import type { MemberId, PageId, PageRef } from '@terreau/shared/ids.ts'
import { fold } from '@terreau/shared/language/fold.ts'
import { may, mayKnow } from '@terreau/shared/permission/may.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { mayReopen, notAnswering, waysToSettle, type Settler, type ThreadNow } from '@terreau/shared/review/threads.ts'
import type { Happenings } from '../happenings/happenings.ts'
import type { Act, Ledger } from '../ledger/ledger.ts'
import type { PageRow, PageStore } from '../pages/page-store.ts'
import type { PassageThen } from '../provenance/hands-in.ts'
import { hidesWords } from '../versions/hidden-words.ts'
import type { Db } from '../storage/store.ts'
import { keptWords, withoutNames, type Named } from './calling.ts'
import { namedIn, type Kept, type ThreadRow, type ThreadStore } from './thread-store.ts'
import { threadView } from './thread-views.ts'

/** So many people are proposed at once. */
const PROPOSED = 8

export interface DiscussionParts {
  readonly db: Db
  readonly store: ThreadStore
  readonly pages: PageStore
  readonly ledger: Ledger
  readonly happenings: Happenings
  readonly memberById: (id: MemberId) => Promise<Member | null>
  readonly handsIn: (passage: PassageThen) => Promise<MemberId[]>
  /** Names for whoever proposed something as a visitor from a device. */
  readonly visitorsOn: (device: string | null) => Promise<ReadonlySet<string>>
  /** Brings what is derived of a page up to its log. */
  readonly derive: (page: PageId) => Promise<void>
  /** The passages of a page's validated version; null where it has none. */
  readonly validated: (page: PageRow) => Promise<readonly PassageContent[] | null>
}

/** Something that is done with a thread. */
interface Done {
  readonly page: PageRow
  readonly thread: Pick<ThreadRow, 'id' | 'kind'>
  readonly by: Member
  readonly kept: Kept | null
}

/** What people say of a page and of its passages. An objection stands in the ledger, and makes its passage contested (D33). */
export class DiscussionDesk {
  readonly #parts: DiscussionParts

  constructor(parts: DiscussionParts) {
    this.#parts = parts
  }

  /** All threads of a page: open ones in the order in which they were opened, then those last settled. */
  async list(ref: PageRef, caller: Member | null): Promise<ThreadList> {
    const { store, pages, validated } = this.#parts
    const page = await this.#parts.pages.known(ref, caller)
    const [rows, hide] = [await store.ofPage(page.id), may(caller, 'contribution.hide', pages.placeOf(page))]
    const messages = await store.messages(rows.map(({ id }) => id))
    const anchored = rows.some(({ anchor }) => anchor !== null)
    const live = anchored ? (await store.derived(page.id)).passages : []
    const known = anchored ? await validated(page) : null
    const standing = {
      live,
      inValidated: known && counterparts(live, known),
      hidesWords: anchored && !hide && (await hidesWords(this.#parts.db, page.id)),
    }
    const names = await store.names(namedIn(rows, messages))
    const principles = await pages.namesById(
      rows.flatMap(({ contradicts }) => contradicts?.principle ?? []),
      caller,
    )
    const threads = rows.toSorted(openFirst).map(async (row) => ({
      ...threadView(await this.#inSight(row), messages.get(row.id) ?? [], standing, { names, principles }, hide),
      may: await this.#mayOf(row, page, caller),
    }))
    return { threads: await Promise.all(threads), may: { open: this.#may(caller, page), hide } }
  }

  async open(ref: PageRef, { kind, passage, contradicts, words, mentions }: NewThread, by: Member): Promise<string> {
    const { store } = this.#parts
    const page = await this.#discussed(await this.#parts.pages.known(ref, by), by)
    if ((kind === 'objection' || contradicts) && passage === undefined) throw new Refusal('thread.needs-passage')
    const anchor = passage === undefined ? null : await this.#anchorAt(page, passage)
    if (contradicts) await this.#refuseUnsaid(contradicts, by)
    const kept = await this.#kept(page, words, mentions)
    const opened = { id: store.newId(), page: page.id, kind, anchor, contradicts: contradicts ?? null }
    const act = this.#act('objection.raised', { page, thread: opened, by, kept })
    await this.#do(act, async (tx) => {
      // It is followed from the content that was derived last.
      const here = anchor && (await store.derived(page.id, tx)).passages.some(({ hash }) => hash === anchor.hash)
      if (anchor && !here) throw new Refusal('thread.passage-changed')
      await store.open(tx, opened, by.id)
      await store.say(tx, opened.id, kept, by.id)
    })
    await this.#told(page, opened, by, kept)
    return opened.id
  }

  async say(id: string, { words, mentions }: NewMessage, by: Member): Promise<void> {
    const { db, store } = this.#parts
    const { thread, page } = await this.#found(id, by)
    if (thread.settled_at !== null) throw new Refusal('thread.settled')
    const kept = await this.#kept(page, words, mentions)
    await db.transaction().execute((tx) => store.say(tx, id, kept, by.id))
    await this.#told(page, thread, by, kept)
  }

  /** Resolves a talk; withdraws one's own objection, or answers somebody else's (D34); `device` as `deviceOf`. */
  async settle(
    id: string,
    { how, words, mentions }: Settling,
    by: Member,
    device: string | null = null,
  ): Promise<void> {
    const { store } = this.#parts
    const { thread, page } = await this.#found(id, by)
    if (thread.settled_at !== null) throw new Refusal('thread.settled')
    const settler = await this.#settler(thread, page, by, device)
    if (!waysToSettle(now(thread), settler).includes(how)) throw refusal(thread, settler, how)
    if (how === 'answered' && words === undefined) throw new Refusal('thread.needs-words')
    const kept = words === undefined ? null : await this.#kept(page, words, mentions)
    await this.#do(this.#act('objection.settled', { page, thread, by, kept }), async (tx) => {
      if (!(await store.settle(tx, id, { how, by: by.id }))) throw new Refusal('thread.settled')
      if (kept) await store.say(tx, id, kept, by.id)
    })
    await this.#told(page, thread, by, kept)
  }

  async reopen(id: string, by: Member): Promise<void> {
    const { store } = this.#parts
    const { thread, page } = await this.#found(id, by)
    if (thread.settled_at === null) return
    if (!mayReopen(now(thread), await this.#settler(thread, page, by))) throw new Refusal('member.not-allowed')
    const [first] = (await store.messages([id])).get(id) ?? []
    const kept = first && first.hidden_at === null ? { ...first, called: [] } : null
    await this.#do(this.#act('objection.raised', { page, thread, by, kept }), async (tx) => {
      if (!(await store.settle(tx, id, null))) throw new Refusal('thread.settled')
    })
    await this.#told(page, thread, by, null)
  }

  /** Takes a message out of sight everywhere but before stewards, or shows it again; with the reason in the ledger (D37). */
  async hide(id: string, { reason }: WithReason, by: Member, hidden: boolean): Promise<void> {
    const { store, ledger, pages } = this.#parts
    const message = await store.message(id)
    const thread = message && (await store.byId(message.thread_id))
    const page = thread && (await pages.find(thread.page_id, by))
    if (!page) throw new Refusal('thread.unknown')
    if (!may(by, 'contribution.hide', pages.placeOf(page))) throw new Refusal('member.not-allowed')
    const kind = hidden ? 'message.hidden' : 'message.shown'
    const act: Act = { kind, by: by.id, member: message.by, page: page.id, says: { reason } }
    await ledger.enter(act, (tx) => store.hide(tx, id, hidden))
  }

  /** People who may be called on a page, whose names begin so, in one of their words. */
  async people(ref: PageRef, q: string, by: Member): Promise<Named[]> {
    const page = await this.#discussed(await this.#parts.pages.known(ref, by), by)
    const asked = fold(q)
    const begins = ({ name }: Named) => ` ${fold(name)}`.includes(` ${asked}`)
    return (await this.#callable(page)).filter(begins).slice(0, PROPOSED)
  }

  /** Those who may read the page, of those who wrote in it or of it, or belong where it lies. */
  async #callable(page: PageRow): Promise<Named[]> {
    const { store, memberById, pages } = this.#parts
    const ids = await store.people(page.id, page.territory_id)
    const members = await Promise.all(ids.map((id) => memberById(id)))
    return members.flatMap((one) => (one && mayKnow(one, pages.placeOf(page)) ? [{ id: one.id, name: one.name }] : []))
  }

  async #kept(page: PageRow, words: string, mentions: readonly MemberId[] = []): Promise<Kept> {
    const people = mentions.length === 0 ? [] : await this.#callable(page)
    const called = people.filter(({ id }) => mentions.includes(id))
    return { id: this.#parts.store.newId(), ...keptWords(words, called) }
  }

  /** Where a passage of the live page, or of the validated version, stands in the live page. */
  async #anchorAt(page: PageRow, hash: string): Promise<Anchor> {
    const { store, derive, validated } = this.#parts
    const isIt = (one: PassageContent) => one.hash === hash
    const here = async () => (await store.derived(page.id)).passages
    if (!(await here()).some(isIt)) await derive(page.id)
    const [live, known] = [await here(), (await validated(page)) ?? []]
    const then = known.find(isIt)
    const passage = live.find(isIt) ?? (then && counterparts(known, live)(then))
    if (!passage) throw new Refusal('thread.passage-changed')
    return { ...anchorAt(passage), first: hash }
  }

  /** A principle is quoted as it stands, live or as peers validated it. */
  async #refuseUnsaid({ principle, words }: Statement, by: Member): Promise<void> {
    const { pages } = this.#parts
    const page = await pages.known(principle, by)
    if (page.type !== 'principle' || !(await this.#says(page, words))) throw new Refusal('thread.no-such-statement')
  }

  async #says(page: PageRow, words: string): Promise<boolean> {
    const { store, validated } = this.#parts
    const said = [...((await validated(page)) ?? []), ...(await store.derived(page.id)).passages]
    return said.some(({ field, text }) => field === 'is_not' && text === words)
  }

  /** A principle of which words are out of sight is quoted only as it stands (F7). */
  async #inSight(row: ThreadRow): Promise<ThreadRow> {
    const { db, pages } = this.#parts
    if (!row.contradicts || !(await hidesWords(db, row.contradicts.principle))) return row
    const page = await pages.byId(row.contradicts.principle)
    return page && (await this.#says(page, row.contradicts.words)) ? row : { ...row, contradicts: null }
  }

  /** What is done with an objection stands in the ledger, with its words and the names of nobody; talks do not. */
  #act(kind: 'objection.raised' | 'objection.settled', { page, thread, by, kept }: Done): Act | null {
    if (thread.kind !== 'objection') return null
    const said = kept && { reason: withoutNames(kept.words), message: kept.id }
    return { kind, by: by.id, page: page.id, says: { thread: thread.id, ...said } }
  }

  async #do(act: Act | null, does: (tx: Db) => Promise<void>): Promise<void> {
    const { db, ledger } = this.#parts
    await (act ? ledger.enter(act, does) : db.transaction().execute(does))
  }

  /** Says to whoever listens that something was written, or that an objection is no longer as it was. */
  async #told(
    page: PageRow,
    { id, kind }: Pick<ThreadRow, 'id' | 'kind'>,
    by: Member,
    kept: Kept | null,
  ): Promise<void> {
    const { store, happenings } = this.#parts
    if (kept === null && kind !== 'objection') return
    const said = (await store.messages([id])).get(id) ?? []
    happenings.say({
      kind: 'thread.written',
      page: page.id,
      thread: id,
      by: by.id,
      mentioned: kept?.called ?? [],
      others: [...new Set(said.map((one) => one.by))].filter((one) => one !== by.id),
      objection: kind === 'objection',
      words: withoutNames(kept?.words ?? ''),
    })
  }

  async #mayOf(row: ThreadRow, page: PageRow, caller: Member | null): Promise<ThreadList['threads'][number]['may']> {
    if (!caller) return { reply: false, settle: [], reopen: false }
    const settler = await this.#settler(row, page, caller)
    const settle = waysToSettle(now(row), settler)
    return { reply: settler.mayDiscuss && row.settled_at === null, settle, reopen: mayReopen(now(row), settler) }
  }

  /** Someone before a thread; whose the words are is asked where that counts alone. */
  async #settler(row: ThreadRow, page: PageRow, by: Member, device: string | null = null): Promise<Settler> {
    const place = this.#parts.pages.placeOf(page)
    const [mayDiscuss, mayReview] = [this.#may(by, page), may(by, 'page.review', place)]
    const counts = row.kind === 'objection' && row.settled_at === null && mayReview && row.anchor
    const own = new Set<string>([by.id, ...(await this.#parts.visitorsOn(device))])
    const hasHand = counts ? (await this.#handsIn(page, counts)).some((one) => own.has(one)) : false
    return { id: by.id, mayDiscuss, mayReview, hasHand }
  }

  async #handsIn({ id, type }: PageRow, { hash, field, gone }: Anchor): Promise<MemberId[]> {
    const seq = gone?.seq ?? (await this.#parts.store.derived(id)).seq
    return this.#parts.handsIn({ page: id, type, hash, ...(field !== undefined && { field }), seq })
  }

  #may(caller: Member | null, page: PageRow): boolean {
    return may(caller, 'page.discuss', this.#parts.pages.placeOf(page))
  }

  async #discussed(page: PageRow, by: Member): Promise<PageRow> {
    if (!this.#may(by, page)) throw new Refusal('member.not-allowed')
    return page
  }

  /** A thread that someone may write in. */
  async #found(id: string, by: Member): Promise<{ thread: ThreadRow; page: PageRow }> {
    const thread = await this.#parts.store.byId(id)
    const page = thread && (await this.#parts.pages.find(thread.page_id, by))
    if (!page) throw new Refusal('thread.unknown')
    return { thread, page: await this.#discussed(page, by) }
  }
}

function now({ kind, opened_by, settled_by }: ThreadRow): ThreadNow {
  return { kind, openedBy: opened_by, settled: settled_by === null ? null : { by: settled_by } }
}

function refusal(thread: ThreadRow, settler: Settler, how: string): Refusal {
  const own = how === 'answered' && thread.kind === 'objection' && notAnswering(now(thread), settler) === 'own'
  return new Refusal(own ? 'thread.own-words' : 'member.not-allowed')
}

function openFirst(a: ThreadRow, b: ThreadRow): number {
  if (a.settled_at === null || b.settled_at === null)
    return Number(a.settled_at !== null) - Number(b.settled_at !== null)
  return b.settled_at - a.settled_at
}
