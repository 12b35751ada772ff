import type { VersionAsked } from '@terreau/shared/api/pages.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import { PAGE_TYPES } from '@terreau/shared/page-types/registry.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { LivePage, Projection, ShownPage, Validated } from '../projections/projection.ts'
import { newerThan } from '../versions/passage-standing.ts'
import type { Version, VersionStore } from '../versions/version-store.ts'
import type { PageContent, PageRow } from './page-store.ts'

/** A page's words still under way that a member had a hand in, put into a version in place; null where there are none. */
export type OwnWords = (page: PageRow, version: Version, member: Member) => Promise<ShownPage | null>

/** What is shown of a page, and which version that is. */
export interface Chosen {
  readonly content: PageContent
  readonly shows: 'validated' | 'live'
  /** The one shown, else the newest. */
  readonly version: Version | null
}

/** Whether readers of such pages see the validated version unless they ask for another (D16). */
export function showsValidated(type: PageTypeKey): boolean {
  return PAGE_TYPES[type].readersSee === 'validated'
}

/** Which version of a page is read. */
export class ReadersVersion {
  readonly #versions: VersionStore
  readonly #ownWords: OwnWords

  constructor(versions: VersionStore, ownWords: OwnWords) {
    this.#versions = versions
    this.#ownWords = ownWords
  }

  /** `live` reads the page as it is being written. */
  async choose(
    page: PageRow,
    asked: VersionAsked | undefined,
    caller: Member | null,
    live: () => Promise<PageContent>,
  ): Promise<Chosen> {
    const newest = await this.#versions.newest(page.id)
    if (asked === 'live') return { content: await live(), shows: 'live', version: newest }
    if (asked !== undefined && asked !== 'validated') return this.#numbered(page.id, Number(asked))
    const wanted = asked === 'validated' || showsValidated(page.type)
    if (!newest || !wanted) return { content: await live(), shows: 'live', version: newest }
    const own = caller ? await this.#ownWords(page, newest, caller) : null
    const { seq, fields, body } = newest
    return { content: own ? { seq, ...own } : { seq, fields, body }, shows: 'validated', version: newest }
  }

  async #numbered(page: PageId, number: number): Promise<Chosen> {
    const version = await this.#versions.numbered(page, number)
    if (!version) throw new Refusal('page.no-such-version')
    const { seq, fields, body } = version
    return { content: { seq, fields, body }, shows: 'validated', version }
  }
}

/** What readers see of a page that is derived from. */
export function validatedOf(versions: VersionStore): (page: LivePage) => Promise<Validated> {
  return async ({ pageId, type, fields, body }) => {
    const version = await versions.newest(pageId)
    return { version, shown: (showsValidated(type) ? version : null) ?? { fields, body } }
  }
}

/** How far the page as it is being written is from its validated version. */
export const newerProjection: Projection = {
  name: 'newer',
  async project(tx, { pageId, version, passages }) {
    if (!version) return
    const newer = newerThan(version, passages)
    await tx.updateTable('review_state').set({ newer }).where('page_id', '=', pageId).execute()
  },
}
