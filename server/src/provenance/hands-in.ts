import { passagesOf, type PassageContent } from '@terreau/shared/document/passages.ts'
import type { BodyNode } from '@terreau/shared/document/body-node.ts'
import { contentOf } from '@terreau/shared/document/yxml.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { factsOf, takersIn } from '@terreau/shared/provenance/hands.ts'
import type { Attribution } from '@terreau/shared/provenance/attribution.ts'
import { personBehind } from '../members/person-behind.ts'
import type { Db } from '../storage/store.ts'
import type { Attributions } from './attributions.ts'

/** A passage of a page as it stood after an update. */
export interface PassageThen {
  readonly page: PageId
  readonly type: PageTypeKey
  readonly hash: string
  readonly field?: string
  readonly seq: number
}

/**
 * The people who wrote, placed or set anything of a passage; nobody where there was no such passage. Where somebody put
 * back what others wrote, whoever once wrote such words counts too: in doubt, somebody else answers.
 */
export async function handsInPassage(
  db: Db,
  attributions: Attributions,
  { page, type, hash, field, seq }: PassageThen,
): Promise<MemberId[]> {
  const { own, once } = await attributions.readAt(page, seq, (attribution) => {
    const content = contentOf(type, attribution.doc)
    const passages = passagesOf(content).filter((one) => one.hash === hash && one.field === field)
    const hands = passages.map((passage) => handsOf(passage, attribution, content.body))
    return { own: new Set(hands.flatMap((one) => [...one.own])), once: hands.flatMap((one) => one.once) }
  })
  const rows = await db
    .selectFrom('contribution')
    .select(['first_seq', 'restores', 'undoes', personBehind('member_id').as('person')])
    // By a number that is given once in the whole wiki: words may come from another page.
    .where('first_seq', 'in', [...own, ...once])
    .execute()
  const restored = rows.some((row) => own.has(row.first_seq) && (row.restores !== null || row.undoes !== null))
  const counted = rows.filter(({ first_seq }) => restored || own.has(first_seq))
  return [...new Set(counted.map(({ person }) => person))]
}

function handsOf(
  passage: PassageContent,
  attribution: Attribution,
  body: BodyNode,
): { readonly own: Set<number>; readonly once: readonly number[] } {
  const unit = { ...passage, within: null }
  const { wrote, set } = factsOf(unit, { attribution, body })
  return { own: new Set([...wrote, ...set, ...takersIn(unit, attribution)]), once: attribution.onceBy(passage.text) }
}
