import * as fc from 'fast-check'
import { block, sentence, settled } from '../document/body-arbitrary.ts'
import type { BodyNode } from '../document/body-node.ts'
import type { PageContent } from '../document/passages.ts'

/** For property tests: a page of principles, and what people do to it in one go. */

const statement = sentence.map((words) => `Cela : ${words}`.slice(0, 200))
const statements = fc.uniqueArray(statement, { minLength: 1, maxLength: 5, selector: (one) => one.normalize('NFC') })
const fields = fc.record(
  {
    title: statement,
    principle: fc.constantFrom('exchange', 'learn'),
    tags: fc.uniqueArray(fc.constantFrom('don', 'troc', 'prêt', 'vélo'), { minLength: 1, maxLength: 3 }),
    is: statements,
    is_not: statements,
  },
  { requiredKeys: ['title'] },
)

type Lists = 'bulletList' | 'orderedList' | 'taskList' | 'steps' | 'table'
const LISTS: readonly string[] = ['bulletList', 'orderedList', 'taskList', 'steps', 'table'] satisfies Lists[]

/** A list in an item, a picture in a step, items in a warning. */
const nested = fc
  .tuple(block, sentence, fc.constantFrom('bulletList', 'steps', 'callout'))
  .map(([, words, kind]): BodyNode => {
    const line = paragraph(words)
    const list: BodyNode = { type: 'bulletList', content: [{ type: 'listItem', content: [line] }] }
    const image: BodyNode = { type: 'image', attrs: { file: 'b'.repeat(64), alt: words } }
    if (kind === 'callout') return { type: 'callout', attrs: { kind: 'safety' }, content: [line, list] }
    if (kind === 'steps') return { type: 'steps', content: [{ type: 'step', content: [line, list, image] }] }
    return {
      type: 'bulletList',
      content: [
        { type: 'listItem', content: [line, list] },
        { type: 'listItem', content: [line] },
      ],
    }
  })

const someBlock = fc.oneof({ weight: 5, arbitrary: block }, { weight: 1, arbitrary: nested })
const blocks = fc.array(someBlock, { minLength: 1, maxLength: 9 })

function paragraph(words: string): BodyNode {
  return { type: 'paragraph', content: [{ type: 'text', text: words }] }
}

/** One thing that a person does to a row of nodes: blocks, items, steps or rows. */
type Edit = (nodes: BodyNode[]) => BodyNode[]

const at = (place: number, nodes: readonly unknown[]) => place % Math.max(1, nodes.length)

function cut(node: BodyNode): BodyNode[] {
  const [first, ...rest] = node.content ?? []
  if (first?.type === 'paragraph') return cut(first).map((one) => ({ ...node, content: [one, ...rest] }))
  const words = first?.text?.split(' ') ?? []
  if (words.length < 2 || !first) return [node]
  const half = Math.ceil(words.length / 2)
  const part = (some: string[], more: BodyNode[]) => ({
    ...node,
    content: [{ ...first, text: some.join(' ') }, ...more],
  })
  return [part(words.slice(0, half), []), part(words.slice(half), rest)]
}

function reworded(node: BodyNode, words: string): BodyNode {
  const [first, ...rest] = node.content ?? []
  if (first?.type === 'text') return { ...node, content: [{ ...first, text: `${words} ${first.text}` }, ...rest] }
  return first ? { ...node, content: [reworded(first, words), ...rest] } : node
}

function bold(node: BodyNode): BodyNode {
  if (node.type === 'text') return { ...node, marks: [{ type: 'bold' }] }
  return node.type === 'codeBlock' || !node.content ? node : { ...node, content: node.content.map(bold) }
}

const place = fc.nat(20)
const onOne = (change: (node: BodyNode, words: string) => BodyNode[]) =>
  fc.tuple(place, sentence).map(
    ([where, words]): Edit =>
      (nodes) =>
        nodes.flatMap((one, i) => (i === at(where, nodes) ? change(one, words) : [one])),
  )

const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  onOne(() => []),
  onOne(cut),
  onOne((node, words) => [reworded(node, words)]),
  onOne((node) => [bold(node)]),
  onOne((node) => [node, node]),
  fc.tuple(place, place).map(([from, to]): Edit => (nodes) => {
    const moved = nodes.slice(at(from, nodes), at(from, nodes) + 1)
    return nodes.toSpliced(at(from, nodes), 1).toSpliced(at(to, nodes), 0, ...moved)
  }),
  place.map((where): Edit => (nodes) => {
    const [one, two] = nodes.slice(at(where, nodes), at(where, nodes) + 2)
    if (!one || one.type !== two?.type || one.type === 'image' || one.type === 'horizontalRule') return nodes
    return nodes.toSpliced(at(where, nodes), 2, { ...one, content: [...(one.content ?? []), ...(two.content ?? [])] })
  }),
)

