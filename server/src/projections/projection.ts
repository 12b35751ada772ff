import type { PassageContent } from '@terreau/shared/document/passages.ts'
import type { BodyNode, Fields } from '@terreau/shared/document/body-node.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'
import type { Version } from '../versions/version-store.ts'

/** A page as its log says, up to update `seq`. */
export interface LivePage {
  readonly pageId: PageId
  readonly type: PageTypeKey
  readonly seq: number
  readonly fields: Fields
  readonly body: BodyNode
}

/** What readers see of a page: its validated version where its type shows that and there is one, else the page as it is. */
export type ShownPage = Pick<LivePage, 'fields' | 'body'>

/** What peers made of a page. */
export interface Validated {
  readonly shown: ShownPage
  /** Its newest validated version. */
  readonly version: Version | null
}

/** A page to derive from. */
export interface ProjectedPage extends LivePage, Validated {
  readonly passages: readonly PassageContent[]
}

/** Something derived from pages and thrown away at will: their text, their names, links, search. */
export interface Projection {
  readonly name: string
  /** Replaces all that was derived from this page, within the caller's transaction. Must give the same result when run twice. */
  project(tx: Db, page: ProjectedPage): Promise<void>
}
