import { expect, test } from 'vitest'
import { CALLOUT_KINDS } from '@terreau/shared/document/extensions.ts'
import { editingEn } from '../i18n/editing.en.ts'
import { editingFr } from '../i18n/editing.fr.ts'
import { insertItems, INSERTIONS } from './insertions.ts'

const found = (query: string) => insertItems(editingFr, query).map(({ id }) => id)

test.each([
  ['etape', 'steps'],
  ['ÉTAPES', 'steps'],
  ['step', 'steps'],
  ['sour', 'source'],
  ['cite', 'source'],
  ['ce n’est', 'is-not'],
  ['santé', 'health'],
  ['todo', 'tasks'],
  ['h3', 'heading3'],
])('[E15] «%s» finds what was meant', (query, id) => {
  expect(found(query)).toContain(id)
})

test('[E15] what is called so comes before what it also means', () => {
  expect(found('lien').at(0)).toBe('link')
})

test('[E15] without a word, everything that can be inserted is offered, in the words of the reader', () => {
  expect(found('')).toEqual(Object.keys(INSERTIONS))
  expect(insertItems(editingEn, '').find(({ id }) => id === 'steps')?.name).toBe('Steps')
})

test('[E15] every kind of callout can be inserted', () => {
  expect(found('')).toEqual(expect.arrayContaining([...CALLOUT_KINDS]))
})

test('[E15] nothing is offered for a word that names nothing', () => {
  expect(found('zzz')).toEqual([])
})
