import { hashOf, type PageContent } from '@terreau/shared/document/passages.ts'
import { corrected, type Correction } from '@terreau/shared/review/correcting.ts'
import type { Hunk, Unit } from '@terreau/shared/review/hunk.ts'
import { wordSegments } from '@terreau/shared/review/words.ts'
import type { Proposed } from '../reviews/proposed.ts'
import type { CorrectionRow } from './correction-store.ts'

/** A correction as it would change its page as that stands now; stale where it no longer can. */
export function proposedIn(page: PageContent, row: CorrectionRow): Proposed {
  const done = row.anchor.gone ? 'changed' : corrected(page, correctionOf(row))
  const stale = typeof done === 'string'
  const [before, after] = stale ? staleSides(row) : [done.before, done.after]
  return {
    id: row.id,
    part: null,
    hunk: hunkOf(row.id, before, after),
    words: wordSegments(before.text, after.text),
    by: row.by !== null && row.byName !== null ? { id: row.by, name: row.byName } : null,
    hands: new Set([row.by ?? row.id]),
    at: row.at,
    told: {
      id: row.id,
      apart: false,
      beside: before.hash,
      name: row.byName ?? row.name,
      visitor: row.by === null,
      why: row.why,
      stale,
    },
  }
}

export function correctionOf({ anchor: { hash, field }, base, words }: CorrectionRow): Correction {
  return { hash, base, words, ...(field !== undefined && { field }) }
}

function hunkOf(id: string, before: Unit, after: Unit): Hunk {
  const key = hashOf({ correction: id, before: before.hash, after: after.hash })
  const kind = after.field === undefined ? 'text' : 'field'
  return { key, kind, wordless: false, before: [before], after: [after] }
}

function staleSides({ anchor: { hash, kind, field }, base, words }: CorrectionRow): [Unit, Unit] {
  const unit = { hash, kind, path: [], within: null, ...(field !== undefined && { field }) }
  return [
    { ...unit, text: base, ...(field !== undefined && { value: base }) },
    { ...unit, text: words, hash: hashOf({ stale: words }), ...(field !== undefined && { value: words }) },
  ]
}
