import { align, type Link } from '../document/align.ts'
import type { BodyNode } from '../document/body-node.ts'
import { canonical } from '../document/canonical.ts'
import { essence, hashOf, passagesOf, type PageContent, type PassageContent } from '../document/passages.ts'
import type { Difference, Hunk, HunkKind, Unit } from './hunk.ts'
import { composedText, isWordless } from './wordless.ts'

/** The passages of a page in reading order, each with what it takes to put it elsewhere. */
export function unitsOf(page: PageContent): Unit[] {
  return passagesOf(page).map((passage) => ({ ...passage, ...takenFrom(page, passage) }))
}

function takenFrom({ fields, body }: PageContent, { field, path }: PassageContent): Pick<Unit, 'value' | 'within'> {
  const [first, second] = path
  if (field !== undefined) {
    const value = fields[field]
    return { value: first === undefined || !Array.isArray(value) ? value : value[first], within: null }
  }
  const block = body.content?.[first ?? 0]
  const node = second === undefined ? block : block?.content?.[second]
  return { ...(node && { node }), within: second === undefined || !block ? null : withoutContent(block) }
}

function withoutContent({ type, attrs }: BodyNode): BodyNode {
  return { type, ...(attrs && { attrs }) }
}

/**
 * Cuts what changed between two states of a page into hunks: every passage that is not the same on both sides is in
 * exactly one. Pure and the same each time; a key tells the change alone, never its place or what else changed.
 */
export function hunksBetween(before: PageContent, after: PageContent): Difference {
  const aligned = align(unitsOf(before), unitsOf(after)).toSorted((a, b) => inBody(a) - inBody(b))
  const links = aligned.map((link) => ({ ...link, hunk: hunkOf(link) }))
  return {
    before,
    after,
    hunks: links.flatMap(({ hunk }) => hunk ?? []),
    same: links.flatMap((link) => (link.hunk ? [] : link.before)),
    links,
  }
}

/** Fields come first, also where a block was removed from above all others. */
const inBody = ({ before, after }: Link<Unit>): 0 | 1 => ((before[0] ?? after[0])?.field === undefined ? 1 : 0)

function hunkOf(link: Link<Unit>): Hunk | null {
  const kind = kindOf(link)
  if (kind === null) return null
  const { before, after } = link
  return { key: keyOf(kind, before, after), kind, wordless: isWordless(kind, before, after), before, after }
}

function kindOf(link: Link<Unit>): HunkKind | null {
  const { kind, before, after } = link
  if (kind === 'same') return standsIn(before[0]) === standsIn(after[0]) ? null : 'format'
  if (kind === 'moved') return 'move'
  if (kind === 'split' || kind === 'join') return kind
  if (!inBody(link)) return 'field'
  if (kind === 'removed') return 'delete'
  return kind === 'changed' && composedText(before) === composedText(after) ? 'format' : 'text'
}

function keyOf(kind: HunkKind, before: readonly Unit[], after: readonly Unit[]): string {
  return hashOf({ kind, before: before.map(told), after: after.map(told) })
}

const told = (unit: Unit) => [unit.hash, standsIn(unit)]

/** The list or table that a unit stands in, as a text that is equal for equal ones. */
export function standsIn(unit: Unit | undefined): string {
  return unit?.within ? canonical(essence(unit.within)) : ''
}
