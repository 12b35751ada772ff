import type { OwnProposal, OwnProposals, ProposedCorrection } from '@terreau/shared/api/proposals.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import type { WordSegment } from '@terreau/shared/review/words.ts'
import { sql } from 'kysely'
import { idsOf, personBehind } from '../members/person-behind.ts'
import type { PageStore } from '../pages/page-store.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'

/** So many are told. */
const MANY = 100

interface Made extends Omit<OwnProposal, 'page' | 'at'> {
  readonly page_id: PageId
  readonly at: Instant
}

/** What somebody proposed on pages that they may read, and what became of it. What was taken of a proposal at once is one. */
export async function proposalsMade(db: Db, pages: PageStore, by: Member): Promise<OwnProposals> {
  const ids = await idsOf(db, by.id)
  const made = [...(await corrections(db, ids)), ...(await forks(db, ids)), ...(await answers(db, ids))]
  const names = await pages.namesById(
    made.map(({ page_id }) => page_id),
    by,
  )
  const proposed = made
    .toSorted((a, b) => b.at - a.at)
    .flatMap(({ page_id, at, ...one }) => {
      const page = names.get(page_id)
      return page ? [{ ...one, page, at: new Date(at).toISOString() }] : []
    })
  return { proposed: proposed.slice(0, MANY) }
}

async function corrections(db: Db, ids: readonly MemberId[]): Promise<Made[]> {
  const rows = await db
    .selectFrom('correction')
    .leftJoin('member as peer', (on) => on.on('peer.id', '=', personBehind('answered_by')))
    .select(['correction.id', 'page_id', 'outcome', 'reason', 'peer.name as answeredBy'])
    .select(sql<Instant>`coalesce(answered_at, at)`.as('at'))
    .where('by_member', 'in', ids)
    .execute()
  return rows.map(({ outcome, ...row }) => ({ ...row, state: outcome ?? 'waiting', apart: false }))
}

async function forks(db: Db, ids: readonly MemberId[]): Promise<Made[]> {
  const rows = await db
    .selectFrom('fork')
    .select(['id', 'page_id', 'sent_at', 'opened_at'])
    .where('member_id', 'in', ids)
    .where('closed_at', 'is', null)
    .where((eb) => eb.or([eb('sent_at', 'is not', null), eb(sql`length(bytes)`, '>', 2)]))
    .execute()
  return rows.map(({ id, page_id, sent_at, opened_at }) => ({
    id,
    page_id,
    state: sent_at === null ? 'writing' : 'waiting',
    at: sent_at ?? opened_at,
    apart: true,
    answeredBy: null,
    reason: null,
  }))
}

async function answers(db: Db, ids: readonly MemberId[]): Promise<Made[]> {
  const rows = await db
    .selectFrom('fork_answer')
    .innerJoin('fork', 'fork.id', 'fork_id')
    .innerJoin('member as peer', (on) => on.on('peer.id', '=', personBehind('answered_by')))
    .select(['fork_id', 'page_id', 'outcome as state', 'reason', 'peer.name as answeredBy'])
    .select(({ fn }) => fn.max('answered_at').as('at'))
    .where('member_id', 'in', ids)
    .groupBy(['fork_id', 'outcome', 'reason', 'peer.id'])
    .execute()
  return rows.map(({ fork_id, ...row }, at) => ({ ...row, id: `${fork_id}.${at}`, apart: true }))
}

/** What became of changes that were written apart on a page, each by itself. */
export async function answersOnForks(db: Db, page: PageId): Promise<ProposedCorrection[]> {
  const rows = await db
    .selectFrom('fork_answer')
    .innerJoin('fork', 'fork.id', 'fork_id')
    .innerJoin('member as author', (on) => on.on('author.id', '=', personBehind('member_id')))
    .innerJoin('member as peer', (on) => on.on('peer.id', '=', personBehind('answered_by')))
    .select(['fork_id', 'hunk', 'words', 'outcome', 'reason', 'answered_at', 'sent_at', 'message'])
    .select(['author.name', 'peer.name as answeredBy'])
    .where('page_id', '=', page)
    .orderBy('answered_at', 'desc')
    .limit(200)
    .execute()
  return rows.map(({ fork_id, hunk, words, sent_at, message, answered_at, ...row }) => ({
    ...row,
    id: `${fork_id}.${hunk}`,
    visitor: false,
    at: new Date(sent_at ?? answered_at).toISOString(),
    words: JSON.parse(words) as WordSegment[],
    why: message,
    answeredAt: new Date(answered_at).toISOString(),
  }))
}
