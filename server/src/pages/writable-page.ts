import type { Member } from '@terreau/shared/api/people.ts'
import type { PageRef } from '@terreau/shared/ids.ts'
import { may } from '@terreau/shared/permission/may.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { PageRow, PageStore } from './page-store.ts'

/** A page that someone may write in; refused by name where they may not, and as unknown where they may not know of it. */
export async function writablePage(pages: PageStore, ref: PageRef, by: Member): Promise<PageRow> {
  const page = await pages.known(ref, by)
  if (page.archived_at !== null) throw new Refusal('page.archived')
  const place = pages.placeOf(page)
  if (may(by, 'page.write', place)) return page
  throw new Refusal(place.locked ? 'page.locked' : 'member.not-allowed')
}
