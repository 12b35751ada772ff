import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Roles } from '@terreau/shared/permission/roles.ts'

/** Of which rows of `page` a person may know, as a condition of the query itself: `mayKnow` in SQL (R8). */
export function readable(person: Roles | null): RawBuilder<SqlBool> {
  if (person?.role === 'steward') return sql<SqlBool>`TRUE`
  return sql<SqlBool>`(page.reach <> 'private' OR ${belongs(person)})`
}

/** Which rows of `page` lists and search show to a person: those they may know of, without the unlisted ones of others. */
export function listed(person: Roles | null): RawBuilder<SqlBool> {
  if (person?.role === 'steward') return sql<SqlBool>`TRUE`
  return sql<SqlBool>`(page.reach = 'public' OR ${belongs(person)})`
}

/** Pages of the person's own territories, and those of the whole network for whoever is a member of it. */
function belongs(person: Roles | null): RawBuilder<SqlBool> {
  if (!person || person.role === 'visitor') return sql<SqlBool>`FALSE`
  const own = JSON.stringify(Object.keys(person.roles))
  return sql<SqlBool>`(page.territory_id IS NULL OR page.territory_id IN (SELECT value FROM json_each(${own})))`
}
