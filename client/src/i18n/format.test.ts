import { describe, expect, test } from 'vitest'
import { formatIn } from './format.ts'

const fr = formatIn('fr')
const en = formatIn('en')

describe('values are written as each language writes them', () => {
  test.each([
    ['PT3H', '3 h', '3 hrs'],
    ['PT1H30M', '1 h 30 min', '1 hr 30 mins'],
    ['P6W', '6 semaines', '6 weeks'],
    ['P1D', '1 jour', '1 day'],
    ['P104W', '2 ans', '2 years'],
  ])('the duration %s', (value, french, english) => {
    expect([plain(fr.duration(value)), plain(en.duration(value))]).toEqual([french, english])
  })

  test.each([
    ['2026-11-12', '12 novembre 2026', '12 November 2026'],
    ['2026-11', 'novembre 2026', 'November 2026'],
    ['2026', '2026', '2026'],
  ])('the day %s, no more precise than it was given', (value, french, english) => {
    expect([fr.day(value), en.day(value)]).toEqual([french, english])
  })

  test('an amount, a range, a free thing', () => {
    const amounts = [{ min: 1.8 }, { min: 0, max: 150 }, { min: 0 }].map((amount) =>
      fr.money({ ...amount, currency: 'EUR' }),
    )
    expect(amounts.map(plain)).toEqual(['1,80 €', '0–150 €', '0 €'])
  })

  test('an instant stands on the wiki’s own clock, wherever the reader is', () => {
    expect(fr.instant('2026-12-03T17:30:00Z')).toBe('jeudi 3 décembre 2026, 18:30')
    expect(fr.instant('2026-12-03T18:30:00+01:00')).toBe(fr.instant('2026-12-03T17:30:00Z'))
  })

  test('none is singular in French, plural in English', () => {
    expect([fr.plural(0, 'page', 'pages'), en.plural(0, 'page', 'pages')]).toEqual(['page', 'pages'])
  })
})

test('no narrow space is written: older machines write another one, and the browser would redraw the screen', () => {
  const written = [
    fr.number(1_234_567),
    fr.money({ min: 1_200, currency: 'EUR' }),
    fr.duration('PT90M'),
    fr.measure(450, 'meter'),
  ]
  expect(written.join()).not.toMatch(/[\u2009\u202f]/)
})

test('a duration that is none is shown as it is', () => {
  expect(fr.duration('un moment')).toBe('un moment')
})

function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ')
}
