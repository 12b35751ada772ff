import { followPassages } from '../discussion/following-passages.ts'
import type { Projection } from '../projections/projection.ts'

/** Corrections of words that wait follow their passages, as threads do; it stands before the projection that replaces the content. */
export const correctionProjection: Projection = {
  name: 'corrections',
  async project(tx, page) {
    const corrections = await tx
      .selectFrom('correction')
      .select(['id', 'anchor'])
      .where('page_id', '=', page.pageId)
      .where('outcome', 'is', null)
      .where('fact', 'is', null)
      .execute()
    for (const { id, anchor } of await followPassages(tx, page, corrections))
      await tx.updateTable('correction').set({ anchor }).where('id', '=', id).execute()
  },
}
