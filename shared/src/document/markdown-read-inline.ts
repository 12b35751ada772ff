import type * as Md from 'mdast'
import type { BodyNode } from './body-node.ts'
import { isSafeHref } from './attributes.ts'
import { namesIn, type FindPage, type NameFound } from './markdown-names.ts'
import { plainText } from './plain-text.ts'

/** Something that a page cannot hold as it was; its words stay. */
export interface Loss {
  readonly kind: 'nothing-named' | 'dead-link' | 'missing-picture'
  /** The name or address, as it was written. */
  readonly what: string
}

export interface Reading {
  readonly source: string
  /** The whole text, where definitions of links stand. */
  readonly tree: Md.Root
  readonly findPage: FindPage
  readonly lose: (loss: Loss) => void
  /** Depth of the headings that become level 2. */
  readonly topHeading: number
}

type Mark = NonNullable<BodyNode['marks']>[number]
type Inline = Md.PhrasingContent

/** Words, breaks, mentions and pictures, from those of Markdown. Pictures are blocks with us: the caller takes them out. */
export function inlineFrom(nodes: readonly Inline[], reading: Reading, marks: readonly Mark[] = []): BodyNode[] {
  return joined(nodes.flatMap((one) => partsOf(one, reading, marks)))
}

function partsOf(one: Inline, reading: Reading, marks: readonly Mark[]): BodyNode[] {
  switch (one.type) {
    case 'text':
      return withNames(one, reading, marks)
    case 'strong':
      return inlineFrom(one.children, reading, [...marks, { type: 'bold' }])
    case 'emphasis':
      return inlineFrom(one.children, reading, [...marks, { type: 'italic' }])
    case 'delete':
      return inlineFrom(one.children, reading, [...marks, { type: 'strike' }])
    case 'inlineCode':
      return words(one.value.replaceAll('\n', ' '), [{ type: 'code' }])
    case 'break':
      return [{ type: 'hardBreak' }]
    case 'html':
      return /^<br\s*\/?>$/i.test(one.value) ? [{ type: 'hardBreak' }] : words(withoutTags(one.value), marks)
    case 'link':
      return linked(one.url, one.children, reading, marks)
    case 'linkReference':
      return linked(addressOf(one.identifier, reading), one.children, reading, marks)
    case 'image':
      return pictured(one, reading, marks)
    case 'imageReference':
      return pictured({ url: addressOf(one.identifier, reading), alt: one.alt ?? '' }, reading, marks)
    case 'footnoteReference':
      return words(`[${one.identifier}]`, marks)
    default:
      return []
  }
}

/** The words of HTML without its tags and comments. */
export function withoutTags(html: string): string {
  return html.replaceAll(/<!--[\s\S]*?-->|<[^>]*>/g, '')
}

const sameMarks = (a: BodyNode, b: BodyNode): boolean => JSON.stringify(a.marks) === JSON.stringify(b.marks)

function words(text: string, marks: readonly Mark[]): BodyNode[] {
  const once = marks.filter((mark, at) => marks.findIndex(({ type }) => type === mark.type) === at)
  return text === '' ? [] : [{ type: 'text', text, ...(once.length > 0 && { marks: [...once] }) }]
}

function joined(nodes: readonly BodyNode[]): BodyNode[] {
  const result: BodyNode[] = []
  for (const one of nodes) {
    const last = result.at(-1)
    const goesOn = last?.text !== undefined && one.text !== undefined && sameMarks(last, one)
    if (goesOn) result[result.length - 1] = { ...last, text: `${last.text}${one.text}` }
    else result.push(one)
  }
  return result
}

/** A text with its `[[pages]]` and `[^sources]`; a name of nothing stays words. */
function withNames(node: Md.Text, reading: Reading, marks: readonly Mark[]): BodyNode[] {
  const text = node.value.replaceAll(/\s*\n\s*/g, ' ')
  const parts: BodyNode[] = []
  let from = 0
  for (const name of namesIn(text)) {
    const named = isMeant(name, node, reading) ? namedBy(name, reading, marks) : undefined
    if (!named) continue
    parts.push(...words(text.slice(from, name.from), marks), named)
    from = name.to
  }
  return [...parts, ...words(text.slice(from), marks)]
}

/** False where the bracket was escaped, so that it is only a bracket. */
function isMeant(name: NameFound, { position }: Md.Text, { source }: Reading): boolean {
  const written = source.slice(position?.start.offset, position?.end.offset).replaceAll(/\\[\s\S]/g, '')
  return written.includes(`${name.kind === 'citation' ? '[^' : '[['}${name.ref}`)
}

function namedBy({ kind, ref, said }: NameFound, reading: Reading, marks: readonly Mark[]): BodyNode | undefined {
  const page = reading.findPage(ref)
  if (!page) reading.lose({ kind: 'nothing-named', what: ref })
  else if (kind === 'pageLink') return mention(page.id, said || page.title, marks)
  else return { type: 'citation', attrs: { source: page.id, locator: said || null } }
  return undefined
}

function mention(page: string, text: string, marks: readonly Mark[]): BodyNode {
  const kept = marks.filter(({ type }) => type !== 'link')
  return { type: 'pageLink', attrs: { page, text: text.slice(0, 200) }, ...(kept.length > 0 && { marks: kept }) }
}

/** A mention where the address is a page of the wiki, a link where it can be followed from anywhere, else the words. */
function linked(written: string, children: readonly Inline[], reading: Reading, marks: readonly Mark[]): BodyNode[] {
  const url = /^www\./i.test(written) ? `http://${written}` : written
  const inside = inlineFrom(children, reading, marks)
  const page = url === '' ? undefined : reading.findPage(decoded(url).replace(/^\/p\//, ''))
  const said = inside.map(plainText).join('')
  if (page && said.trim() !== '') return [mention(page.id, said, marks)]
  if (isSafeHref(url)) return inlineFrom(children, reading, [...marks, linkTo(url)])
  if (url !== '') reading.lose({ kind: 'dead-link', what: url })
  return inside
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    return url
  }
}

const OURS = /^\/files\/([0-9a-f]{64})$/
const SIZE = /^(\d{1,5})x(\d{1,5})$/

interface Picture {
  url: string
  alt?: string | null | undefined
  title?: string | null | undefined
}

/** A picture of the wiki, or a link to one that stands elsewhere. */
function pictured({ url, alt, title }: Picture, reading: Reading, marks: readonly Mark[]): BodyNode[] {
  const file = OURS.exec(url)?.[1]
  const text = alt?.trim() || 'image'
  if (file) {
    const [, width, height] = SIZE.exec(title ?? '') ?? []
    const size = width && height ? { width: Number(width), height: Number(height) } : {}
    return [{ type: 'image', attrs: { file, alt: text.slice(0, 500), ...size } }]
  }
  if (isSafeHref(url)) return words(text, [...marks.filter(({ type }) => type !== 'link'), linkTo(url)])
  reading.lose({ kind: 'missing-picture', what: url })
  return words(text, marks)
}

const linkTo = (href: string): Mark => ({ type: 'link', attrs: { href } })

function addressOf(identifier: string, { tree }: Reading): string {
  const known = tree.children.find((one) => one.type === 'definition' && one.identifier === identifier)
  return known?.type === 'definition' ? known.url : ''
}
