import type { Page } from '@terreau/shared/api/pages.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { describe, expect, test } from 'vitest'
import { formatIn } from '../i18n/format.ts'
import { fr } from '../i18n/fr.ts'
import { SHOWN_TYPES } from '../page-types.ts'
import { SHOWN_TYPE } from '../shown-type.ts'
import { factLabel, factsOf, partsOf, unknownsOf } from './facts.tsx'
import { fieldText } from './field-value.tsx'

const page = (type: PageTypeKey, fields: Record<string, unknown>) => ({ type, fields }) as Page
const format = formatIn('fr')

function said(type: PageTypeKey, fields: Record<string, unknown>): Record<string, string> {
  const facts = factsOf(page(type, fields)).map((fact) => [
    fact.name,
    fieldText(fact, fr, format).replaceAll('\u00a0', ' '),
  ])
  return Object.fromEntries(facts) as Record<string, string>
}

describe('what is not known', () => {
  test('is never a fact, so it never reads as a no', () => {
    expect(said('place', { shower: 'unknown', wheelchair: 'unknown', lockers: 'no' })).toEqual({ lockers: 'non' })
  })

  test('is named apart, whether stated or absent', () => {
    const unknowns = unknownsOf(page('place', { shower: 'unknown', wheelchair: 'limited' }))
    expect(unknowns).toContain('shower')
    expect(unknowns).toContain('accessible_toilets')
    expect(unknowns).not.toContain('wheelchair')
  })

  test('an empty value is no fact', () => {
    expect(said('practice', { roles: [], duration: null, difficulty: undefined })).toEqual({})
  })
})

describe('facts read as words', () => {
  test('of a practice', () => {
    const fields = {
      duration: 'PT3H',
      cost: { min: 0, max: 150, currency: 'EUR', basis: 'par atelier' },
      participants: { min: 4, max: 20 },
      difficulty: 'easy',
      materials: [{ label: 'tables', quantity: 2, lendable: true }, { label: 'frigo' }],
    }
    expect(said('practice', fields)).toEqual({
      duration: '3 h',
      cost: '0–150 €, par atelier',
      participants: '4 à 20',
      difficulty: 'facile',
      materials: '2 tables (se prête), frigo',
    })
  })

  test('of a way to come: metres and minutes carry their unit', () => {
    expect(said('transport-option', { walk_m: 450, frequency_min: 5, step_free: 'limited' })).toEqual({
      walk_m: '450 m',
      frequency_min: '5 min',
      step_free: 'en partie',
    })
    expect(factLabel(fr.pageTypes, 'transport-option', 'walk_m')).not.toContain('(')
  })

  test('of an event: when it comes back, on which day', () => {
    expect(said('event', { rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH' }).rrule).toBe('toutes les 2 semaines, le jeudi')
  })

  test('of a place: when it is closed, and why', () => {
    const closures = [{ from: '2026-12-24', until: '2027-01-03', reason: 'congés' }]
    expect(said('place', { closures }).closures).toBe('du 24 décembre 2026 au 3 janvier 2027 (congés)')
  })
})

test('what takes paragraphs is read as part of the text, not in brief', () => {
  const practice = page('practice', { limits: 'Prévoir un référent.', duration: 'PT1H' })
  expect(partsOf(practice).map(({ name }) => name)).toEqual(['limits'])
  expect(factsOf(practice).map(({ name }) => name)).toEqual(['duration'])
})

test('every page type shows its own fields before the common ones', () => {
  for (const type of SHOWN_TYPES) expect(Object.keys(type.fields).at(-1)).toBe('translation_of')
  expect(SHOWN_TYPE.practice.path).toBe('/pratiques')
})
