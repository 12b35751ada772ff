import type { NewQuestion, QuestionList, QuestionListQuery } from '@terreau/shared/api/questions.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import type { PageRef } from '@terreau/shared/ids.ts'
import { may } from '@terreau/shared/permission/may.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { PageStore } from '../pages/page-store.ts'
import type { QuestionStore } from './question-store.ts'

/** Questions lie in no territory. */
const NETWORK = { territory: null, reach: 'public' } as const

/** What nobody found here becomes a question to those who write (Q16). */
export class QuestionDesk {
  readonly #store: QuestionStore
  readonly #pages: PageStore

  constructor(store: QuestionStore, pages: PageStore) {
    this.#store = store
    this.#pages = pages
  }

  async ask(question: NewQuestion): Promise<void> {
    if (!(await this.#store.add(question))) throw new Refusal('question.too-many')
  }

  async list({ limit = 30, cursor }: QuestionListQuery, by: Member): Promise<QuestionList> {
    const rows = await this.#store.open(limit + 1, cursor)
    return {
      questions: rows
        .slice(0, limit)
        .map(({ id, words, lang, at }) => ({ id, words, lang, at: new Date(at).toISOString() })),
      may: { remove: may(by, 'question.remove', NETWORK) },
      next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
    }
  }

  /** Says which page answers; the question is listed again if that page is archived. */
  async answer(id: string, ref: PageRef, by: Member): Promise<void> {
    const page = await this.#pages.known(ref, by)
    await this.#known(id)
    await this.#store.answer(id, page.id)
  }

  async remove(id: string, by: Member): Promise<void> {
    if (!may(by, 'question.remove', NETWORK)) throw new Refusal('member.not-allowed')
    await this.#known(id)
    await this.#store.remove(id)
  }

  async #known(id: string): Promise<void> {
    if (!(await this.#store.exists(id))) throw new Refusal('question.unknown')
  }
}
