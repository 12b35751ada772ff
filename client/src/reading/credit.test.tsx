import type { Page, PageAnswer, PageName } from '@terreau/shared/api/pages.ts'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { Router } from 'wouter'
import { en } from '../i18n/en.ts'
import { fr } from '../i18n/fr.ts'
import { LanguageProvider } from '../i18n/language.tsx'
import { creditLine, creditOf } from './credit.ts'
import { namedById, notesOf } from './notes.ts'
import { Sources } from './page-notes.tsx'

const source = (id: string, licence: string, said: PageName['source'] = {}): PageName => ({
  id: id as PageName['id'],
  slug: id as PageName['slug'],
  type: 'source',
  lang: 'fr',
  title: `Le ${id}`,
  licence,
  source: said,
})
const cited = (id: string, locator: string | null = null) => ({ type: 'citation', attrs: { source: id, locator } })
const bodyOf = (...content: object[]) => ({ type: 'doc', content: [{ type: 'paragraph', content }] }) as Page['body']

const NAMED = [
  source('carnet', 'CC-BY-SA-4.0'),
  source('rapport', 'CC-BY-4.0', { url: 'https://exemple.org/r', authors: ['Ève', 'Léo'], date: '2024-05' }),
  source('guide', 'unknown'),
]

function answer(page: Partial<Page>): PageAnswer {
  const whole = { title: 'Composter', type: 'practice', slug: 'composter', fields: {}, body: bodyOf(), authors: [] }
  return { page: { ...whole, ...page } as unknown as Page, named: NAMED } as unknown as PageAnswer
}

const people = (...names: string[]) => names.map((name) => ({ id: name, name })) as Page['authors']
const IMPORT = { id: 'i', name: 'Import', imported: true } as unknown as Page['authors'][number]
const line = (page: Partial<Page>, t = fr) => creditLine(creditOf(answer(page), t), 'https://w.org/p/composter', t)

describe('[O8] the line that whoever copies a page needs', () => {
  test('[O8] names the page, its authors as they came, its address and its licence with its own', () => {
    expect(line({ authors: people('Terreau', 'Zoé', 'Ana') })).toBe(
      '« Composter », par Zoé et Ana, Terreau. https://w.org/p/composter, CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/.',
    )
  })

  test('[O8] says where an imported page comes from, and that it was changed once it was', () => {
    const fields = { sources: ['rapport'], licence: 'CC-BY-4.0' }
    expect(line({ authors: [IMPORT], fields })).toMatch(/ Repris de « Le rapport » \(CC BY 4\.0, https:\S+r\)\.$/)
    expect(line({ authors: [IMPORT, ...people('Ana')], fields })).toMatch(
      /« Composter », par Ana, .* D’après « Le rapport » \(.*\), modifié\.$/,
    )
    expect(line({ authors: [IMPORT, ...people('Ana')], fields }, en)).toMatch(
      / Adapted from “Le rapport” .* changed\.$/,
    )
  })

  test('[O8] names the sources that passages cite under another licence, and no other', () => {
    const body = bodyOf(cited('carnet'), cited('rapport'), cited('guide'), cited('rapport'))
    expect(line({ body })).toMatch(
      / Sources sous une autre licence : « Le rapport » \(CC BY 4\.0, https:\S+r\) et « Le guide » \(licence inconnue\)\.$/,
    )
    expect(line({ body: bodyOf(cited('carnet')), fields: { sources: ['guide'] } })).not.toContain('autre licence')
  })
})

test('[O3] a note says who, what, when, where in it and under which licence, and leads to the source and to each call', () => {
  const { page } = answer({ body: bodyOf(cited('rapport', 'p. 2'), cited('carnet'), cited('rapport', 'p. 9')) })
  const drawn = renderToStaticMarkup(
    <Router ssrPath="/">
      <LanguageProvider lang="fr" t={fr}>
        <Sources page={page} notes={notesOf(page.body, []).list} named={namedById(NAMED)} />
      </LanguageProvider>
    </Router>,
  )
  const [first = '', second = ''] = drawn.split('<li').slice(1)
  expect(first.replaceAll(/<[^>]*>/g, '')).toContain(
    'Ève et Léo, Le rapport, mai 2024, p. 2, p. 9, La source elle-même : exemple.org · sous une autre licence : CC BY 4.0',
  )
  expect([...first.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
    '/p/rapport',
    'https://exemple.org/r',
    'https://creativecommons.org/licenses/by/4.0/',
    '#appel-1',
    '#appel-1-2',
  ])
  expect(second).not.toContain('autre licence')
})
