import type * as Y from 'yjs'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import type { LivePage } from '../projections/projection.ts'

/** The way into a page for whoever is not a live editor: API, import, seed. Rooms implement it with the one walk. */
export interface LivePages {
  /** Changes a page as this member, and resolves with it once the change is durable; rejects with the refusal. */
  write(pageId: PageId, author: MemberId, change: (doc: Y.Doc) => void): Promise<LivePage>
  /** Rights changed somewhere: whoever is in a page, and may no longer what they may there, loses it within a second. */
  rightsChanged(): void
  /** Admits one Yjs update made elsewhere, under a client id issued to its author, through the same walk. */
  receiveUpdate(pageId: PageId, author: MemberId, bytes: Uint8Array): Promise<LivePage>
  /** The seq of the last update of a page that is open; 0 for one that is not. */
  newest(pageId: PageId): number
  /** The page as its log says, with whatever was written a moment ago. */
  read(pageId: PageId): Promise<LivePage>
}
