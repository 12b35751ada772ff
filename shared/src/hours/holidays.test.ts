import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { dayName, dayNamed } from './days.ts'
import { publicHoliday, type HolidayRegion } from './public-holidays.ts'
import { schoolHoliday, SCHOOL_YEARS, SCHOOL_ZONES } from './school-holidays.ts'
import { timeAndHolidaysOf } from './setting.ts'

const DATA = new URL('../../../../shared/data/calendar/', import.meta.url)
const rowsOf = (file: string): string[][] => {
  const url = new URL(file, DATA)
  const lines = existsSync(url) ? readFileSync(url, 'utf8').trim().split(/\r?\n/).slice(1) : []
  return lines.map((line) => line.split(','))
}

const REGIONS: Readonly<Record<string, HolidayRegion>> = {
  Métropole: 'metropole',
  'Alsace-Moselle': 'alsace-moselle',
  Guadeloupe: 'guadeloupe',
  Martinique: 'martinique',
  Guyane: 'guyane',
  'La Réunion': 'la-reunion',
  Mayotte: 'mayotte',
  'Saint-Barthélémy': 'saint-barthelemy',
  'Saint-Martin': 'saint-martin',
  'Saint-Pierre-et-Miquelon': 'saint-pierre-et-miquelon',
  'Wallis-et-Futuna': 'wallis-et-futuna',
  'Polynésie Française': 'polynesie-francaise',
  'Nouvelle-Calédonie': 'nouvelle-caledonie',
}

const on = (day: string, region: HolidayRegion) => publicHoliday(dayNamed(day), region)
const schools = (day: string) => SCHOOL_ZONES.map((zone) => schoolHoliday(dayNamed(day), zone))

test('[T6] public holidays are computed for each part of France', () => {
  expect(on('2026-05-14', 'metropole')).toBe('ascension')
  expect(on('2038-04-26', 'metropole')).toBe('easter-monday')
  expect(['metropole', 'alsace-moselle'].map((region) => on('2026-12-26', region as HolidayRegion))).toEqual([
    null,
    'second-christmas-day',
  ])
  expect([on('2017-05-27', 'saint-martin'), on('2018-05-28', 'saint-martin')]).toEqual([
    'abolition-of-slavery',
    'abolition-of-slavery',
  ])
})

test('[T6] the published calendar of 2006 to 2031 says the same, where it is at hand', () => {
  const rows = rowsOf('jours_feries.csv')
  for (const [name, region] of Object.entries(REGIONS)) {
    const published = rows.filter(([, , zones = '']) => zones.split('|').includes(name)).map(([day = '']) => day)
    if (rows.length === 0) continue
    const computed: string[] = []
    for (let day = dayNamed('2006-01-01'); day <= dayNamed('2031-12-31'); day += 1)
      if (publicHoliday(day, region)) computed.push(dayName(day))
    expect([region, computed]).toEqual([region, [...new Set(published)]])
  }
})

test('[T6] school holidays come from a dated table, and nothing is said beyond it', () => {
  expect(schools('2026-02-10')).toEqual([true, false, false])
  expect(schools('2026-02-24')).toEqual([false, true, true])
  expect(schools('2026-12-24')).toEqual([true, true, true])
  expect(schools('2027-07-10')).toEqual([null, null, null])
  expect(schoolHoliday(dayNamed('2026-02-10'), null)).toBeNull()
})

test('[T6] the published table of school holidays says the same, where it is at hand', () => {
  const rows = rowsOf('vacances-scolaires-2023-09_2026-08.csv')
  const differ = rows.flatMap(([day = '', ...zones]) =>
    // It stops a day before school began again.
    day < SCHOOL_YEARS.from || day === '2026-08-31'
      ? []
      : SCHOOL_ZONES.filter(
          (zone, index) => String(schoolHoliday(dayNamed(day), zone)) !== (zones[index] ?? '').toLowerCase(),
        ).map((zone) => `${day} ${zone}`),
  )
  expect(differ).toEqual([])
})

test('[T6] each département of the mainland but Corsica has one zone of school holidays', () => {
  const codes = Array.from({ length: 95 }, (_, index) => String(index + 1).padStart(2, '0')).filter(
    (code) => code !== '20',
  )
  expect(codes.filter((code) => timeAndHolidaysOf(`${code}001`).school === null)).toEqual([])
  expect([
    timeAndHolidaysOf('2B033').school,
    timeAndHolidaysOf('97411').school,
    timeAndHolidaysOf(null).school,
  ]).toEqual([null, null, null])
})
