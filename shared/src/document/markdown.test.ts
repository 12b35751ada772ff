import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BodyNode } from './body-node.ts'
import { attributesFit } from './attributes.ts'
import { body as anyBody, settled, sentence } from './body-arbitrary.ts'
import { readMarkdown } from './markdown-read.ts'
import { writeMarkdown } from './markdown-write.ts'
import { passagesOf } from './passages.ts'

const PAGE = '01932f7e-4a10-7c3a-9b1e-5a2f0c7d8e11'
const findPage = (ref: string) =>
  ['velo', '../practice/velo.md', PAGE].includes(ref) ? { id: PAGE, title: 'Atelier vélo' } : undefined

const read = (markdown: string) => readMarkdown(markdown, findPage)
const blocks = (markdown: string) => (read(markdown).body.content ?? []).map(short)
const hashes = (body: BodyNode) => passagesOf({ type: 'practice', fields: {}, body }).map(({ hash }) => hash)

/** A node as one reads it: its type, then its words or what it holds. */
function short(node: BodyNode): unknown {
  const marks = (node.marks ?? []).map(({ type, attrs }) => (attrs?.href ? `${type} ${attrs.href as string}` : type))
  if (node.type === 'text') return marks.length > 0 ? [node.text, ...marks] : node.text
  const kept = Object.entries(node.attrs ?? {}).filter(([, value]) => value !== null)
  return [node.type, ...(kept.length > 0 ? [Object.fromEntries(kept)] : []), ...(node.content ?? []).map(short)]
}

describe('[M1] reading and writing agree', () => {
  test('what is read is written the same again, byte for byte', () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        const first = writeMarkdown(body)
        expect(writeMarkdown(read(first).body)).toBe(first)
      }),
    )
  })

  test('passages come back as they were', () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        expect(hashes(read(writeMarkdown(body)).body)).toEqual(hashes(body))
      }),
    )
  })

  test('any text at all is read into the schema, and stays as it was written the first time', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc
        .array(
          fc.constantFrom(
            '# a',
            '- b',
            '1. c',
            '> d',
            '> [!TIP]',
            '```',
            '| a | b |',
            '|---|---|',
            '<p>x</p>',
            '<!-- steps -->',
            '[[velo]]',
            '![i](j.png)',
            '[^1]',
            '[^1]: note',
            '  - e',
            '\n',
            '---',
            '**f',
            'g**',
            '- [x] h',
            '[i]: http://j.k',
            'www.l.org',
            '`m`',
            '    n',
          ),
        )
        .map((parts) => parts.join('\n')),
      sentence,
    )
    fc.assert(
      fc.property(anything, (markdown) => {
        const { body } = read(markdown)
        expect(attributesFit(body)).toBe(true)
        const first = writeMarkdown(body)
        expect(writeMarkdown(read(first).body)).toBe(first)
      }),
      { numRuns: 500 },
    )
  })
})

describe('[M2] what Markdown says becomes what pages hold', () => {
  test('the first top heading is the title, and the others keep their rank below it', () => {
    const { title, body } = read('# L’*atelier*\n\n# En une phrase\n\n## Détail\n')
    expect([title, (body.content ?? []).map(short)]).toEqual([
      'L’atelier',
      [
        ['heading', { level: 2 }, 'En une phrase'],
        ['heading', { level: 3 }, 'Détail'],
      ],
    ])
  })

  test('steps are a list that says so', () => {
    expect(blocks('<!-- steps -->\n\n1. Choisir\n2. Peindre\n')).toEqual([
      ['steps', ['step', ['paragraph', 'Choisir']], ['step', ['paragraph', 'Peindre']]],
    ])
  })

  test('a callout says what kind it is', () => {
    expect(blocks('> [!IS-NOT]\n> Un parking.\n')).toEqual([
      ['callout', { kind: 'is-not' }, ['paragraph', 'Un parking.']],
    ])
  })

  test('tasks, and a table without a header', () => {
    expect(blocks('- [x] clé\n- [ ] frigo\n\n|  |\n|-|\n| un |\n')).toEqual([
      [
        'taskList',
        ['taskItem', { checked: true }, ['paragraph', 'clé']],
        ['taskItem', { checked: false }, ['paragraph', 'frigo']],
      ],
      ['table', ['tableRow', ['tableCell', { colspan: 1, rowspan: 1 }, ['paragraph', 'un']]]],
    ])
  })

  test('pages and sources are named by their slug, or by the file they stand in', () => {
    const mention = (text: string) => ['pageLink', { page: PAGE, text }]
    expect(blocks('[[velo]], [[velo|là]], [ici](../practice/velo.md), [^velo: p. 4]')).toEqual([
      [
        'paragraph',
        mention('Atelier vélo'),
        ', ',
        mention('là'),
        ', ',
        mention('ici'),
        ', ',
        ['citation', { source: PAGE, locator: 'p. 4' }],
      ],
    ])
  })

  test('a name of nothing stays as it was written, and is told', () => {
    const { body, losses } = read('Voir [[compost]].')
    expect([(body.content ?? []).map(short), losses]).toEqual([
      [['paragraph', 'Voir [[compost]].']],
      [{ kind: 'nothing-named', what: 'compost' }],
    ])
  })

  test('a picture from elsewhere is a link to it; one that is missing leaves its description', () => {
    const { body, losses } = read('![Un frein](https://example.org/f.jpg) ![Une roue](roue.png)')
    expect((body.content ?? []).map(short)).toEqual([
      ['paragraph', ['Un frein', 'link https://example.org/f.jpg'], ' Une roue'],
    ])
    expect(losses).toEqual([{ kind: 'missing-picture', what: 'roue.png' }])
  })

  test('our own pictures keep their size', () => {
    const file = 'a'.repeat(64)
    const markdown = `![Un frein](/files/${file} "80x60")\n`
    expect(blocks(markdown)).toEqual([['image', { file, alt: 'Un frein', width: 80, height: 60 }]])
    expect(writeMarkdown(read(markdown).body)).toBe(markdown)
  })

  test('links that run scripts lose their address, never their words', () => {
    expect(blocks('[Entrer](javascript:alert\\(1\\))')).toEqual([['paragraph', 'Entrer']])
  })

  test('an address without its protocol is followed all the same', () => {
    expect(blocks('[site](www.example.org/)')).toEqual([['paragraph', ['site', 'link http://www.example.org/']]])
  })

  test('HTML leaves its words', () => {
    expect(blocks('<div>Bonjour <b>vous</b></div>\n\nUn<br>deux <u>trois</u><!-- rien -->\n')).toEqual([
      ['paragraph', 'Bonjour vous'],
      ['paragraph', 'Un', ['hardBreak'], 'deux trois'],
    ])
  })

  test('footnotes stay readable', () => {
    expect(blocks('Le jeudi[^1].\n\n[^1]: Comptage d’octobre.\n')).toEqual([
      ['paragraph', 'Le jeudi[1].'],
      ['paragraph', '[1] Comptage d’octobre.'],
    ])
  })

  test('an empty text is an empty page', () => {
    expect(settled(read('').body)).toEqual({ type: 'doc', content: [{ type: 'paragraph' }] })
  })
})
