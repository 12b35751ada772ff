import type { Projection } from '../projections/projection.ts'
import { followPassages } from './following-passages.ts'

/** What was said of passages follows them, open or settled; it stands before the projection that replaces the content. */
export const threadProjection: Projection = {
  name: 'threads',
  async project(tx, page) {
    const threads = await tx
      .selectFrom('thread')
      .select(['id', 'anchor'])
      .where('page_id', '=', page.pageId)
      .where('anchor', 'is not', null)
      .$narrowType<{ anchor: string }>()
      .execute()
    for (const { id, anchor } of await followPassages(tx, page, threads))
      await tx.updateTable('thread').set({ anchor }).where('id', '=', id).execute()
  },
}
