import type { Passage, Standing } from '@terreau/shared/api/pages.ts'
import { identityOf } from '@terreau/shared/document/align-side.ts'
import type { PassageContent } from '@terreau/shared/document/passages.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { PAGE_TYPES } from '@terreau/shared/page-types/registry.ts'
import { recheckFrom, stillCounts } from '@terreau/shared/review/judging.ts'
import type { Instant } from '../storage/tables.ts'
import type { OpenObjection } from './objections.ts'
import type { ValidatedPassage, Version } from './version-store.ts'

/** What a passage's standing follows from. */
export interface Peers {
  readonly version: Version | null
  readonly objections: readonly OpenObjection[]
  readonly personOf: (member: string) => string
  readonly now: Instant
}

/** Passages with where each of them stands: what the validated version holds as it is, is validated (D18). */
export function standingPassages(type: PageTypeKey, passages: readonly PassageContent[], peers: Peers): Passage[] {
  const validated = Map.groupBy(peers.version?.passages ?? [], identityOf)
  return passages.map((passage) => {
    const { hash, kind, field, text, path } = passage
    const known = validated.get(identityOf(passage))?.shift()
    const contested = peers.objections.some((one) => [one.hash, one.was].includes(hash) && one.field === field)
    const standing = contested ? 'contested' : known ? ageing(type, known, peers) : 'to-review'
    return { hash, kind, ...(field !== undefined && { field }), text, path: [...path], standing }
  })
}

function ageing(type: PageTypeKey, passage: ValidatedPassage, { personOf, now }: Peers): Standing {
  if (!stillCounts(passage, personOf)) return 'to-review'
  return recheckFrom(passage.at, PAGE_TYPES[type].reviewEvery) <= now ? 'to-recheck' : 'validated'
}

/** How many passages of one state of a page the other does not hold as they are; where there are none, how many it holds beyond them. */
export function newerThan(version: Version, passages: readonly PassageContent[]): number {
  const waiting = Map.groupBy(version.passages, identityOf)
  const fresh = passages.filter((passage) => waiting.get(identityOf(passage))?.shift() === undefined).length
  return fresh > 0 ? fresh : [...waiting.values()].reduce((sum, left) => sum + left.length, 0)
}
