import { factsOf, positionIn } from '@terreau/shared/answers/facts.ts'
import type { Projection } from '../projections/projection.ts'

/** What lists ask of a page, in one narrow row. */
export const factsProjection: Projection = {
  name: 'facts',
  async project(tx, { pageId, type, shown: { fields } }) {
    const position = positionIn(fields)
    const row = {
      lat: position?.lat ?? null,
      lon: position?.lon ?? null,
      commune: typeof fields.commune === 'string' ? fields.commune : null,
      facts: JSON.stringify(factsOf(type, fields)),
    }
    await tx
      .insertInto('page_facts')
      .values({ page_id: pageId, ...row })
      .onConflict((on) => on.column('page_id').doUpdateSet(row))
      .execute()
  },
}
