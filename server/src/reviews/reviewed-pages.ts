import type { PassageContent } from '@terreau/shared/document/passages.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import type { Objections } from '../versions/objections.ts'
import { namesOf, whoIsWho } from '../versions/who-is-who.ts'
import type { PageRow } from '../pages/page-store.ts'
import type { FrozenPage, FrozenPages } from './frozen-pages.ts'
import { contributionsIn, reviewed, type ReviewedHunk } from './reviewed-page.ts'
import type { ReviewStore } from './review-store.ts'

/** A page as peers see it. */
export interface Reviewed {
  readonly frozen: FrozenPage
  readonly hunks: readonly ReviewedHunk[]
  /** The passages of the page as it is being written, as far as it is derived. */
  readonly live: readonly PassageContent[]
}

/** People by name, through all names of theirs. */
export interface People {
  of(members: readonly MemberId[]): { id: MemberId; name: string }[]
}

interface Parts {
  readonly db: Db
  readonly frozen: FrozenPages
  readonly store: ReviewStore
  readonly objections: Objections
  readonly now: () => Instant
}

/** Pages with everything that peers may be asked about on them. */
export class ReviewedPages {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Since its newest version, or since the one of this number. */
  async of(page: PageRow, since?: number): Promise<Reviewed> {
    const { db, frozen, store, objections, now } = this.#parts
    const state = await frozen.of(page, since)
    const live = await this.#livePassages(page.id)
    const around = {
      contributions: await frozen.numbered(contributionsIn(state)),
      verdicts: await store.verdicts(page.id),
      objections: await objections.openOn(page.id),
      live: new Set(live.map(({ hash }) => hash)),
      personOf: (await whoIsWho(db)).personOf,
      now: now(),
    }
    return { frozen: state, hunks: reviewed(state, around), live }
  }

  async people(members: readonly MemberId[]): Promise<People> {
    const { db } = this.#parts
    const { personOf } = await whoIsWho(db)
    const people = new Map<string, { id: MemberId; name: string }>()
    for (const one of await namesOf(db, members)) people.set(one.id, one)
    return { of: (ids) => [...new Set(ids.map(personOf))].flatMap((id) => people.get(id) ?? []) }
  }

  async #livePassages(page: PageId): Promise<PassageContent[]> {
    const row = await this.#parts.db
      .selectFrom('page_content')
      .select('passages')
      .where('page_id', '=', page)
      .executeTakeFirst()
    return JSON.parse(row?.passages ?? '[]') as PassageContent[]
  }
}
