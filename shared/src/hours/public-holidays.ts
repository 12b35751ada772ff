import { dayNumber, easterOf, type DayNumber } from './days.ts'

/** Where days off differ in France. */
export const HOLIDAY_REGIONS = [
  'metropole',
  'alsace-moselle',
  'guadeloupe',
  'martinique',
  'guyane',
  'la-reunion',
  'mayotte',
  'saint-barthelemy',
  'saint-martin',
  'saint-pierre-et-miquelon',
  'wallis-et-futuna',
  'polynesie-francaise',
  'nouvelle-caledonie',
] as const
export type HolidayRegion = (typeof HOLIDAY_REGIONS)[number]

/** The name of a day off, a key for labels. */
export const HOLIDAYS = [
  'new-year',
  'good-friday',
  'easter-monday',
  'labour-day',
  'victory-1945',
  'ascension',
  'whit-monday',
  'national-day',
  'assumption',
  'all-saints',
  'armistice',
  'christmas',
  'second-christmas-day',
  'abolition-of-slavery',
] as const
export type Holiday = (typeof HOLIDAYS)[number]

/** Month and day of what is kept on the same date everywhere (Code du travail, L3133-1). */
const FIXED: readonly (readonly [Holiday, month: number, day: number])[] = [
  ['new-year', 1, 1],
  ['labour-day', 5, 1],
  ['victory-1945', 5, 8],
  ['national-day', 7, 14],
  ['assumption', 8, 15],
  ['all-saints', 11, 1],
  ['armistice', 11, 11],
  ['christmas', 12, 25],
]

/** Days after Easter Sunday. */
const MOVABLE: readonly (readonly [Holiday, offset: number])[] = [
  ['easter-monday', 1],
  ['ascension', 39],
  ['whit-monday', 50],
]

/** When the end of slavery is remembered (Code du travail, L3422-2); Saint-Martin moved it by a day in 2018. */
const ABOLITION: Partial<Record<HolidayRegion, (year: number) => readonly [month: number, day: number]>> = {
  mayotte: () => [4, 27],
  martinique: () => [5, 22],
  guadeloupe: () => [5, 27],
  'saint-martin': (year) => (year < 2018 ? [5, 27] : [5, 28]),
  guyane: () => [6, 10],
  'saint-barthelemy': () => [10, 9],
  'la-reunion': () => [12, 20],
}

function holidaysOf(year: number, region: HolidayRegion): Map<DayNumber, Holiday> {
  const easter = easterOf(year)
  const days = new Map<DayNumber, Holiday>([
    ...FIXED.map(([name, month, day]) => [dayNumber(year, month, day), name] as const),
    ...MOVABLE.map(([name, offset]) => [easter + offset, name] as const),
  ])
  const abolition = ABOLITION[region]?.(year)
  if (abolition) days.set(dayNumber(year, ...abolition), 'abolition-of-slavery')
  if (region === 'alsace-moselle') {
    days.set(easter - 2, 'good-friday')
    days.set(dayNumber(year, 12, 26), 'second-christmas-day')
  }
  return days
}

const known = new Map<string, Map<DayNumber, Holiday>>()

/** The public holiday that a day is in a part of France; null for any other day. */
export function publicHoliday(day: DayNumber, region: HolidayRegion): Holiday | null {
  const year = new Date(day * 86_400_000).getUTCFullYear()
  const key = `${region} ${year}`
  let days = known.get(key)
  if (!days) known.set(key, (days = holidaysOf(year, region)))
  return days.get(day) ?? null
}
