import * as Y from 'yjs'
import type { NewFork } from '@terreau/shared/api/proposals.ts'
import type { PageChanges, ReviewHunk } from '@terreau/shared/api/reviews.ts'
import { passagesOf } from '@terreau/shared/document/passages.ts'
import { bodyOf, contentOf } from '@terreau/shared/document/yxml.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import type { WikiForTests } from './wiki-for-tests.ts'
import type { RandomHands } from './reviews/random-hands-for-tests.ts'

/** A member, by the secret of their session: both are another's once two turn out to be one. */
export interface Hand {
  secret: string
  id: MemberId
}

/** A fork as its author has it open: what others write meanwhile is not in it. */
interface Desk {
  readonly id: string
  readonly doc: Y.Doc
}

/** What stands in a page, and in a fork upon it: the hashes of their passages in order. */
interface Stands {
  readonly live: readonly string[]
  /** Null where the fork is closed. */
  readonly forked: readonly string[] | null
  readonly seq: number
}

const TYPE = 'practice'

/** What people write apart on one page, send, withdraw, take and return; says what is not as it should be. */
export class RandomForks {
  readonly #wiki: WikiForTests
  readonly #page: PageId
  readonly #hands: RandomHands
  readonly #desks = new Map<Hand, Desk>()
  readonly #authors = new Map<string, Hand>()
  readonly broken: string[] = []
  /** How often a fork was taken wholly or in part, given back in part, or withdrawn. */
  readonly counts = { whole: 0, some: 0, returned: 0, withdrawn: 0 }

  constructor(wiki: WikiForTests, page: PageId, hands: RandomHands) {
    this.#wiki = wiki
    this.#page = page
    this.#hands = hands
  }

  authorOf(fork: string): Hand | undefined {
    return this.#authors.get(fork)
  }

