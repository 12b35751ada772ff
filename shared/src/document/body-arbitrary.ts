import * as fc from 'fast-check'
import type { BodyNode } from './body-node.ts'
import { pageSchema } from './schema.ts'

/** For property tests: any body that the schema holds, with the characters that break careless code. */

const AWKWARD = [
  '👩‍👩‍👧‍👦',
  '🇫🇷',
  'e\u0301',
  'œ',
  'L’été',
  '«\u00a0ça\u00a0»',
  '\u200d',
  '𝒳',
  'naïve',
  '#',
  '*',
  '[x]',
  '<b>',
]
const WORDS = [
  'le',
  'compost',
  'est',
  'partagé',
  'entre',
  'voisins',
  'un',
  'jeudi',
  'vélo',
  'atelier',
  'prêter',
  'outils',
]

export const word = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.constantFrom(...AWKWARD) },
)
export const sentence = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '))

const PAGE = '01932f7e-4a10-7c3a-9b1e-5a2f0c7d8e11'

const mark = fc.constantFrom<{ type: string; attrs?: Record<string, unknown> }>(
  { type: 'bold' },
  { type: 'italic' },
  { type: 'strike' },
  { type: 'link', attrs: { href: 'https://example.org/a' } },
)

const text = fc
  .record({ text: sentence, marks: fc.uniqueArray(mark, { maxLength: 2, selector: ({ type }) => type }) })
  .map(({ text, marks }): BodyNode => ({ type: 'text', text, ...(marks.length > 0 && { marks }) }))

const atom = fc.constantFrom<BodyNode>(
  { type: 'hardBreak' },
  { type: 'pageLink', attrs: { page: PAGE, text: 'Atelier vélo' } },
  { type: 'citation', attrs: { source: PAGE, locator: 'p. 4' } },
)

/** Texts, with an atom between some of them; a line neither starts nor ends with a break. */
const inline = fc
  .tuple(fc.array(fc.tuple(text, fc.option(atom, { freq: 2 })), { maxLength: 3 }), text)
  .map(([pairs, last]) => [
    ...pairs.flatMap(([words, one]) => (one ? [words, one] : [words])),
    ...(pairs.length > 0 ? [last] : []),
  ])

const node =
  (type: string, attrs?: Record<string, unknown>) =>
  (content: BodyNode[]): BodyNode => ({
    type,
    ...(attrs && { attrs }),
    ...(content.length > 0 && { content }),
  })

export const paragraph = inline.map(node('paragraph'))
const filled = text.map((one) => node('paragraph')([one]))
const listOf = (list: string, item: string, attrs?: Record<string, unknown>) =>
  fc
    .array(
      filled.map((one) => node(item, attrs)([one])),
      { minLength: 1, maxLength: 4 },
    )
    .map(node(list))

const row = (cell: string) =>
  fc.tuple(filled, filled).map((cells) => node('tableRow')(cells.map((one) => node(cell)([one]))))

export const block: fc.Arbitrary<BodyNode> = fc.oneof(
  { weight: 4, arbitrary: paragraph },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(2, 3, 4), inline)
      .map(([level, content]) => node('heading', { level })(content)),
  },
  { weight: 2, arbitrary: listOf('bulletList', 'listItem') },
  { weight: 1, arbitrary: listOf('orderedList', 'listItem') },
  { weight: 1, arbitrary: listOf('taskList', 'taskItem', { checked: true }) },
  { weight: 1, arbitrary: listOf('steps', 'step') },
  { weight: 1, arbitrary: fc.tuple(row('tableHeader'), row('tableCell')).map(node('table')) },
  { weight: 1, arbitrary: filled.map((one) => node('blockquote')([one])) },
  { weight: 1, arbitrary: filled.map((one) => node('callout', { kind: 'is-not' })([one])) },
  { weight: 1, arbitrary: sentence.map((code) => node('codeBlock')([{ type: 'text', text: code }])) },
  { weight: 1, arbitrary: fc.constant(node('horizontalRule')([])) },
  { weight: 1, arbitrary: sentence.map((alt) => node('image', { file: 'a'.repeat(64), alt })([])) },
)

/** As ProseMirror writes it, so that equal bodies are equal JSON. */
export const settled = (body: BodyNode): BodyNode => pageSchema.nodeFromJSON(body).toJSON() as BodyNode

export const body = fc.array(block, { minLength: 1, maxLength: 10 }).map((blocks) => settled(node('doc')(blocks)))
