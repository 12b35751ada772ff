import type { MemberId } from '@terreau/shared/ids.ts'
import { identityOf } from '@terreau/shared/document/align-side.ts'
import { applyHunks } from '@terreau/shared/review/apply.ts'
import type { Unit } from '@terreau/shared/review/hunk.ts'
import { unitsOf } from '@terreau/shared/review/hunks.ts'
import type { Instant } from '../storage/tables.ts'
import { versionHash, type ValidatedPassage, type Version } from '../versions/version-store.ts'
import { placeOf, validatedIn, type FrozenPage } from './frozen-pages.ts'
import type { ReviewedHunk } from './reviewed-page.ts'

type Made =
  | { readonly kind: 'version'; readonly version: Version }
  | { readonly kind: 'renewal'; readonly number: number; readonly passages: readonly ValidatedPassage[] }

/** The validated version with all accepted hunks applied; only a renewal where none of them changes anything; null where nothing can be applied yet. */
export function nextVersion(frozen: FrozenPage, hunks: readonly ReviewedHunk[], at: Instant): Made | null {
  const accepted = hunks.filter(({ state }) => state === 'accepted')
  const keys = new Set(accepted.flatMap(({ hunk }) => (hunk.kind === 'still' ? [] : [hunk.key])))
  const { content, applied } = applyHunks(frozen.difference, keys)
  const changes = accepted.filter(({ hunk }) => applied.has(hunk.key))
  const renewed = accepted.filter(({ hunk }) => hunk.kind === 'still')
  const standing = keptPassages(frozen, applied, renewed, at)
  if (changes.length === 0)
    return frozen.version && renewed.length > 0
      ? { kind: 'renewal', number: frozen.version.number, passages: standing }
      : null
  const kept = Map.groupBy(standing, identityOf)
  const fresh = Map.groupBy(
    changes.flatMap((one) => one.hunk.after.map((unit) => freshPassage(unit, one, frozen, at))),
    identityOf,
  )
  const passages = unitsOf(content).map(
    (unit) => kept.get(identityOf(unit))?.shift() ?? (fresh.get(identityOf(unit))?.shift() as ValidatedPassage),
  )
  const number = (frozen.version?.number ?? 0) + 1
  const { fields, body } = content
  const hash = versionHash(frozen.version?.hash ?? null, { number, fields, body })
  const judges = [...new Set([...changes, ...renewed].flatMap(judgesOf))]
  return {
    kind: 'version',
    version: { number, at, seq: frozen.seq, fields, body, passages, without: [], judges, hash },
  }
}

/** What is kept of the passages of the version that no accepted hunk touches, in order; those looked at again from now on. */
function keptPassages(
  frozen: FrozenPage,
  applied: ReadonlySet<string>,
  renewed: readonly ReviewedHunk[],
  at: Instant,
): ValidatedPassage[] {
  const gone = new Set(
    frozen.difference.hunks.flatMap(({ key, before }) => (applied.has(key) ? before.map(placeOf) : [])),
  )
  return [...validatedIn(frozen)].flatMap(([place, passage]) => {
    if (gone.has(place)) return []
    const again = renewed.find((one) => one.passage === passage)
    return [
      again ? { ...passage, at, by: judgesOf(again), hands: [...again.hands], required: again.required } : passage,
    ]
  })
}

function freshPassage(unit: Unit, one: ReviewedHunk, frozen: FrozenPage, at: Instant): ValidatedPassage {
  const facts = frozen.facts.get(placeOf(unit)) ?? { wrote: [], ids: [], set: [] }
  const { hash, field } = unit
  return {
    ...facts,
    hash,
    ...(field !== undefined && { field }),
    seq: frozen.seq,
    at,
    by: judgesOf(one),
    hands: [...one.hands],
    required: one.required,
  }
}

/** Those whose acceptance counts. */
function judgesOf({ verdicts, hands }: ReviewedHunk): MemberId[] {
  return [...new Set(verdicts.flatMap(({ by, verdict }) => (verdict === 'validated' && !hands.has(by) ? [by] : [])))]
}
