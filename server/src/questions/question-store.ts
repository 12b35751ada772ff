import { fold } from '@terreau/shared/language/fold.ts'
import type { NewQuestion } from '@terreau/shared/api/questions.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import { newId } from '../storage/new-id.ts'
import type { Db } from '../storage/store.ts'
import type { Instant, Tables } from '../storage/tables.ts'

/** So many wait at most; whoever asks more is told that there are many already. */
const MANY = 500

export type QuestionRow = Tables['question']

/** What people looked for and did not find. Who asked is not kept. */
export class QuestionStore {
  readonly #db: Db
  readonly #now: () => Instant

  constructor(db: Db, now: () => Instant) {
    this.#db = db
    this.#now = now
  }

  /** Asked again while it waits, a question is kept once. False where too many wait. */
  async add({ words, lang }: NewQuestion): Promise<boolean> {
    const at = this.#now()
    const said = words.normalize('NFC').replace(/\s+/g, ' ').trim()
    const row = { id: newId<never>(at), words: said, words_key: fold(said), lang, at, answer: null, answered_at: null }
    return this.#db.transaction().execute(async (tx) => {
      const waiting = await open(tx).select('words_key').limit(MANY).execute()
      if (waiting.some(({ words_key }) => words_key === row.words_key)) return true
      if (waiting.length >= MANY) return false
      await tx.insertInto('question').values(row).execute()
      return true
    })
  }

  /** Those without an answer that still stands, oldest first, after the one with this id. */
  async open(limit: number, after: string | undefined): Promise<QuestionRow[]> {
    const rows = open(this.#db).selectAll('question').orderBy('question.id').limit(limit)
    return (after === undefined ? rows : rows.where('question.id', '>', after)).execute()
  }

  async exists(id: string): Promise<boolean> {
    return (await this.#db.selectFrom('question').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
  }

  async answer(id: string, answer: PageId): Promise<void> {
    await this.#db.updateTable('question').set({ answer, answered_at: this.#now() }).where('id', '=', id).execute()
  }

  async remove(id: string): Promise<void> {
    await this.#db.deleteFrom('question').where('id', '=', id).execute()
  }
}

/** An answer that was archived answers no more. */
function open(db: Db) {
  return db
    .selectFrom('question')
    .leftJoin('page', 'page.id', 'question.answer')
    .where((eb) => eb.or([eb('page.id', 'is', null), eb('page.archived_at', 'is not', null)]))
}
