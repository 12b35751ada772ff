import type { Position } from '../travel/distance.ts'
import type { DayNumber } from './days.ts'
import { publicHoliday, type Holiday, type HolidayRegion } from './public-holidays.ts'
import { schoolHoliday, type SchoolZone } from './school-holidays.ts'

/** What hours are read by: the clock on the wall of a place, its days off, and where its sun rises. */
export interface Setting {
  /** IANA. */
  readonly zone: string
  readonly publicHoliday: (day: DayNumber) => Holiday | null
  /** Null where nothing is known of that day. */
  readonly schoolHoliday: (day: DayNumber) => boolean | null
  readonly position: Position | null
}

/** Where a commune lies, as far as time goes. */
export interface TimeAndHolidays {
  readonly zone: string
  readonly holidays: HolidayRegion
  readonly school: SchoolZone | null
}

const OVERSEAS: Readonly<Record<string, readonly [zone: string, holidays: HolidayRegion]>> = {
  '971': ['America/Guadeloupe', 'guadeloupe'],
  '972': ['America/Martinique', 'martinique'],
  '973': ['America/Cayenne', 'guyane'],
  '974': ['Indian/Reunion', 'la-reunion'],
  '975': ['America/Miquelon', 'saint-pierre-et-miquelon'],
  '976': ['Indian/Mayotte', 'mayotte'],
  '977': ['America/St_Barthelemy', 'saint-barthelemy'],
  '978': ['America/Marigot', 'saint-martin'],
  '986': ['Pacific/Wallis', 'wallis-et-futuna'],
  '987': ['Pacific/Tahiti', 'polynesie-francaise'],
  '988': ['Pacific/Noumea', 'nouvelle-caledonie'],
}

const ALSACE_MOSELLE = ['57', '67', '68']

/** Départements by zone of school holidays, after the académies of 2016 and later; Corsica has days of its own. */
const SCHOOLS: Readonly<Record<SchoolZone, string>> = {
  A: '25 39 70 90 24 33 40 47 64 03 15 43 63 21 58 71 89 07 26 38 73 74 19 23 87 01 42 69 16 17 79 86',
  B: '04 05 13 84 02 60 80 59 62 54 55 57 88 44 49 53 72 85 06 83 14 27 50 61 76 18 28 36 37 41 45 08 10 51 52 22 29 35 56 67 68',
  C: '77 93 94 11 30 34 48 66 75 09 12 31 32 46 65 81 82 78 91 92 95',
}

const zoneOfDepartment = new Map(
  Object.entries(SCHOOLS).flatMap(([zone, all]) => all.split(' ').map((one) => [one, zone as SchoolZone] as const)),
)

/** By the INSEE code of a commune alone; without one, that of mainland France, where nothing is known of schools. */
export function timeAndHolidaysOf(commune: string | null): TimeAndHolidays {
  const overseas = commune === null ? undefined : OVERSEAS[commune.slice(0, 3)]
  if (overseas) return { zone: overseas[0], holidays: overseas[1], school: null }
  const department = commune?.slice(0, 2) ?? ''
  const holidays = ALSACE_MOSELLE.includes(department) ? 'alsace-moselle' : 'metropole'
  return { zone: 'Europe/Paris', holidays, school: zoneOfDepartment.get(department) ?? null }
}

export function settingOf({ zone, holidays, school }: TimeAndHolidays, position: Position | null = null): Setting {
  return {
    zone,
    publicHoliday: (day) => publicHoliday(day, holidays),
    schoolHoliday: (day) => schoolHoliday(day, school),
    position,
  }
}
