import { follow, type Anchor } from '@terreau/shared/document/anchor.ts'
import type { PassageContent } from '@terreau/shared/document/passages.ts'
import type { ProjectedPage } from '../projections/projection.ts'
import type { Db } from '../storage/store.ts'

/** Something that was said of a passage; `anchor` is JSON, see `Anchor`. */
interface Anchored {
  readonly id: string
  readonly anchor: string
}

/**
 * Lets what was said of passages follow them, and answers those whose anchor is another now. It compares with the
 * content that was derived last, and so is asked before that is replaced.
 */
export async function followPassages(tx: Db, page: ProjectedPage, said: readonly Anchored[]): Promise<Anchored[]> {
  if (said.length === 0) return []
  const known = await tx
    .selectFrom('page_content')
    .select(['passages', 'upto_seq'])
    .where('page_id', '=', page.pageId)
    .executeTakeFirst()
  if (!known) return []
  const before = JSON.parse(known.passages) as PassageContent[]
  const anchors = said.map(({ anchor }) => JSON.parse(anchor) as Anchor)
  const followed = follow(anchors, before, page.passages, known.upto_seq)
  return said.flatMap(({ id, anchor }, at) => {
    const now = JSON.stringify(followed[at])
    return now === anchor ? [] : [{ id, anchor: now }]
  })
}
