import type { PackedPage } from '@terreau/shared/api/search.ts'
import { OfflineIndex } from '@terreau/shared/language/offline-index.ts'
import { describe, expect, test } from 'vitest'
import { searchKept, suggestKept } from './kept-search.ts'

function page(id: string, title: string, more: Partial<PackedPage> = {}): PackedPage {
  const body = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: `${title}, ici.` }] }] }
  return {
    id: id as PackedPage['id'],
    type: 'practice',
    slug: id,
    addresses: [id],
    title,
    lang: 'fr',
    territory: null,
    standing: 'to-review',
    shows: 'live',
    version: null,
    updatedAt: '2026-11-29T12:00:00.000Z',
    fields: { title },
    body,
    ...more,
  }
}

const PAGES = [
  page('atelier', 'Réparer un vélo', { fields: { principles: ['learn', 'move'] }, standing: 'validated' }),
  page('halle', 'La halle aux vélos', { type: 'place', fields: { wheelchair: 'yes' } }),
  page('tram', 'Venir au compost', { type: 'transport-option', fields: { summary: 'Ou à vélo.', step_free: 'yes' } }),
]

const index = new OfflineIndex<PackedPage>()
index.put(PAGES)

const found = (search: string) => searchKept(index, new URLSearchParams(search), 'fr')
const ids = (search: string) => found(search).results.map(({ page: { id } }) => id as string)

describe('[J13] what is kept answers as the wiki does', () => {
  test('filters narrow, several of one kind widen', () => {
    expect(ids('q=velo').toSorted()).toEqual(['atelier', 'halle', 'tram'])
    expect(ids('q=velo&type=place')).toEqual(['halle'])
    expect(ids('q=velo&type=place&type=practice').toSorted()).toEqual(['atelier', 'halle'])
    expect(ids('q=velo&stepFree=true').toSorted()).toEqual(['halle', 'tram'])
    expect(ids('q=velo&principle=move&standing=validated')).toEqual(['atelier'])
  })

  test('each filter counts what the others let through, and not what it lets through itself', () => {
    const { facets, total } = found('q=velo&type=place&stepFree=true')
    expect(total).toBe(1)
    expect(facets.type).toEqual({ place: 1, 'transport-option': 1 })
    expect(facets.stepFree).toBe(1)
    expect(facets.standing).toEqual({ 'to-review': 1 })
  })

  test('pages come before passages while one writes', () => {
    const { pages, passages } = suggestKept(index, 'vél', 'fr')
    expect(pages.map(({ id }) => id as string).toSorted()).toEqual(['atelier', 'halle'])
    expect(passages.map(({ page: { id }, text }) => [id, text])).toEqual([['tram', 'Ou à vélo.']])
  })
})
