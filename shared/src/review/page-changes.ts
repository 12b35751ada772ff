import { align, type LinkKind } from '../document/align.ts'
import type { PassageContent } from '../document/passages.ts'
import { textOf, wordSegments, type WordSegment } from './words.ts'

/** A passage as far as its changes are told. */
export type ComparedPassage = Pick<PassageContent, 'hash' | 'kind' | 'text' | 'field'>

/** What became of a passage, or of a few that were one or became one. */
export interface PassageChange {
  readonly kind: LinkKind
  /** What kind of passage it is now, or was. */
  readonly passage: string
  readonly field?: string
  /** The words stayed; how they look, or where they lead, did not. */
  readonly form: boolean
  readonly words: readonly WordSegment[]
}

/** Every passage of two states of a page, once, in reading order, with what became of its words. */
export function changesBetween(before: readonly ComparedPassage[], after: readonly ComparedPassage[]): PassageChange[] {
  return align(before, after).map((link) => {
    const one = link.after[0] ?? link.before[0]
    const [old, fresh] = [textOf(link.before), textOf(link.after)]
    return {
      kind: link.kind,
      passage: one?.kind ?? '',
      ...(one?.field !== undefined && { field: one.field }),
      form: link.kind === 'changed' && old === fresh,
      words: wordSegments(old, fresh),
    }
  })
}
