import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { body as anyBody } from './body-arbitrary.ts'
import { splitFrontMatter } from './front-matter.ts'
import { fieldsFrom, readPage, writePage } from './markdown-page.ts'

const PAGE = '01932f7e-4a10-7c3a-9b1e-5a2f0c7d8e11'
const findPage = (ref: string) => (ref === 'carnet' ? { id: PAGE, title: 'Carnet du centre' } : undefined)
const nameOf = (page: string) => (page === PAGE ? 'carnet' : page)

describe('[M3] front matter', () => {
  test.each([
    ['---\ntitle: Potluck\n---\n\nBonjour', 'plain'],
    ['\uFEFF---\r\ntitle: Potluck\r\n---\r\n\r\nBonjour', 'from another system'],
    ['<!--\n\n---\ntitle: Potluck\n---\n\n-->\n\nBonjour', 'inside a comment'],
    ['<!--\n---\ntitle: Potluck\n---\n-->\nBonjour', 'inside a tight comment'],
  ])('%j (%s) is taken off the text', (text) => {
    const { data, rest } = splitFrontMatter(text)
    expect([data, rest.trim()]).toEqual([{ title: 'Potluck' }, 'Bonjour'])
  })

  test('lines that are no YAML are read one by one', () => {
    expect(splitFrontMatter('---\ntitle: World café : la suite: "deux\nlicence: CC-BY\n---\n').data).toEqual({
      title: 'World café : la suite: "deux',
      licence: 'CC-BY',
    })
  })

  test('a rule at the start of a text is only a rule', () => {
    expect(splitFrontMatter('---\n\nBonjour à tous.\n')).toEqual({ data: undefined, rest: '---\n\nBonjour à tous.\n' })
    expect(splitFrontMatter('---\n- un\n- deux\n---\n').data).toBeUndefined()
  })

  test('aliases cannot grow a small file into a huge one', () => {
    const bomb = '---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n'
    expect(splitFrontMatter(bomb).data).toEqual({ a: '&a [x, x]', b: '&b [*a, *a]', c: '[*b, *b]' })
  })
})

describe('[M4] a page is one file', () => {
  const fields = {
    title: 'Atelier vélo : le mercredi',
    summary: 'On répare ensemble.',
    sources: [PAGE],
    cost: { min: 0, max: 150, currency: 'EUR' },
    duration: 'PT3H',
    sdg: [11, 12],
  }

  test('its fields come back from the file, pages by their names', () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        const text = writePage({ type: 'practice', lang: 'fr', fields, body }, nameOf)
        const page = readPage(text, findPage)
        expect([page.type, page.lang]).toEqual(['practice', 'fr'])
        expect(fieldsFrom('practice', { title: page.title, ...page.values }, findPage)).toEqual({ fields, refused: [] })
        expect(writePage({ type: 'practice', lang: 'fr', fields, body: page.body }, nameOf)).toBe(text)
      }),
    )
  })

  test('pages are named by slug in the file', () => {
    const text = writePage({ type: 'practice', lang: 'fr', fields, body: { type: 'doc', content: [] } }, nameOf)
    expect(text).toContain('sources:\n  - carnet\n')
  })

  test('what a field cannot hold is told, what the type does not know is left out', () => {
    const values = { summary: 'Bien', duration: 'trois heures', sources: ['perdue'], colour: 'bleu' }
    expect(fieldsFrom('practice', values, findPage)).toEqual({
      fields: { summary: 'Bien' },
      refused: [
        { key: 'sources', why: 'nothing-named' },
        { key: 'duration', why: 'malformed' },
      ],
    })
  })

  test('the front matter’s title stands before the heading’s', () => {
    expect(readPage('---\ntitle: Potluck\n---\n\n# Repas partagé\n').title).toBe('Potluck')
    expect(readPage('# Repas partagé\n').title).toBe('Repas partagé')
  })
})
