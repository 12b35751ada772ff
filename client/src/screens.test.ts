import { PAGE_TYPES, PAGE_TYPE_KEYS } from '@terreau/shared/page-types/registry.ts'
import { describe, expect, test } from 'vitest'
import { neededAt, screenAt } from './screens.tsx'

const asked = (path: string, search = '') => neededAt({ path, search }, 'fr').map((query) => query.path)

describe('every address leads to its screen', () => {
  test.each(PAGE_TYPE_KEYS.map((key) => PAGE_TYPES[key].path))('%s', (path) => {
    expect(screenAt(path).screen.path).toBe(path)
  })

  test('a page, its edit screen and an invitation carry their names', () => {
    expect(screenAt('/p/tenir-la-cle')).toMatchObject({
      params: { slug: 'tenir-la-cle' },
      screen: { path: '/p/:slug' },
    })
    expect(screenAt('/p/tenir-la-cle/modifier').screen.path).toBe('/p/:slug/modifier')
    expect(screenAt('/entrer/abc').params).toEqual({ token: 'abc' })
  })

  test('a slash at the end changes nothing', () => {
    expect(screenAt('/pratiques/').screen.path).toBe('/pratiques')
  })

  test('anything else says that nothing is there', () => {
    expect(screenAt('/p').params).toEqual({})
    expect(asked('/rien/du/tout')).toEqual(['/me'])
  })
})

describe('what a screen needs is asked beforehand', () => {
  test('a page, and the pages that speak of it', () => {
    expect(asked('/p/x')).toEqual(['/me', '/pages/x', '/pages/x/backlinks'])
  })

  test('a list, by the filters of its type alone', () => {
    expect(asked('/venir', 'mode=tram&couleur=bleu&sort=updated')).toEqual([
      '/me',
      '/pages?type=transport-option&sort=updated&mode=tram',
    ])
  })

  test('a closed set, in the language of the reader: each of its pages has a translation', () => {
    expect(asked('/principes')).toEqual(['/me', '/pages?type=principle&lang=fr'])
  })

  test('a search, by the types that exist', () => {
    expect(asked('/chercher', 'q=vélo&type=place&type=nope')).toEqual(['/me', '/search?q=v%C3%A9lo&type=place'])
  })

  test('an empty search asks nothing', () => {
    expect(asked('/chercher', 'q=%20')).toEqual(['/me'])
  })
})
