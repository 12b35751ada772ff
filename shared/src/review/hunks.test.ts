import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BodyNode } from '../document/body-node.ts'
import type { PageContent } from '../document/passages.ts'
import { hunksBetween, unitsOf } from './hunks.ts'
import type { Hunk, Unit } from './hunk.ts'
import { editedInPlace, twoStates } from './page-arbitrary.ts'

const PAGE = '01932f7e-4a10-7c3a-9b1e-5a2f0c7d8e11'
const OTHER_PAGE = '01932f7e-4a10-7c3a-9b1e-5a2f0c7d8e12'

type Mark = { type: string; attrs?: Record<string, unknown> }
const text = (words: string, ...marks: Mark[]): BodyNode => ({
  type: 'text',
  text: words,
  ...(marks.length > 0 && { marks }),
})
const node = (type: string, attrs: Record<string, unknown>, ...content: BodyNode[]): BodyNode => ({
  type,
  attrs,
  content,
})
const line = (...content: (BodyNode | string)[]): BodyNode =>
  node('paragraph', {}, ...content.map((one) => (typeof one === 'string' ? text(one) : one)))
const list = (type: string, item: string, ...words: string[]) =>
  node(type, {}, ...words.map((one) => node(item, {}, line(one))))
const page = (...content: BodyNode[]): PageContent => ({ type: 'practice', fields: {}, body: { type: 'doc', content } })
const hunks = (before: BodyNode[], after: BodyNode[]) => hunksBetween(page(...before), page(...after)).hunks
const told = (some: readonly Hunk[]) => some.map(({ kind, wordless }) => [kind, wordless])
const keysOf = (before: PageContent, after: PageContent) => hunksBetween(before, after).hunks.map(({ key }) => key)

const COMPOST = 'Le compost du jardin demande trois bacs, un peu de paille et quelqu’un qui passe.'
const BIKES = 'L’atelier vélo ouvre le mercredi soir, avec les outils du lieu et des pièces récupérées.'
const KEYS = 'La clé du local tourne entre six voisins, et chacun note son passage dans le carnet.'
const LINK: Mark = { type: 'link', attrs: { href: 'https://example.org/a' } }

const image = (file: string): BodyNode => ({ type: 'image', attrs: { file: file.repeat(64), alt: 'Un frein' } })
const more = (change: string) => [line(`Zoé zèbre ${change} zinc zénith zeste zone zoom zigzag`)]
const wider = ({ body, ...rest }: PageContent, above: BodyNode[], below: BodyNode[]): PageContent => ({
  ...rest,
  body: { type: 'doc', content: [...above, ...(body.content ?? []), ...below] },
})

/** A page that says nothing but this. */
function holding(units: readonly Unit[]): PageContent {
  const fields = units.flatMap(({ field, value, path }): [string, unknown][] =>
    field === undefined ? [] : [[field, path.length > 0 ? units.map((unit) => unit.value) : value]],
  )
  const blocks = units.flatMap(({ node, within }) => (node ? [within ? { ...within, content: [node] } : node] : []))
  return { ...page(...blocks), type: 'principle', fields: Object.fromEntries(fields) }
}

describe('[D22] what changed is in exactly one hunk', () => {
  test('every passage of both sides is in one hunk, or the same on both', () => {
    fc.assert(
      fc.property(twoStates, ({ before, after }) => {
        const { hunks, same } = hunksBetween(before, after)
        const sides = [unitsOf(before), unitsOf(after)].map((units) => units.map(({ hash }) => hash).toSorted())
        const hashes = (side: 'before' | 'after') =>
          [...same, ...hunks.flatMap((hunk) => hunk[side])].map(({ hash }) => hash).toSorted()
        expect([hashes('before'), hashes('after')]).toEqual(sides)
      }),
      { numRuns: 100 },
    )
  })

  test('a page beside itself has none', () => {
    fc.assert(
      fc.property(twoStates, ({ after }) => {
        expect(hunksBetween(after, structuredClone(after)).hunks).toEqual([])
      }),
    )
  })

  test('of forty passages, the one that was edited is the one hunk', () => {
    const lines = Array.from({ length: 40 }, (_, at) => `${COMPOST} Bac numéro ${at}.`)
    const edited = lines.with(17, lines[17]?.replace('trois', 'quatre') ?? '')
    const [hunk, ...others] = hunks(
      lines.map((one) => line(one)),
      edited.map((one) => line(one)),
    )
    expect(others).toEqual([])
    expect(hunk).toMatchObject({ kind: 'text', before: [{ text: lines[17] }], after: [{ text: edited[17] }] })
  })

  test('a unit is its block, item, row, value or statement, with what it stands in', () => {
    const content = page(line(KEYS), node('orderedList', { start: 3 }, node('listItem', {}, line('un'))))
    const fields = { title: 'Échanger', is: ['un lieu ouvert', 'éclectique'] }
    expect(unitsOf({ ...content, type: 'principle', fields })).toMatchObject([
      { field: 'title', value: 'Échanger', within: null },
      { field: 'is', value: 'un lieu ouvert', within: null },
      { field: 'is', value: 'éclectique', within: null },
      { node: { type: 'paragraph' }, within: null },
      { node: { type: 'listItem' }, within: { type: 'orderedList', attrs: { start: 3 } } },
    ])
  })
})

