import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import { wordsBetween, type WordSegment } from '@terreau/shared/review/words.ts'
import { idsOf } from '../members/person-behind.ts'
import type { Rooms } from '../rooms/rooms.ts'
import type { Db } from '../storage/store.ts'
import { hidesWords } from '../versions/hidden-words.ts'
import { differenceOf } from './forked-page.ts'

type Row = Readonly<Record<string, unknown>>

/** The words that somebody wrote apart, those that wait and those that were answered, without the words around them. */
export async function writtenApart(db: Db, rooms: Rooms, person: MemberId): Promise<Record<string, Row[]>> {
  const ids = await idsOf(db, person)
  const open = await db
    .selectFrom('fork')
    .innerJoin('page', 'page.id', 'fork.page_id')
    .select(['fork.id', 'page_id', 'bytes', 'type'])
    .where('member_id', 'in', ids)
    .where('closed_at', 'is', null)
    .execute()
  const waiting: Row[] = []
  for (const { id, page_id, bytes, type } of open) {
    // Words that somebody moved apart may be out of sight by now.
    if (await hidesWords(db, page_id)) continue
    const words = await rooms.with(page_id, (room) => wordsOf({ type, state: room.state(), bytes }))
    waiting.push({ fork_id: id, words })
  }
  const answers = await db
    .selectFrom('fork_answer')
    .innerJoin('fork', 'fork.id', 'fork_id')
    .select(['fork_id', 'page_id', 'words', 'outcome', 'reason', 'answered_at'])
    .where('member_id', 'in', ids)
    .orderBy('answered_at')
    .execute()
  const answered: Row[] = []
  for (const { page_id, words, ...row } of answers)
    answered.push({
      ...row,
      words: (await hidesWords(db, page_id)) ? '' : ownIn(JSON.parse(words) as WordSegment[]),
    })
  return {
    ...(waiting.length > 0 && { 'fork.words': waiting }),
    ...(answered.length > 0 && { 'fork_answer.words': answered }),
  }
}

function wordsOf(forked: { type: PageTypeKey; state: Uint8Array; bytes: Uint8Array }): string[] {
  const own = differenceOf(forked).hunks.map(({ before, after }) => ownIn(wordsBetween(before, after)))
  return own.filter((words) => words !== '')
}

function ownIn(words: readonly WordSegment[]): string {
  return words.flatMap(({ kind, text }) => (kind === 'added' ? text : [])).join('')
}
