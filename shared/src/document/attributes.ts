import type { BodyNode } from './body-node.ts'
import { isPageId } from '../ids.ts'
import { CALLOUT_KINDS } from './extensions.ts'

type Test = (value: unknown) => boolean

const oneOf =
  (values: readonly unknown[]): Test =>
  (value) =>
    values.includes(value)
const integer =
  (min: number, max: number): Test =>
  (value) =>
    Number.isInteger(value) && Number(value) >= min && Number(value) <= max
const text =
  (min: number, max: number): Test =>
  (value) =>
    typeof value === 'string' && value.length >= min && value.length <= max
const pageId: Test = (value) => typeof value === 'string' && isPageId(value)
const orNull =
  (test: Test): Test =>
  (value) =>
    value === null || test(value)

const CELL = {
  colspan: integer(1, 20),
  rowspan: integer(1, 200),
  colwidth: orNull((value) => Array.isArray(value) && value.every(integer(0, 4000))),
  align: orNull(oneOf(['left', 'center', 'right'])),
}

/** What each attribute may hold. One that is not listed may not be written at all. */
const NODE_ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, Test>>>> = {
  heading: { level: oneOf([2, 3, 4]) },
  orderedList: { start: integer(0, 99_999), type: orNull(oneOf(['1', 'a', 'A', 'i', 'I'])) },
  codeBlock: { language: orNull(text(0, 40)) },
  taskItem: { checked: (value) => typeof value === 'boolean' },
  tableCell: CELL,
  tableHeader: CELL,
  callout: { kind: oneOf(CALLOUT_KINDS) },
  image: {
    file: (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value),
    alt: text(1, 500),
    width: orNull(integer(1, 20_000)),
    height: orNull(integer(1, 20_000)),
  },
  pageLink: { page: pageId, text: text(1, 200) },
  citation: { source: pageId, locator: orNull(text(0, 120)) },
}

const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  heading: ['level'],
  image: ['file', 'alt'],
  pageLink: ['page', 'text'],
  citation: ['source'],
}

/** Addresses a link may point at: the web, mail, telephone, or this wiki. */
export function isSafeHref(href: unknown): boolean {
  if (typeof href !== 'string' || href.length > 2000) return false
  if (/^(?:\/(?!\/)|#)/.test(href)) return true
  return URL.canParse(href) && ['http:', 'https:', 'mailto:', 'tel:'].includes(new URL(href).protocol)
}

/** Says whether every attribute of a node and of all it holds is one that pages have, with a value that it may have. */
export function attributesFit(node: BodyNode): boolean {
  const tests = NODE_ATTRIBUTES[node.type] ?? {}
  const attrs = node.attrs ?? {}
  const fits = Object.entries(attrs).every(([name, value]) => tests[name]?.(value) ?? false)
  const whole = (REQUIRED[node.type] ?? []).every((name) => name in attrs)
  return fits && whole && (node.marks ?? []).every(markFits) && (node.content ?? []).every(attributesFit)
}

function markFits(mark: { type: string; attrs?: Record<string, unknown> }): boolean {
  const names = Object.keys(mark.attrs ?? {})
  if (mark.type !== 'link') return names.length === 0
  return names.length === 1 && isSafeHref(mark.attrs?.href)
}
