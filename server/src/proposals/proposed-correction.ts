import { hashOf, type PageContent } from '@terreau/shared/document/passages.ts'
import { correct, corrected, type Correction, type NotCorrected } from '@terreau/shared/review/correcting.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import type { Hunk, Unit } from '@terreau/shared/review/hunk.ts'
import { state, stated } from '@terreau/shared/review/stating.ts'
import { wordSegments, wordsBetween } from '@terreau/shared/review/words.ts'
import type * as Y from 'yjs'
import type { Proposed } from '../reviews/proposed.ts'
import type { CorrectionRow } from './correction-store.ts'

interface Sides {
  readonly before: readonly Unit[]
  readonly after: readonly Unit[]
}

/**
 * A correction as it would change its page as that stands now; stale where it no longer can. `silent` where what stood
 * there may hold words that are out of sight by now.
 */
export function proposedIn(page: PageContent, row: CorrectionRow, silent = false): Proposed {
  const done = sidesIn(page, row)
  const stale = typeof done === 'string'
  const { before, after } = stale ? staleSides(silent ? ownOf(row) : row) : done
  return {
    id: row.id,
    part: null,
    hunk: hunkOf(row.id, { before, after }),
    words: wordsBetween(before, after),
    by: row.by !== null && row.byName !== null ? { id: row.by, name: row.byName } : null,
    hands: new Set([row.by ?? row.id]),
    at: row.at,
    told: {
      id: row.id,
      apart: false,
      beside: before[0]?.hash ?? null,
      name: row.byName ?? row.name,
      visitor: row.by === null,
      why: row.why,
      stale,
    },
  }
}

/** Puts a proposal into its page. */
export function write(doc: Y.Doc, type: PageTypeKey, row: CorrectionRow): 'done' | NotCorrected {
  return row.fact ? state(doc, type, row.fact) : correct(doc, type, correctionOf(row))
}

function sidesIn(page: PageContent, row: CorrectionRow): Sides | NotCorrected {
  if (row.fact) return stated(page, row.fact)
  const done = row.anchor.gone ? 'changed' : corrected(page, correctionOf(row))
  return typeof done === 'string' ? done : { before: [done.before], after: [done.after] }
}

function correctionOf({ anchor: { hash, field }, base, words }: CorrectionRow): Correction {
  return { hash, base, words, ...(field !== undefined && { field }) }
}

function hunkOf(id: string, { before, after }: Sides): Hunk {
  const [was, is] = [before, after].map(([unit]) => unit?.hash ?? null)
  const kind = (before[0] ?? after[0])?.field === undefined ? 'text' : 'field'
  return { key: hashOf({ correction: id, before: was, after: is }), kind, wordless: false, before, after }
}

/** Without the words that its author did not write. */
function ownOf(row: CorrectionRow): CorrectionRow {
  const added = wordSegments(row.base, row.words).flatMap(({ kind, text }) => (kind === 'added' ? text : []))
  return { ...row, base: '', words: added.join(''), fact: row.fact && { ...row.fact, was: null } }
}

function staleSides({ anchor: { hash, kind, field }, base, words, fact }: CorrectionRow): Sides {
  const side = (own: string, text: string, value: unknown): Unit[] => {
    if (fact && value === null) return []
    const unit = { hash: own, kind, path: [], within: null, text }
    return [field === undefined ? unit : { ...unit, field, value }]
  }
  return {
    before: side(hash, base, fact ? fact.was : base),
    after: side(hashOf({ stale: words }), words, fact ? fact.is : words),
  }
}
