import type { PageId } from '@terreau/shared/ids.ts'
import { applyHunks } from '@terreau/shared/review/apply.ts'
import { idsOf } from '../members/person-behind.ts'
import type { OwnWords } from '../pages/readers-version.ts'
import type { Db } from '../storage/store.ts'
import type { FrozenPages } from './frozen-pages.ts'

/** Authors read what they wrote where they wrote it, though nobody validated it yet (D16). */
export function ownWords(db: Db, frozen: FrozenPages): OwnWords {
  return async (page, version, member) => {
    const ids = await idsOf(db, member.id)
    const { last } = await db
      .selectFrom('contribution')
      .select((eb) => eb.fn.max<number | null>('last_seq').as('last'))
      .where('page_id', '=', page.id)
      .where('member_id', 'in', ids)
      .executeTakeFirstOrThrow()
    // What was written before a version and not accepted into it waits all the same.
    if (last === null || (last <= version.seq && !(await isNewer(db, page.id)))) return null
    const { difference, hunks } = await frozen.live(page, version)
    const contributions = await frozen.numbered([...new Set(hunks.flatMap((one) => [...one.contributions]))])
    const own = hunks.filter((one) =>
      [...one.contributions].some((number) => contributions.get(number)?.person === member.id),
    )
    if (own.length === 0) return null
    const { fields, body } = applyHunks(difference, new Set(own.map(({ hunk }) => hunk.key))).content
    return { fields, body }
  }
}

async function isNewer(db: Db, page: PageId): Promise<boolean> {
  const row = await db.selectFrom('review_state').select('newer').where('page_id', '=', page).executeTakeFirst()
  return (row?.newer ?? 0) > 0
}
