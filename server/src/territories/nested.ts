import { sql, type RawBuilder } from 'kysely'
import type { TerritoryId } from '@terreau/shared/ids.ts'

/** These territories and all that lie in them, at whatever depth and each once, as a query: even where rows lie in each other. */
export function withAllInside(ids: readonly string[]): RawBuilder<TerritoryId> {
  return sql<TerritoryId>`(WITH RECURSIVE nested (id) AS (
      SELECT value FROM json_each(${JSON.stringify(ids)})
      UNION SELECT territory.id FROM territory JOIN nested ON territory.parent_id = nested.id)
    SELECT id FROM nested)`
}

/** The territory that a row of `page` lies in, and all that this one lies in, likewise. */
export function withAllAround(): RawBuilder<TerritoryId> {
  return sql<TerritoryId>`(WITH RECURSIVE nested (id) AS (
      SELECT page.territory_id WHERE page.territory_id IS NOT NULL
      UNION SELECT territory.parent_id FROM territory JOIN nested ON territory.id = nested.id
        WHERE territory.parent_id IS NOT NULL)
    SELECT id FROM nested)`
}
