import type { DescribedSource } from '@terreau/shared/document/csl.ts'
import type { Fields } from '@terreau/shared/document/body-node.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { Roles } from '@terreau/shared/permission/roles.ts'
import { readable } from '../members/readable.ts'
import { among } from '../storage/among.ts'
import type { Db } from '../storage/store.ts'

/** A source page with what was last derived of its fields. */
export interface StoredSource extends DescribedSource {
  readonly id: PageId
}

/** Sources among these pages, in the order in which they are named, as far as this person may know of them. */
export async function sourcesAmong(db: Db, ids: readonly PageId[], person: Roles | null): Promise<StoredSource[]> {
  if (ids.length === 0) return []
  const rows = await sources(db, person)
    .where('page.id', 'in', among(new Set(ids)))
    .execute()
  return ids.flatMap((id) => rows.filter((row) => row.id === id).map(described))
}

/** Every source that this person may know of, archived ones too: what was put aside is not brought again. */
export async function allSources(db: Db, person: Roles | null): Promise<StoredSource[]> {
  return (await sources(db, person).execute()).map(described)
}

function sources(db: Db, person: Roles | null) {
  return db
    .selectFrom('page')
    .innerJoin('page_content', 'page_content.page_id', 'page.id')
    .select(['page.id', 'page.title', 'page.lang', 'page_content.fields'])
    .where('page.type', '=', 'source')
    .where(readable(person))
}

const described = ({ id, title, lang, fields }: { id: PageId; title: string; lang: string; fields: string }) => ({
  id,
  title,
  lang,
  fields: JSON.parse(fields) as Fields,
})
