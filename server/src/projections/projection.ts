import type { BodyNode, Fields } from '@terreau/shared/document/body-node.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'

/** A page as its log says, up to update `seq`. */
export interface LivePage {
  readonly pageId: PageId
  readonly type: PageTypeKey
  readonly seq: number
  readonly fields: Fields
  readonly body: BodyNode
}

/** Something derived from pages and thrown away at will: their text, their names, links, search. */
export interface Projection {
  readonly name: string
  /** Replaces all that was derived from this page, within the caller's transaction. Must give the same result when run twice. */
  project(tx: Db, page: LivePage): Promise<void>
}
