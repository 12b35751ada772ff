import { hashOf } from '@terreau/shared/document/passages.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import { isOpenLicence, licenceOf } from '@terreau/shared/page-types/licences.ts'
import { PAGE_TYPES } from '@terreau/shared/page-types/registry.ts'
import type { Hunk, Unit } from '@terreau/shared/review/hunk.ts'
import {
  outcomeOf,
  recheckFrom,
  requiredVerdicts,
  stillCounts,
  type HunkState,
} from '@terreau/shared/review/judging.ts'
import { wordsBetween, type WordSegment } from '@terreau/shared/review/words.ts'
import type { Instant } from '../storage/tables.ts'
import type { OpenObjection } from '../versions/objections.ts'
import type { ValidatedPassage } from '../versions/version-store.ts'
import { placeOf, validatedIn, type Contributed, type FrozenPage, type SignedHunk } from './frozen-pages.ts'
import type { GivenVerdict } from './review-store.ts'

/** A hunk with all that is known of it. */
export interface ReviewedHunk {
  readonly hunk: Hunk
  readonly words: readonly WordSegment[]
  /** Those who had a hand in it, in order of arrival. */
  readonly contributed: readonly Contributed[]
  readonly hands: ReadonlySet<MemberId>
  readonly verdicts: readonly GivenVerdict[]
  readonly required: 1 | 2
  readonly missing: number
  readonly state: HunkState
  /** Since when it waits as it is. */
  readonly since: Instant
  /** For a passage to be looked at again: what was kept of its validation. */
  readonly passage?: ValidatedPassage
}

/** What is looked up for a page before its hunks are told. */
export interface Around {
  readonly contributions: ReadonlyMap<number, Contributed>
  readonly verdicts: readonly GivenVerdict[]
  readonly objections: readonly OpenObjection[]
  /** Hashes of the passages of the page as it is being written. */
  readonly live: ReadonlySet<string>
  /** The person behind a member id. */
  readonly personOf: (member: string) => string
  readonly now: Instant
}

/** Every contribution that a page's hunks name. */
export function contributionsIn({ hunks, takenNow, version }: FrozenPage): number[] {
  return [
    ...new Set([
      ...hunks.flatMap(({ contributions }) => [...contributions]),
      ...[...(takenNow?.values() ?? [])].flat(),
      ...(version?.passages.flatMap(({ wrote, set }) => [...wrote, ...set]) ?? []),
    ]),
  ]
}

/** Everything on a page that peers may be asked about, in reading order: what changed, then what is to be looked at again. */
export function reviewed(frozen: FrozenPage, around: Around): ReviewedHunk[] {
  const keyed = Map.groupBy([...frozen.hunks, ...toRecheck(frozen, around)], ({ hunk }) => hunk.key)
  return [...keyed.values()].flatMap((equal) => {
    // Equal changes have one verdict, so whoever had a hand in one of them had a hand in all.
    const contributions = new Set(equal.flatMap((one) => [...one.contributions]))
    return equal.map((one) => told({ ...one, contributions }, frozen, around))
  })
}

/** What a page is licensed under lets peers validate it (D13). */
export function licenceIsOpen({ difference }: FrozenPage): boolean {
  return isOpenLicence(licenceOf(difference.after.fields))
}

type Asked = SignedHunk & { readonly passage?: ValidatedPassage; readonly since?: Instant }

/** Validated passages that aged, or whose validation no longer counts, as changes that change nothing (D14). */
function toRecheck(frozen: FrozenPage, { now, personOf }: Around): Asked[] {
  const { before, same } = frozen.difference
  const [validated, months] = [validatedIn(frozen), PAGE_TYPES[before.type].reviewEvery]
  return same.flatMap((unit): Asked[] => {
    const passage = validated.get(placeOf(unit))
    if (!passage) return []
    const [due, counts] = [recheckFrom(passage.at, months), stillCounts(passage, personOf)]
    if (due > now && counts) return []
    const key = hashOf({ still: [unit.field ?? '', unit.hash], at: passage.at })
    const hunk: Hunk = { key, kind: 'still', wordless: true, before: [unit], after: [unit] }
    const contributions = new Set([...passage.wrote, ...passage.set])
    return [{ hunk, contributions, passage, since: counts ? due : passage.at }]
  })
}

function told({ hunk, contributions, passage, since }: Asked, frozen: FrozenPage, around: Around): ReviewedHunk {
  const contributed = [...contributions]
    .toSorted((a, b) => a - b)
    .flatMap((number) => around.contributions.get(number) ?? [])
  // What was validated by a name of its author's is for others to look at again.
  const before = (passage?.hands ?? []).map((member) => around.personOf(member) as MemberId)
  const taking = (frozen.takenNow?.get(hunk.key) ?? []).flatMap((number) => around.contributions.get(number) ?? [])
  const hands = new Set([...[...contributed, ...taking].map(({ person }) => person), ...before])
  const latest = Math.max(0, ...contributed.map(({ at }) => at))
  // Words that went and came back are looked at anew.
  const verdicts = around.verdicts.filter(({ hunk: key, at }) => key === hunk.key && at >= latest)
  const required = requiredVerdicts(frozen.difference.after.type, hunk)
  const { state, missing } = outcomeOf({
    hands,
    required,
    given: verdicts,
    writing: isBeingWritten(hunk, contributed, around.live) || isBack(hunk, around.live, frozen),
    contested: [...hunk.before, ...hunk.after].some((unit) => around.objections.some((one) => concerns(one, unit))),
  })
  return {
    hunk,
    words: wordsBetween(hunk.before, hunk.after),
    contributed,
    hands,
    verdicts,
    required,
    missing,
    state,
    since: since ?? latest,
    ...(passage && { passage }),
  }
}

/** A contribution to it is still open, or the page as it is being written no longer holds it. */
function isBeingWritten(hunk: Hunk, contributed: readonly Contributed[], live: ReadonlySet<string>): boolean {
  return contributed.some(({ open }) => open) || hunk.after.some(({ hash }) => !live.has(hash))
}

/** What was taken away stands again, and no equal passage stood all the while. */
function isBack({ before, after }: Hunk, live: ReadonlySet<string>, { difference }: FrozenPage): boolean {
  if (after.length > 0 || !before.some(({ hash }) => live.has(hash))) return false
  const frozen = new Set(difference.links.flatMap((link) => link.after.map(({ hash }) => hash)))
  return before.some(({ hash }) => live.has(hash) && !frozen.has(hash))
}

function concerns({ hash, was, field }: OpenObjection, unit: Unit): boolean {
  return [hash, was].includes(unit.hash) && (field ?? undefined) === unit.field
}
