import { setTimeout } from 'node:timers/promises'
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Standing } from '@terreau/shared/api/pages.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import type { ReviewQueue, ReviewQueueQuery, WaitingPage } from '@terreau/shared/api/reviews.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import { RIGHTS } from '@terreau/shared/permission/may.ts'
import { PAGE_TYPES } from '@terreau/shared/page-types/registry.ts'
import { recheckFrom } from '@terreau/shared/review/judging.ts'
import type { Happenings } from '../happenings/happenings.ts'
import { listed } from '../members/readable.ts'
import { cursorOf, isNumber, readCursor } from '../pages/cursor.ts'
import type { PageRow, PageStore } from '../pages/page-store.ts'
import { IDLE } from '../provenance/contributions.ts'
import { among } from '../storage/among.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import { standingOf } from '../versions/page-standing.ts'
import { newerThan } from '../versions/passage-standing.ts'
import type { Proposals } from './proposed.ts'
import type { Reviewed, ReviewedPages } from './reviewed-pages.ts'
import type { ReviewedHunk } from './reviewed-page.ts'
import type { ReviewStore } from './review-store.ts'

const DAY = 24 * 3600 * 1000
/** What waits for longer is told to those who keep the page. */
const LONG = 15 * DAY
/** Waits of so many days make the median. */
const LATELY = 30 * DAY
/** Pages are looked through for what closed by itself, so often. */
const EVERY = 30_000
/** Whoever asks for the queue waits so long for that at most. */
const PATIENCE = 5000
/** So many pages at a time, so that nobody waits for it. */
const AT_ONCE = 50
const MANY = 30
/** A page whose hunks are so few and hold so few new words is read at a glance. */
const [FEW_HUNKS, FEW_WORDS] = [3, 12]

/** Passages, or proposals. */
const WAITING = sql<SqlBool>`(waiting > 0 OR proposed > 0)`

interface Parts {
  readonly db: Db
  readonly pages: PageStore
  readonly reviewed: ReviewedPages
  readonly store: ReviewStore
  readonly happenings: Happenings
  readonly proposals: Proposals
  readonly now: () => Instant
}

/** Which pages wait for peers. Derived: kept up with what closes, with verdicts, and with the calendar (D17). */
export class ReviewQueues {
  readonly #parts: Parts
  #timer: NodeJS.Timeout | null = null
  #sweeping: Promise<void> | null = null

  constructor(parts: Parts) {
    this.#parts = parts
  }

  start(onDefect: (cause: unknown) => void): void {
    const again = () => void this.sweep().catch(onDefect)
    again()
    this.#timer = setInterval(again, EVERY).unref()
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.#sweeping?.catch(() => {})
  }

  /** What waits in the caller's territories, oldest first. */
  async list(query: ReviewQueueQuery, caller: Member): Promise<ReviewQueue> {
    await this.#caughtUp()
    const rows = await this.#waiting(query, caller)
    const shown = rows.slice(0, MANY)
    const last = shown.at(-1)
    const waited = await this.#parts.store.medianWait(this.#parts.now() - LATELY)
    return {
      waiting: shown.map(({ row }) => row),
      medianWait: waited === null ? null : Math.round((waited / DAY) * 10) / 10,
      next: rows.length > MANY && last ? cursorOf([last.since, last.row.page.id]) : null,
    }
  }

