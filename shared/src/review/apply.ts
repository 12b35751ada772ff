import type { BodyNode } from '../document/body-node.ts'
import type { PageContent } from '../document/passages.ts'
import type { PageTypeKey } from '../page-types/define.ts'
import { parseField } from '../page-types/parse-field.ts'
import type { Difference, HunkLink } from './hunk.ts'
import { standsIn } from './hunks.ts'
import { laidOut, type LaidOut, type Standing } from './lay-out.ts'

/** A page of which nothing was validated yet: it says nothing, and is no page that could be written in. */
export function emptyPage(type: PageTypeKey): PageContent {
  return { type, fields: {}, body: { type: 'doc', content: [] } }
}

/** A page with some hunks of a difference in it. */
export interface Applied {
  readonly content: PageContent
  /** The keys among those accepted that are in it. */
  readonly applied: ReadonlySet<string>
}

/**
 * The page before with the accepted hunks in it. None gives `before` and all give `after`, themselves; anything between
 * is within the schema, and each field within its own: where the accepted statements of a field cannot stand beside
 * what was there (one too many, say), that field stays as it was and its hunks are not `applied`.
 */
export function applyHunks(difference: Difference, accepted: ReadonlySet<string>): Applied {
  const { before, after, hunks, links } = difference
  const taken = hunks.filter(({ key }) => accepted.has(key))
  if (taken.length === 0) return { content: before, applied: new Set() }
  const applied = new Set(taken.map(({ key }) => key))
  if (taken.length === hunks.length) return { content: after, applied }
  const takes: Takes = ({ hunk }) => hunk !== null && accepted.has(hunk.key)
  const byField = Map.groupBy(links, ({ before, after }) => (before[0] ?? after[0])?.field)
  const fields: Record<string, unknown> = { ...before.fields }
  for (const [field, own] of byField) {
    if (field === undefined) continue
    const value = fieldWith(field, own, takes, difference)
    if (value === REFUSED) for (const { hunk } of own) applied.delete(hunk?.key ?? '')
    else if (value === undefined) delete fields[field]
    else fields[field] = value
  }
  const body = bodyWith(byField.get(undefined) ?? [], takes, difference)
  return { content: { type: after.type, fields, body }, applied }
}

/** Says whether what a link came to is taken into the page. */
type Takes = (link: HunkLink) => boolean

const REFUSED = Symbol('a value that its field cannot hold')

function fieldWith(field: string, links: readonly HunkLink[], takes: Takes, { before, after }: Difference): unknown {
  const side = wholeSide(links, takes)
  if (side === 'before') return before.fields[field]
  if (side === 'after') return after.fields[field]
  const statements = laidOut(links, takes).map(({ unit }) => unit.value)
  if (statements.length === 0) return undefined
  return parseField(after.type, field, statements) === 'malformed' ? REFUSED : statements
}

/** The side that all links are taken from, if it is one. */
function wholeSide(links: readonly HunkLink[], takes: Takes): 'before' | 'after' | null {
  const changed = links.filter(({ hunk }) => hunk !== null)
  if (!changed.some(takes)) return 'before'
  return changed.every(takes) ? 'after' : null
}

function bodyWith(links: readonly HunkLink[], takes: Takes, { before, after }: Difference): BodyNode {
  const side = wholeSide(links, takes)
  const content = side ? { before, after }[side].body.content : assembled(laidOut(links, takes))
  return { type: 'doc', content: content && content.length > 0 ? content : [{ type: 'paragraph' }] }
}

/** A list or table while units are put into it, and which one it is on either side. */
interface OpenList {
  readonly content: BodyNode[]
  last: LaidOut
  before: number | null
  after: number | null
}

/** Blocks in order; items, steps and rows in their lists and tables. */
function assembled(units: readonly LaidOut[]): BodyNode[] {
  const blocks: BodyNode[] = []
  let open: OpenList | null = null
  for (const one of units) {
    const { node, within } = one.unit
    if (!node) continue
    const list: OpenList | null = within && (open && belongs(one, open) ? open : newList(one))
    if (!within || !list) blocks.push(node)
    else if (list !== open) blocks.push({ ...within, content: list.content })
    if (list) putInto(list, one, node)
    open = list
  }
  return blocks
}

function newList(first: LaidOut): OpenList {
  return { content: [], last: first, before: null, after: null }
}

function putInto(list: OpenList, one: LaidOut, node: BodyNode): void {
  list.content.push(node)
  list.last = one
  list.before = one.before?.list ?? list.before
  list.after = one.after?.list ?? list.after
}

/** A unit goes into the list above it if they are of one list where they are neighbours; else if no side says otherwise. */
function belongs(one: LaidOut, open: OpenList): boolean {
  const { last } = open
  if (standsIn(one.unit) !== standsIn(last.unit)) return false
  const [before, after] = [sameList(one.before, last.before), sameList(one.after, last.after)]
  if (before !== null && follows(last.before, one.before)) return before
  if (after !== null && follows(last.after, one.after)) return after
  return inOneList(one, open)
}

/** Of the list above it on a side, or of none that is known to be another. */
function inOneList(one: LaidOut, open: OpenList): boolean {
  const sides = [sameList(one.before, { list: open.before }), sameList(one.after, { list: open.after })]
  return sides.includes(true) || !sides.includes(false)
}

function follows(above: Standing | null, below: Standing | null): boolean {
  return above !== null && below !== null && above.last + 1 === below.first
}

/** Null where that cannot be said. */
function sameList(one: Pick<Standing, 'list'> | null, other: Pick<Standing, 'list'> | null): boolean | null {
  if (!one || !other || one.list === null || other.list === null) return null
  return one.list === other.list
}