  /** Writes a little, in what is open or in what is opened anew, and perhaps sends it. */
  async write(one: Hand): Promise<void> {
    const { below } = this.#hands
    const before = await this.#live()
    const desk = (below(3) > 0 && this.#desks.get(one)) || (await this.#open(one))
    for (let edits = below(4) + 1; edits > 0; edits -= 1) await this.#edit(desk, one)
    if (below(2) === 0) await this.#send(desk, one)
    if (String(before) !== String(await this.#live())) this.broken.push(`${desk.id} was seen before it was taken`)
  }

  async withdraw(one: Hand): Promise<void> {
    const own = [...this.#authors].flatMap(([id, author]) => (author.id === one.id ? [id] : []))
    if (own.length === 0) return
    const id = this.#hands.pick(own)
    const before = await this.#live()
    const { status } = await this.#wiki.ask('DELETE', `/api/forks/${id}`, one.secret)
    this.#expect('withdrawing', status, [204])
    this.#forget(id)
    if (String(before) !== String(await this.#live())) this.broken.push(`${id} was withdrawn, and the page is another`)
    if ((await this.#hunksOf(id, one)).length > 0) this.broken.push(`${id} was withdrawn, and waits`)
    this.counts.withdrawn += 1
  }

  /** All of a fork at once, or one change of it after another; some of them are given back. */
  async answer(id: string, one: Hand): Promise<void> {
    if (this.#hands.below(3) === 0) return this.#answerOnce(await this.#hunksOf(id, one), one, 'validated')
    for (let rounds = this.#hands.below(3) + 1; rounds > 0; rounds -= 1) {
      const hunks = await this.#hunksOf(id, one)
      if (hunks.length === 0) return
      const { key } = this.#hands.pick(hunks)
      const equal = hunks.filter((hunk) => hunk.key === key)
      await this.#answerOnce(equal, one, this.#hands.below(4) === 0 ? 'returned' : 'validated')
    }
  }

  async #answerOnce(hunks: readonly ReviewHunk[], one: Hand, verdict: 'validated' | 'returned'): Promise<void> {
    const [first] = hunks
    const id = first?.proposal?.id ?? ''
    const author = this.authorOf(id)
    if (!author) return
    const whole = (await this.#hunksOf(id, one)).length === hunks.length
    const before = await this.#stands(id, author)
    const keys = [...new Set(hunks.map(({ key }) => key))]
    const reason = verdict === 'returned' ? { reason: 'Pas ainsi.' } : {}
    const asked = { hunks: keys, verdict, ...reason }
    const { status, json } = await this.#wiki.ask('POST', `/api/pages/${this.#page}/verdicts`, one.secret, asked)
    const after = await this.#stands(id, author)
    const mayNot = author.id === one.id
    this.#expect(`a verdict on ${id} (${json?.code})`, status, mayNot ? [403] : [201, 409])
    if (status !== 201) {
      if (String(before.live) !== String(after.live)) this.broken.push(`${id} was refused, and the page is another`)
      return
    }
    if (verdict === 'validated') this.counts[whole ? 'whole' : 'some'] += 1
    else this.counts.returned += 1
    this.#compare(hunks, before, after, verdict)
    await this.#credit(before, after, author)
    if (after.forked === null) this.#forget(id)
  }

  /** The page is as it was, with what was taken as it was shown; and what is left of the fork is what was not answered. */
  #compare(hunks: readonly ReviewHunk[], before: Stands, after: Stands, verdict: 'validated' | 'returned'): void {
    const [gone, come] = [hashes(hunks, 'before'), hashes(hunks, 'after')]
    const live = verdict === 'validated' ? changed(before.live, gone, come) : before.live.toSorted()
    if (String(after.live.toSorted()) !== String(live)) this.broken.push('the page is another than was shown')
    if (after.forked === null) return
    const left = verdict === 'validated' ? before.forked?.toSorted() : changed(before.forked ?? [], come, gone)
    if (String(after.forked.toSorted()) !== String(left)) this.broken.push('what is left of a fork is another')
  }

  /** All that was written on taking it is by its author. */
  async #credit(before: Stands, after: Stands, author: Hand): Promise<void> {
    const { db } = this.#wiki.wiki.store
    const rows = await db
      .selectFrom('update_log')
      .select('member_id')
      .where('page_id', '=', this.#page)
      .where('seq', '>', before.seq)
      .execute()
    if (rows.some(({ member_id }) => member_id !== author.id)) this.broken.push('what was taken is by somebody else')
    if (rows.length === 0 && after.seq > before.seq) this.broken.push('nothing was written')
  }

  async #open(one: Hand): Promise<Desk> {
    const { json } = await this.#wiki.ask<NewFork>('POST', `/api/pages/${this.#page}/forks`, one.secret)
    const doc = new Y.Doc()
    Y.applyUpdate(doc, (await this.#read(json.id, one)) ?? new Uint8Array(2))
    doc.clientID = json.clientId
    const desk = { id: json.id, doc }
    this.#desks.set(one, desk)
    this.#authors.set(json.id, one)
    return desk
  }

  async #edit({ id, doc }: Desk, one: Hand): Promise<void> {
    const updates: Uint8Array[] = []
    const keep = (bytes: Uint8Array) => void updates.push(bytes)
    doc.on('update', keep)
    doc.transact(() => this.#hands.edit(bodyOf(doc), one))
    doc.off('update', keep)
    for (const bytes of updates) {
      const answer = await this.#wiki.app.inject({
        method: 'PUT',
        url: `/api/forks/${id}/updates`,
        headers: { authorization: `Bearer ${one.secret}`, 'content-type': 'application/octet-stream' },
        payload: Buffer.from(bytes),
      })
      this.#expect(`writing apart (${answer.body})`, answer.statusCode, [204])
    }
  }

  async #send({ id }: Desk, one: Hand): Promise<void> {
    const { status, json } = await this.#wiki.ask('POST', `/api/forks/${id}/sending`, one.secret, {})
    this.#expect(`sending (${json?.code})`, status, [204, 409])
    if (status === 204) this.#desks.delete(one)
  }

  #forget(id: string): void {
    this.#authors.delete(id)
    for (const [one, desk] of this.#desks) if (desk.id === id) this.#desks.delete(one)
  }

  async #hunksOf(id: string, one: Hand): Promise<ReviewHunk[]> {
    const { json } = await this.#wiki.ask<PageChanges>('GET', `/api/pages/${this.#page}/changes`, one.secret)
    return json.hunks.filter(({ proposal }) => proposal?.id === id)
  }

  async #read(id: string, { secret }: Hand): Promise<Uint8Array | null> {
    const headers = { authorization: `Bearer ${secret}` }
    const answer = await this.#wiki.app.inject({ url: `/api/forks/${id}/updates`, headers })
    return answer.statusCode === 200 ? answer.rawPayload : null
  }

  async #live(): Promise<string[]> {
    return passagesOf(await this.#wiki.wiki.rooms.read(this.#page)).map(({ hash }) => hash)
  }

  async #stands(id: string, author: Hand): Promise<Stands> {
    const bytes = await this.#read(id, author)
    const doc = new Y.Doc()
    if (bytes) Y.applyUpdate(doc, bytes)
    const { seq } = await this.#wiki.wiki.rooms.read(this.#page)
    return { live: await this.#live(), forked: bytes && passagesOf(contentOf(TYPE, doc)).map(({ hash }) => hash), seq }
  }

  #expect(what: string, status: number, allowed: readonly number[]): void {
    if (!allowed.includes(status)) this.broken.push(`${what} was answered ${status}`)
  }
}

function hashes(hunks: readonly ReviewHunk[], side: 'before' | 'after'): string[] {
  return hunks.flatMap((hunk) => hunk[side].map(({ hash }) => hash))
}

/** Passages without some, and with others; in no order. */
function changed(passages: readonly string[], gone: readonly string[], come: readonly string[]): string[] {
  const left = [...passages, ...come]
  for (const hash of gone) {
    const at = left.indexOf(hash)
    if (at < 0) return [`${hash} is not there`]
    left.splice(at, 1)
  }
  return left.toSorted()
}
