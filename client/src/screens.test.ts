import { PAGE_TYPES, PAGE_TYPE_KEYS } from '@terreau/shared/page-types/registry.ts'
import { describe, expect, test } from 'vitest'
import { neededAt, screenAt } from './screens.tsx'

const asked = async (path: string, search = '') => (await neededAt({ path, search }, 'fr')).map((query) => query.path)

describe('every address leads to its screen', () => {
  test.each(PAGE_TYPE_KEYS.map((key) => PAGE_TYPES[key].path))('%s', async (path) => {
    await asked(path)
    expect(screenAt(path).screen.path).toBe(path)
  })

  test('a page, its edit screen and an invitation carry their names', async () => {
    await asked('/moi')
    expect(screenAt('/p/tenir-la-cle')).toMatchObject({
      params: { slug: 'tenir-la-cle' },
      screen: { path: '/p/:slug' },
    })
    expect(screenAt('/p/tenir-la-cle/modifier').screen.path).toBe('/p/:slug/modifier')
    expect(screenAt('/entrer/abc').params).toEqual({ token: 'abc' })
  })

  test('a slash at the end changes nothing', async () => {
    await asked('/pratiques/')
    expect(screenAt('/pratiques/').screen.path).toBe('/pratiques')
  })

  test('anything else says that nothing is there', async () => {
    expect(screenAt('/p').params).toEqual({})
    expect(await asked('/rien/du/tout')).toEqual(['/me'])
  })
})

describe('what a screen needs is asked beforehand', () => {
  test('a page, and the pages that speak of it', async () => {
    expect(await asked('/p/x')).toEqual(['/me', '/pages/x', '/pages/x/neighbours'])
  })

  test('a page in the version that the address names, where it names one', async () => {
    expect(await asked('/p/x', 'version=live')).toContain('/pages/x?version=live')
    expect(await asked('/p/x', 'version=7')).toContain('/pages/x?version=7')
    expect(await asked('/p/x', 'version=../me')).toContain('/pages/x')
  })

  test('whatever is told of the writing of a page, of the live one', async () => {
    for (const view of ['modifier', 'proposer', 'origine', 'historique', 'relire'])
      expect(await asked(`/p/x/${view}`)).toContain('/pages/x?version=live')
  })

  test('a list, by the filters of its type alone', async () => {
    expect(await asked('/venir', 'mode=tram&couleur=bleu&sort=updated')).toEqual([
      '/me',
      '/pages?type=transport-option&sort=updated&mode=tram',
    ])
  })

  test('a closed set, in the language of the reader: each of its pages has a translation', async () => {
    expect(await asked('/principes')).toEqual(['/me', '/pages?type=principle&lang=fr'])
  })

  test('a search, by the types that exist', async () => {
    expect(await asked('/chercher', 'q=vélo&type=place&type=nope')).toEqual(['/me', '/search?q=v%C3%A9lo&type=place'])
  })

  test('[J11] a search, by the filters that mean something, whatever order its address has them in', async () => {
    const address = 'standing=shiny&stepFree=true&principle=move&cursor=20&q=v&principle=lose&as=typed&openAt=noon'
    expect(await asked('/chercher', address)).toEqual([
      '/me',
      '/search?q=v&principle=move&stepFree=true&as=typed&cursor=20',
    ])
  })

  test('an empty search asks nothing', async () => {
    expect(await asked('/chercher', 'q=%20')).toEqual(['/me'])
  })
})
