import type { BodyNode } from '../document/body-node.ts'
import { canonical } from '../document/canonical.ts'
import type { HunkKind, Unit } from './hunk.ts'
import { textOf } from './words.ts'

/** Some text in a row, and what else is said of it: where it leads, that it is struck out, or done, or a warning. */
interface Said {
  readonly of: string
  readonly text: string
}

/** Stands in the text for what says something without words. */
const OBJECT = '\ufffc'

/** The same words before and after, which lead to the same places, show the same pictures and rest on the same sources. */
export function isWordless(kind: HunkKind, before: readonly Unit[], after: readonly Unit[]): boolean {
  if (kind === 'text' || kind === 'delete' || kind === 'field') return false
  if (before[0]?.field !== undefined) return canonical(before.map(hash)) === canonical(after.map(hash))
  const parted = kind === 'split' || kind === 'join'
  return (parted || composedText(before) === composedText(after)) && saidBy(before) === saidBy(after)
}

/** The words of some units, composed. */
export function composedText(units: readonly Unit[]): string {
  return textOf(units).normalize('NFC')
}

const hash = (unit: Unit) => unit.hash

function saidBy(units: readonly Unit[]): string {
  const said = joined(units.flatMap(({ node }) => (node ? saidIn(node, '') : [])))
  return canonical(said.map(({ of, text }) => [of, text.match(/\S+/g)]))
}

/** Neighbours of whom the same is said are one; what is blank goes with what stands before it. */
function joined(pieces: readonly Said[]): Said[] {
  const result: Said[] = []
  for (const { of, text } of pieces) {
    const last = result.at(-1)
    if (last && (last.of === of || text.trim() === '')) result.splice(-1, 1, { of: last.of, text: last.text + text })
    else if (text.trim() !== '') result.push({ of, text })
  }
  return result
}

function saidIn(node: BodyNode, around: string): Said[] {
  const here = around + saidOf(node)
  if (node.type === 'text') return [{ of: here, text: node.text ?? '' }]
  if (node.type === 'image') return [{ of: here, text: `${OBJECT}${words(node.attrs?.alt)} ` }]
  if (node.type === 'pageLink') return [{ of: here, text: words(node.attrs?.text) }]
  if (node.type === 'citation') return [{ of: here, text: OBJECT }]
  const inside = (node.content ?? []).flatMap((child) => saidIn(child, here))
  return [...inside, { of: here, text: ' ' }]
}

/** What a node says of its words by its attributes and marks; the empty text where it only gives them their form. */
function saidOf({ type, attrs, marks }: BodyNode): string {
  if (type === 'image') return canonical({ file: attrs?.file })
  if (type === 'pageLink') return canonical({ page: attrs?.page })
  if (type === 'citation') return canonical({ source: attrs?.source, locator: attrs?.locator ?? null })
  if (type === 'callout') return canonical({ callout: attrs?.kind ?? 'tip' })
  if (type === 'taskItem') return attrs?.checked === true ? 'done' : ''
  const telling = (marks ?? []).filter((mark) => mark.type === 'link' || mark.type === 'strike')
  return telling
    .map((mark) => canonical([mark.type, mark.attrs?.href ?? null]))
    .toSorted()
    .join('')
}

const words = (value: unknown): string => (typeof value === 'string' ? value : '')