/** To the blocks of a body, or to what stands in one of its lists and tables. */
const edit: fc.Arbitrary<Edit> = fc.oneof(
  anyEdit,
  fc.tuple(place, someBlock).map(
    ([where, added]): Edit =>
      (nodes) =>
        nodes.toSpliced(at(where, nodes), 0, added),
  ),
  onOne((node) => (node.type === 'bulletList' ? [{ ...node, type: 'orderedList' }] : [{ type: 'paragraph' }, node])),
  fc.tuple(place, anyEdit).map(([where, within]): Edit => (nodes) => {
    const lists = nodes.filter(({ type }) => LISTS.includes(type))
    const list = lists[at(where, lists)]
    return nodes.flatMap((one) => {
      if (one !== list) return [one]
      const content = within(one.content ?? [])
      return content.length > 0 ? [{ ...one, content }] : []
    })
  }),
)

const bodyOf = (nodes: readonly BodyNode[]): BodyNode =>
  settled({ type: 'doc', content: nodes.length > 0 ? [...nodes] : [{ type: 'paragraph' }] })

/** Fields of which some, and some statements of which, are others. */
const editedFields = fc.tuple(fields, fields, fc.infiniteStream(fc.nat(2))).map(([before, other, chances]) => {
  const pick = () => chances.next().value ?? 0
  const after = Object.entries({ ...other, ...before }).flatMap(([key, value]) => {
    const fresh = other[key as keyof typeof other]
    if (pick() === 0) return fresh === undefined ? [] : [[key, fresh]]
    if (!Array.isArray(value) || !Array.isArray(fresh) || key === 'tags') return [[key, value]]
    const mixed = [...fresh.filter(() => pick() === 0), ...value.filter(() => pick() > 0)]
    return mixed.length > 0 ? [[key, [...new Set(mixed)]]] : []
  })
  return { before, after: Object.fromEntries(after) as Record<string, unknown> }
})

/** Two states of a page, some edits apart. */
export const twoStates: fc.Arbitrary<{ before: PageContent; after: PageContent }> = fc
  .tuple(blocks, fc.array(edit, { maxLength: 8 }), editedFields)
  .map(([nodes, edits, values]) => ({
    before: { type: 'principle', fields: values.before, body: bodyOf(nodes) },
    after: {
      type: 'principle',
      fields: values.after,
      body: bodyOf(edits.reduce((all, change) => change(all), nodes)),
    },
  }))

const FATES = ['stays', 'stays', 'reworded', 'bold', 'goes', 'followed'] as const

/** Words that no other passage has. */
const ownWords = (name: string, at: number) =>
  `La chose ${name}${at}, un${name}${at} deux${name}${at} trois${name}${at}.`

const asItems = (nodes: readonly BodyNode[], from: number, to: number): BodyNode[] => {
  const items = nodes.slice(from, to).map((one): BodyNode => ({ type: 'listItem', content: [one] }))
  return [
    ...nodes.slice(0, from),
    ...(items.length > 0 ? [{ type: 'bulletList', content: items }] : []),
    ...nodes.slice(to),
  ]
}

/** Two states of a page whose passages have words of their own, and were changed, formed, removed or added in place. */
export const editedInPlace: fc.Arbitrary<{ before: PageContent; after: PageContent }> = fc
  .array(fc.constantFrom(...FATES), { minLength: 4, maxLength: 24 })
  .map((fates) => {
    const lines = fates.map((_, at) => paragraph(ownWords('mot', at)))
    const later = fates.map((fate, at): BodyNode[] => {
      const line = paragraph(ownWords('mot', at))
      if (fate === 'goes') return []
      if (fate === 'followed') return [line, paragraph(ownWords('ajout', at))]
      return [fate === 'bold' ? bold(line) : fate === 'reworded' ? reworded(line, 'Oui') : line]
    })
    const half = fates.length >> 1
    const state = (nodes: BodyNode[], items: number, words: (at: number) => string): PageContent => ({
      type: 'principle',
      fields: { title: words(0), is: fates.map((_, at) => words(at)) },
      body: bodyOf(asItems(nodes, nodes.length - items, nodes.length)),
    })
    return {
      before: state(lines, half, (at) => ownWords('dit', at)),
      after: state(later.flat(), later.slice(fates.length - half).flat().length, (at) =>
        fates[at] === 'reworded' ? `Aussi ${ownWords('dit', at)}` : ownWords('dit', at),
      ),
    }
  })