describe('[D23] a hunk has the key of its change', () => {
  test('how cells and pictures look, and how text is cut, changes no key', () => {
    const row = (words: string, attrs: object) =>
      node('table', {}, node('tableRow', {}, node('tableCell', { ...attrs }, line(words))))
    const plain = keysOf(page(row('frigo', {})), page(row('frigo ouvert', {})))
    const laidOut = keysOf(page(row('frigo', { colwidth: [80] })), page(row('frigo ouvert', { align: 'center' })))
    const cut = keysOf(
      page(row('frigo', {})),
      page(node('table', {}, node('tableRow', {}, node('tableCell', {}, line('fri', 'go ouvert'))))),
    )
    expect([laidOut, cut]).toEqual([plain, plain])
  })

  test('alone on a page, it has the same', () => {
    fc.assert(
      fc.property(twoStates, ({ before, after }) => {
        const those = hunksBetween(before, after).hunks.filter(({ kind }) => kind !== 'move')
        expect(those.flatMap((hunk) => keysOf(holding(hunk.before), holding(hunk.after)))).toEqual(
          those.map(({ key }) => key),
        )
      }),
      { numRuns: 100 },
    )
  })

  test('what else is on the page, and what else changed on it, changes no key', () => {
    const [changed] = hunks(more('un'), more('deux'))
    fc.assert(
      fc.property(editedInPlace, ({ before, after }) => {
        const alone = keysOf(before, after)
        expect(keysOf(wider(before, more('un'), more('deux')), wider(after, more('un'), more('deux')))).toEqual(alone)
        const both = keysOf(wider(before, more('un'), []), wider(after, more('deux'), []))
        expect(both.toSorted()).toEqual([...alone, changed?.key ?? ''].toSorted())
      }),
    )
  })

  test('equal changes have equal keys, others have others', () => {
    const twice = hunks([line(KEYS)], [line(BIKES), line(KEYS), line(BIKES)])
    expect(new Set(twice.map(({ key }) => key)).size).toBe(1)
    const all = [
      ...hunks([], [line(BIKES)]),
      ...hunks([line(BIKES)], []),
      ...hunks([line(BIKES)], [node('heading', { level: 2 }, text(BIKES))]),
      ...hunks([line(BIKES)], [list('bulletList', 'listItem', BIKES)]),
      ...hunks([list('bulletList', 'listItem', BIKES)], [list('orderedList', 'listItem', BIKES)]),
      ...hunks([line(BIKES), line(COMPOST), line(KEYS)], [line(COMPOST), line(KEYS), line(BIKES)]),
    ]
    expect([all.length, new Set(all.map(({ key }) => key)).size]).toEqual([6, 6])
  })
})

