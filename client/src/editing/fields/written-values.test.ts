import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Widget } from '@terreau/shared/page-types/define.ts'
import { editingEn } from '../../i18n/editing.en.ts'
import { editingFr } from '../../i18n/editing.fr.ts'
import { readWritten, written } from './written-values.ts'

test.each<[Widget, string, unknown]>([
  ['duration', '1 h 30', 'PT1H30M'],
  ['duration', '1h30', 'PT1H30M'],
  ['duration', '45 min', 'PT45M'],
  ['duration', '2 jours', 'P2D'],
  ['duration', '6 semaines', 'P6W'],
  ['duration', '2 days 3 hours', 'P2DT3H'],
  ['range', '6 à 12', { min: 6, max: 12 }],
  ['range', '6-12', { min: 6, max: 12 }],
  ['range', '8', { min: 8 }],
  ['money', '0–150 €', { min: 0, max: 150, currency: 'EUR' }],
  ['money', '5 € par atelier', { min: 5, currency: 'EUR', basis: 'par atelier' }],
  ['money', '12,50', { min: 12.5, currency: 'EUR' }],
  ['money', '20 CHF', { min: 20, currency: 'CHF' }],
  ['phone', '05 56 00 00 00', '+33556000000'],
  ['phone', '+33 5.56.00.00.00', '+33556000000'],
  ['weekday-time', 'jeudi 18h', 'Th 18:00'],
  ['weekday-time', 'Thu 18:30', 'Th 18:30'],
  ['position', '44,8378, -0,5792', { lat: 44.8378, lon: -0.5792 }],
  ['position', '44.8378 -0.5792', { lat: 44.8378, lon: -0.5792 }],
  ['integer', '1 200', 1200],
  ['number', '0,5', 0.5],
  ['text', '  quelques mots ', 'quelques mots'],
  ['text', '   ', undefined],
])('[E16] in a field of kind %s, «%s» is understood', (widget, text, value) => {
  expect(readWritten(widget, text)).toEqual(value)
})

test.each<[Widget, string]>([
  ['duration', 'longtemps'],
  ['duration', '2 semaines 1 jour'],
  ['range', 'beaucoup'],
  ['money', 'gratuit'],
  ['integer', 'douze'],
  ['position', 'à Bordeaux'],
  ['weekday-time', 'bientôt'],
])('[E16] in a field of kind %s, «%s» stays as it was written', (widget, text) => {
  expect(readWritten(widget, text)).toBe(text)
})

test('[E16] an empty position, «0, 0», is a position', () => {
  expect(readWritten('position', '0, 0')).toEqual({ lat: 0, lon: 0 })
})

const bounded = fc.tuple(fc.integer({ min: 0, max: 9_999 }), fc.integer({ min: 1, max: 9_999 }))
const range = bounded.map(([min, more]) => ({ min, max: min + more }))
const upTo = (max: number) => fc.integer({ min: 1, max })
const VALUES: readonly (readonly [Widget, fc.Arbitrary<unknown>])[] = [
  ['range', range],
  ['money', range.map((amounts) => ({ ...amounts, currency: 'EUR', basis: 'par personne' }))],
  [
    'duration',
    fc.oneof(
      upTo(99).map((n) => `P${n}W`),
      upTo(99).map((n) => `P${n}D`),
      upTo(59).map((n) => `PT${n}M`),
      fc.tuple(upTo(23), upTo(59)).map(([h, m]) => `PT${h}H${m}M`),
    ),
  ],
  ['weekday-time', fc.constantFrom('Mo 08:00', 'We 18:30', 'Su 23:59')],
  ['integer', fc.nat()],
]

test.each(VALUES)('[E16] a value of kind %s is read back from how it is shown, in both languages', (widget, values) => {
  fc.assert(
    fc.property(values, fc.constantFrom(editingFr, editingEn), (value, { fields }) => {
      expect(readWritten(widget, written(widget, value, fields))).toEqual(value)
    }),
  )
})
