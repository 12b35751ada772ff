import type { Neighbours } from '@terreau/shared/api/directory.ts'
import type { PageName } from '@terreau/shared/api/pages.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { relationOf, RELATIONS, type Relation } from '@terreau/shared/page-types/relations.ts'
import type { Roles } from '@terreau/shared/permission/roles.ts'
import { listed } from '../members/readable.ts'
import type { PageRow } from '../pages/page-store.ts'
import type { Db } from '../storage/store.ts'

/** So many pages of one relation are named. */
const MOST = 100

/** The pages that a page names and that name it, by what they are to it, as far as the person may see them listed. */
export async function neighboursOf(db: Db, { id, type }: PageRow, person: Roles | null): Promise<Neighbours> {
  const out = await linked(db, 'to_page').where('page_link.from_page', '=', id).where(listed(person)).execute()
  const into = await linked(db, 'from_page').where('page_link.to_page', '=', id).where(listed(person)).execute()
  return {
    relations: [
      ...grouped('out', out, ({ kind }) => relationOf(type, kind)),
      ...grouped('in', into, ({ kind, type: of }) => relationOf(of, kind)),
    ],
  }
}

function linked(db: Db, side: 'to_page' | 'from_page') {
  return db
    .selectFrom('page_link')
    .innerJoin('page', 'page.id', `page_link.${side}`)
    .select(['page.id', 'type', 'slug', 'title', 'lang', 'kind'])
    .where('archived_at', 'is', null)
    .orderBy('title_key')
}

type Linked = PageName & { readonly kind: string; readonly type: PageTypeKey }

function grouped(
  direction: 'in' | 'out',
  pages: readonly Linked[],
  of: (page: Linked) => Relation,
): Neighbours['relations'] {
  return RELATIONS.flatMap((relation) => {
    const named = new Map(
      pages.filter((page) => of(page) === relation).map(({ kind: _kind, ...page }) => [page.id, page]),
    )
    return named.size > 0 ? [{ relation, direction, pages: [...named.values()].slice(0, MOST) }] : []
  })
}
