import type { PageName, Passage, Standing } from '@terreau/shared/api/pages.ts'
import type { BodyNode } from '@terreau/shared/document/body-node.ts'
import { pageSchema } from '@terreau/shared/document/schema.ts'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { Router } from 'wouter'
import { fr } from '../i18n/fr.ts'
import { LanguageProvider } from '../i18n/language.tsx'
import { Body } from './body.tsx'
import { namedById, notesOf } from './notes.ts'
import { standingsOf } from './standings.ts'
import { SurroundingsContext } from './surroundings.ts'

const KEY = '01890000-0000-7000-8000-000000000001'
const named = [{ id: KEY, type: 'practice', slug: 'tenir-la-cle', title: 'Tenir la clé', lang: 'fr' }] as PageName[]

const text = (words: string, ...marks: NonNullable<BodyNode['marks']>): BodyNode => ({
  type: 'text',
  text: words,
  marks,
})
const node = (type: string, content: BodyNode[], attrs: Record<string, unknown> = {}): BodyNode => ({
  type,
  attrs,
  content,
})
const p = (...content: (BodyNode | string)[]) =>
  node(
    'paragraph',
    content.map((one) => (typeof one === 'string' ? text(one) : one)),
  )
const citation = (source: string, locator: string | null = null): BodyNode => ({
  type: 'citation',
  attrs: { source, locator },
})
const passage = (standing: Standing, ...path: number[]): Passage => ({
  hash: '',
  kind: 'paragraph',
  text: '',
  path,
  standing,
})

function read(content: BodyNode[], passages: Passage[] = []): string {
  const body = node('doc', content)
  return renderToStaticMarkup(
    <Router ssrPath="/">
      <LanguageProvider lang="fr" t={fr}>
        <SurroundingsContext
          value={{ named: namedById(named), notes: notesOf(body, []), standings: standingsOf(body, passages) }}
        >
          <Body body={body} />
        </SurroundingsContext>
      </LanguageProvider>
    </Router>,
  )
}

/** One small example of each block, by name. */
const EXAMPLES: Readonly<Record<string, BodyNode>> = {
  paragraph: p('mot'),
  heading: node('heading', [text('mot')], { level: 2 }),
  blockquote: node('blockquote', [p('mot')]),
  bulletList: node('bulletList', [node('listItem', [p('mot')])]),
  orderedList: node('orderedList', [node('listItem', [p('mot')])], { start: 3 }),
  taskList: node('taskList', [node('taskItem', [p('mot')], { checked: true })]),
  codeBlock: node('codeBlock', [text('mot')]),
  callout: node('callout', [p('mot')], { kind: 'is-not' }),
  steps: node('steps', [node('step', [p('mot')])]),
  table: node('table', [node('tableRow', [node('tableHeader', [p('mot')])])]),
  image: node('image', [], { file: 'a'.repeat(64), alt: 'mot', width: 4, height: 3 }),
  horizontalRule: node('horizontalRule', []),
}

describe('every block of the schema is drawn as what it is', () => {
  const blocks = Object.values(pageSchema.nodes).filter(({ spec }) => spec.group?.includes('block'))
  test.each(blocks.map(({ name }) => name))('%s', (name) => {
    const example = EXAMPLES[name]
    expect(example, `an example of ${name}`).toBeDefined()
    const drawn = read(example ? [example] : [])
    expect(drawn).toContain(name === 'horizontalRule' ? '<hr/>' : 'mot')
    expect(drawn).not.toMatch(/ style=/)
  })
})

describe('words', () => {
  test('marks nest', () => {
    expect(read([p(text('mot', { type: 'bold' }, { type: 'italic' }))])).toContain('<em><strong>mot</strong></em>')
  })

  test('a link out of the wiki passes on no credit', () => {
    const drawn = read([p(text('ferme', { type: 'link', attrs: { href: 'https://ferme.example/' } }))])
    expect(drawn).toContain('<a href="https://ferme.example/" rel="noopener nofollow">ferme</a>')
  })

  test.each(['javascript:alert(1)', 'data:text/html,x', '//ailleurs.example', ' javascript:x', 'vbscript:x'])(
    'the link %s is left as plain text',
    (href) => {
      expect(read([p(text('piège', { type: 'link', attrs: { href } }))])).toBe('<p>piège</p>')
    },
  )

  test('markup written as text stays text', () => {
    expect(read([p('<script>alert(1)</script>')])).toBe('<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>')
  })

  test('a page is named by its title of today', () => {
    const drawn = read([p({ type: 'pageLink', attrs: { page: KEY, text: 'La vieille clé' } })])
    expect(drawn).toBe('<p><a href="/p/tenir-la-cle">Tenir la clé</a></p>')
  })

  test('a page that one may not know of keeps the words it was named with', () => {
    expect(read([p({ type: 'pageLink', attrs: { page: 'x', text: 'un lieu' } })])).toBe('<p>un lieu</p>')
  })
})

describe('sources', () => {
  test('[O3] are numbered in the order of the text, one number a source', () => {
    const body = node('doc', [p(citation('b', 'p. 2'), citation('a'), citation('b', 'p. 9'))])
    const { list } = notesOf(body, ['a', 'c'])
    expect(list.map(({ source, number, locators, calls }) => [source, number, locators, calls])).toEqual([
      ['b', 1, ['p. 2', 'p. 9'], 2],
      ['a', 2, [], 1],
      ['c', 3, [], 0],
    ])
  })

  test('[O3] that the reader may not know of are neither called nor numbered', () => {
    const body = node('doc', [p(citation('caché'), citation('a'))])
    const notes = notesOf(body, ['caché'], (source) => source !== 'caché')
    expect(notes.list.map(({ source, number }) => [source, number])).toEqual([['a', 1]])
    expect(notes.calls.size).toBe(1)
  })

  test('[O3] are called by number, with where in them; the list leads back to each call', () => {
    const drawn = read([p(citation('b', 'art. 4'), citation('b'))])
    expect(drawn).toContain('<a id="appel-1" href="#source-1" aria-label="Source 1, art. 4">1</a>')
    expect(drawn).toContain('<a id="appel-1-2" href="#source-1" aria-label="Source 1">1</a>')
  })
})

describe('[P3] passages', () => {
  const list = node('bulletList', [node('listItem', [p('un')]), node('listItem', [p('deux')])])

  test('carry their standing, and say it in words where others stand elsewhere', () => {
    const drawn = read([list], [passage('validated', 0, 0), passage('to-review', 0, 1)])
    expect(drawn).toContain('<li class="passage" data-standing="validated"><p>un</p></li>')
    expect(drawn).toContain('<span class="said-only"> (passage à relire)</span>')
  })

  test('say nothing where the page says it for all of them', () => {
    expect(read([p('un'), p('deux')], [passage('to-review', 0), passage('to-review', 1)])).not.toContain('said-only')
  })

  test('stay silent where they are not those of this text', () => {
    expect(read([p('un')], [passage('validated', 7)])).toBe('<p>un</p>')
  })
})

test('a table scrolls by itself and the keyboard can scroll it', () => {
  expect(read([EXAMPLES.table ?? p()])).toMatch(/<section class="table-scroll" aria-label="[^"]+" tabindex="0"><table>/)
})

test('a picture takes its place before it is loaded, and is described', () => {
  expect(read([EXAMPLES.image ?? p()])).toContain('alt="mot" width="4" height="3"')
})

test('a picture that is no file of the wiki is not fetched', () => {
  expect(read([node('image', [], { file: '//ailleurs.example/x.png', alt: 'x' })])).toBe('')
})
