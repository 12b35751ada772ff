import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { PageContent } from '../document/passages.ts'
import { fieldsJson, fieldsOfDoc } from '../document/yxml.ts'
import { writeFields } from '../document/yxml-write.ts'
import { isStatable, state, stated } from './stating.ts'

const fields = { title: 'Le local', opening_hours: 'Mo-Fr 09:00-18:00', shower: 'unknown', internet: 'yes' }
const place: PageContent = { type: 'place', fields, body: { type: 'doc', content: [{ type: 'paragraph' }] } }

const TODAY = '2026-11-30'

const of = (field: string, was: unknown, is: unknown) => stated(place, { field, was, is }, TODAY)

test('[D68] another value for a fact changes that fact alone, from what it says to what is proposed', () => {
  const done = stated(place, { field: 'opening_hours', was: 'Mo-Fr 09:00-18:00', is: 'Mo-Sa 09:00-18:00' })
  expect(done).toMatchObject({ before: [{ value: 'Mo-Fr 09:00-18:00' }], after: [{ value: 'Mo-Sa 09:00-18:00' }] })
  const doc = new Y.Doc()
  writeFields(fieldsOfDoc(doc), fields)
  expect(state(doc, 'place', { field: 'shower', was: 'unknown', is: 'yes' })).toBe('done')
  expect(state(doc, 'place', { field: 'bike_parking', was: null, is: 12 })).toBe('done')
  expect(state(doc, 'place', { field: 'internet', was: 'yes', is: null })).toBe('done')
  const { internet: _, ...kept } = fields
  expect(fieldsJson(fieldsOfDoc(doc))).toEqual({ ...kept, shower: 'yes', bike_parking: 12 })
})

test('[D68] nothing is said of a fact that says something else by now, that would stay, or that cannot say it', () => {
  expect(of('internet', 'no', 'yes')).toBe('changed')
  expect(of('bike_parking', 3, 12)).toBe('changed')
  expect(of('internet', 'yes', 'yes')).toBe('same')
  expect(of('internet', 'yes', 'perhaps')).toBe('shape')
  expect(of('opening_hours', 'Mo-Fr 09:00-18:00', 'when it rains')).toBe('shape')
  expect(of('acceslibre_url', null, 'javascript:alert(1)')).toBe('shape')
  expect(of('internet', 'perhaps', 'yes')).toBe('shape')
  expect(of('shower', 'unknown', null)).toBe('shape')
  expect(of('toString', null, 'yes')).toBe('shape')
})

test('[D68] a day to come is none for what speaks of the past', () => {
  expect([of('verified_on', null, '2026-12-01'), typeof of('verified_on', null, '2026-11-29')]).toEqual([
    'shape',
    'object',
  ])
})

test('[D68] what leads to pages, files or places on a map is left to members', () => {
  const all = ['opening_hours', 'shower', 'address', 'title', 'operator', 'image', 'commune', 'geo', 'nothing']
  expect(all.filter((field) => isStatable('place', field))).toEqual(['opening_hours', 'shower', 'address', 'title'])
})