  /** Whoever asks sees what closed a moment ago; a wiki that was brought in whole is looked through while they read. */
  async #caughtUp(): Promise<void> {
    const patience = new AbortController()
    const enough = setTimeout(PATIENCE, undefined, { signal: patience.signal }).catch(() => {})
    await Promise.race([this.sweep(), enough])
    patience.abort()
  }

  /** What to read after this page. */
  async next(caller: Member, page: PageId): Promise<WaitingPage | null> {
    const rows = await this.#waiting({}, caller)
    return rows.find(({ row }) => row.page.id !== page)?.row ?? null
  }

  /** Looks once more at a page; answers where it stands now. */
  async refresh(page: PageRow): Promise<Standing> {
    const state = await this.#parts.reviewed.of(page)
    const proposed = await this.#parts.proposals.waiting(page)
    const { version } = state.frozen
    const newer = version ? newerThan(version, state.live) : 0
    const row = { ...stateOf(state, page, proposed), newer }
    await this.#parts.db
      .insertInto('review_state')
      .values({ page_id: page.id, told_at: null, ...row })
      .onConflict((on) => on.column('page_id').doUpdateSet(row))
      .execute()
    return (await standingOf(this.#parts.db, page.id, this.#parts.now())).standing
  }

  /** Looks at every page on which a contribution ended, or a validated passage aged, since it was last looked at. */
  async sweep(): Promise<void> {
    this.#sweeping ??= this.#look().finally(() => (this.#sweeping = null))
    return this.#sweeping
  }

  async #look(): Promise<void> {
    for (let due = await this.#due(); due.length > 0; due = due.length < AT_ONCE ? [] : await this.#due())
      for (const page of due) await this.refresh(page)
    await this.#tellStewards()
  }

  async #due(): Promise<PageRow[]> {
    const now = this.#parts.now()
    const { rows } = await sql<PageRow>`
      SELECT page.* FROM page LEFT JOIN review_state ON review_state.page_id = page.id
      WHERE page.archived_at IS NULL AND (
        EXISTS (SELECT 1 FROM contribution JOIN member ON member.id = contribution.member_id
          WHERE contribution.page_id = page.id AND contribution.last_seq > coalesce(review_state.upto_seq, 0)
            AND (contribution.closed_at IS NOT NULL OR contribution.last_at <= ${now - IDLE} OR member.kind <> 'person'))
        OR (review_state.stale_at <= ${now} AND review_state.recheck = 0))
      LIMIT ${AT_ONCE}`.execute(this.#parts.db)
    return rows
  }

  /** Once for each page that waits for long. */
  async #tellStewards(): Promise<void> {
    const { db, happenings, now } = this.#parts
    const long = await db
      .updateTable('review_state')
      .set({ told_at: now() })
      .where(WAITING)
      .where('since', '<', now() - LONG)
      .where('told_at', 'is', null)
      .returning(['page_id', 'since'])
      .execute()
    for (const { page_id, since } of long) happenings.say({ kind: 'page.waiting', page: page_id, since: since ?? 0 })
  }

  async #waiting(
    { territory, type, cursor }: ReviewQueueQuery,
    caller: Member,
  ): Promise<{ row: WaitingPage; since: Instant }[]> {
    let rows = this.#parts.db
      .selectFrom('review_state')
      .innerJoin('page', 'page.id', 'review_state.page_id')
      .select(['page.id', 'type', 'slug', 'title', 'lang', 'waiting', 'proposed'])
      .select(['since', 'short', 'recheck'])
      .where(WAITING)
      .where('since', 'is not', null)
      .where('archived_at', 'is', null)
      .where(listed(caller))
      .where(reviewable(caller))
      .where(sql<SqlBool>`${caller.id} NOT IN (SELECT value FROM json_each(review_state.not_for))`)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('tie')
              .select('tie.page_id')
              .whereRef('tie.page_id', '=', 'page.id')
              .where('tie.member_id', '=', caller.id),
          ),
        ),
      )
    if (territory !== undefined) rows = rows.where('page.territory_id', '=', territory as never)
    if (type !== undefined) rows = rows.where('page.type', '=', type as never)
    if (cursor !== undefined) {
      const [since, id] = readCursor(cursor, isNumber)
      rows = rows.where(sql<SqlBool>`(since, page.id) > (${since}, ${id})`)
    }
    const found = await rows
      .orderBy('since')
      .orderBy('page.id')
      .limit(MANY + 1)
      .execute()
    return found.map(({ waiting, proposed, since, short, recheck, ...page }) => ({
      since: since ?? 0,
      row: {
        page,
        passages: waiting + proposed,
        short: short === 1,
        recheck: recheck === 1,
        since: new Date(since ?? 0).toISOString(),
      },
    }))
  }
}

/** Pages that a person may review, as a condition of the query itself: `may(…, 'page.review')` in SQL. */
function reviewable({ role, roles }: Member): RawBuilder<SqlBool> {
  if (RIGHTS['page.review'].has(role)) return sql<SqlBool>`TRUE`
  const own = Object.entries(roles).flatMap(([id, here]) => (RIGHTS['page.review'].has(here) ? [id] : []))
  return sql<SqlBool>`page.territory_id IN ${among(own)}`
}

function stateOf({ frozen, hunks }: Reviewed, { type }: PageRow, proposed: Awaited<ReturnType<Proposals['waiting']>>) {
  const waiting = hunks.filter(({ state }) => state === 'waiting')
  const passages = frozen.version?.passages ?? []
  const stale = Math.min(...passages.map(({ at }) => recheckFrom(at, PAGE_TYPES[type].reviewEvery)))
  const times = [...waiting.map(({ since }) => since), ...proposed.map(({ at }) => at)]
  const hands = [...waiting.map((one) => one.hands), ...proposed.map(({ by }) => new Set(by === null ? [] : [by]))]
  const inAll = hands.reduce((all, some) => all.intersection(some), new Set(hands[0]))
  return {
    upto_seq: frozen.seq,
    version: frozen.version?.number ?? null,
    waiting: waiting.length,
    proposed: proposed.length,
    since: times.length > 0 ? Math.min(...times) : null,
    short: isShort(waiting) && proposed.length === 0 ? (1 as const) : (0 as const),
    recheck: hunks.some(({ hunk }) => hunk.kind === 'still') ? (1 as const) : (0 as const),
    stale_at: Number.isFinite(stale) ? stale : null,
    contested: hunks.filter(({ state }) => state === 'contested').length,
    not_for: JSON.stringify([...inAll]),
    ...(times.length === 0 && { told_at: null }),
  }
}

function isShort(waiting: readonly ReviewedHunk[]): boolean {
  const fresh = waiting.flatMap(({ words }) =>
    words.flatMap(({ kind, text }) => (kind === 'same' ? [] : text.split(/\s+/))),
  )
  return waiting.length > 0 && waiting.length <= FEW_HUNKS && fresh.filter(Boolean).length <= FEW_WORDS
}