describe('[D24] a hunk is wordless where only form and order changed', () => {
  const half = COMPOST.indexOf(',') + 1
  const task = (checked: boolean, words: string) => node('taskList', {}, node('taskItem', { checked }, line(words)))
  const wordless: Record<string, [string, BodyNode[], BodyNode[]]> = {
    'words made bold': ['format', [line(KEYS)], [line('La clé du lo', text('cal', { type: 'bold' }), KEYS.slice(15))]],
    'a paragraph made a heading': ['format', [line(KEYS)], [node('heading', { level: 2 }, text(KEYS))]],
    'a heading of another level': [
      'format',
      [node('heading', { level: 2 }, text(KEYS))],
      [node('heading', { level: 3 }, text(KEYS))],
    ],
    'a paragraph made an item': ['format', [line(KEYS)], [list('bulletList', 'listItem', KEYS)]],
    'a list made a numbered one': [
      'format',
      [list('bulletList', 'listItem', KEYS)],
      [list('orderedList', 'listItem', KEYS)],
    ],
    'an item made a task': ['format', [list('bulletList', 'listItem', KEYS)], [task(false, KEYS)]],
    'a paragraph carried elsewhere': [
      'move',
      [line(BIKES), line(COMPOST), line(KEYS)],
      [line(COMPOST), line(KEYS), line(BIKES)],
    ],
    'a paragraph split': ['split', [line(COMPOST)], [line(COMPOST.slice(0, half)), line(COMPOST.slice(half))]],
    'two paragraphs joined': ['join', [line(COMPOST), line(KEYS)], [line(`${COMPOST} ${KEYS}`)]],
    'a split within a link': [
      'split',
      [line(text(COMPOST, LINK))],
      [line(text(COMPOST.slice(0, half), LINK)), line(text(COMPOST.slice(half), LINK))],
    ],
  }
  for (const [name, [kind, before, after]] of Object.entries(wordless))
    test(`${name} is`, () => expect(told(hunks(before, after))).toEqual([[kind, true]]))

  const pageLink = (to: string) => line('Voir ', { type: 'pageLink', attrs: { page: to, text: 'Atelier' } })
  const cited = (source: string, locator: string | null) => line(KEYS, { type: 'citation', attrs: { source, locator } })
  const callout = (kind: string) => node('callout', { kind }, line(KEYS))
  const telling: Record<string, [string, BodyNode[], BodyNode[]]> = {
    'a word changed': ['text', [line(KEYS)], [line(KEYS.replace('six', 'sept'))]],
    'a paragraph added': ['text', [line(KEYS)], [line(KEYS), line(BIKES)]],
    'a paragraph removed': ['delete', [line(KEYS), line(BIKES)], [line(KEYS)]],
    'a link that leads elsewhere': [
      'format',
      [line(text(KEYS, LINK))],
      [line(text(KEYS, { type: 'link', attrs: { href: 'https://example.org/b' } }))],
    ],
    'a link set': ['format', [line(KEYS)], [line(text(KEYS, LINK))]],
    'words struck out': ['format', [line(KEYS)], [line(text(KEYS, { type: 'strike' }))]],
    'another page under the same words': ['format', [pageLink(PAGE)], [pageLink(OTHER_PAGE)]],
    'another source': ['format', [cited(PAGE, null)], [cited(OTHER_PAGE, null)]],
    'another place in a source': ['format', [cited(PAGE, null)], [cited(PAGE, 'p. 12')]],
    'another picture under the same words': ['format', [image('a')], [image('b')]],
    'a task that is done': ['format', [task(false, KEYS)], [task(true, KEYS)]],
    'another kind of callout': ['format', [callout('tip')], [callout('safety')]],
    'a warning taken off': ['format', [callout('safety')], [line(KEYS)]],
    'a paragraph carried elsewhere and touched up': [
      'move',
      [line(KEYS), line(COMPOST), line(BIKES)],
      [line(COMPOST), line(BIKES), line(KEYS.replace('six', 'sept'))],
    ],
    'a paragraph split, and a word more': [
      'split',
      [line(COMPOST)],
      [line(COMPOST.slice(0, half)), line(`${COMPOST.slice(half)} Souvent.`)],
    ],
  }
  for (const [name, [kind, before, after]] of Object.entries(telling))
    test(`${name} is not`, () => expect(told(hunks(before, after))).toEqual([[kind, false]]))

  test('a value is not, even one without words; statements in another order are', () => {
    const fields = (values: Record<string, unknown>): PageContent => ({
      ...page(line(KEYS)),
      type: 'principle',
      fields: values,
    })
    const { hunks } = hunksBetween(
      fields({ title: 'Échanger', principles: [PAGE], colour: '#112233', is: [COMPOST, KEYS, BIKES] }),
      fields({ title: 'Échanger', principles: [OTHER_PAGE], tags: ['don'], is: [KEYS, BIKES, COMPOST] }),
    )
    const kinds = hunks.map(({ kind, wordless, before, after }) => [kind, wordless, (before[0] ?? after[0])?.field])
    expect(kinds).toEqual([
      ['field', false, 'principles'],
      ['field', false, 'tags'],
      ['field', false, 'colour'],
      ['move', true, 'is'],
    ])
  })
})
