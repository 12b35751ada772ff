import { dayNamed, type DayNumber } from './days.ts'

/** The three zones of mainland France; elsewhere rectors set their own days, and no table holds them. */
export const SCHOOL_ZONES = ['A', 'B', 'C'] as const
export type SchoolZone = (typeof SCHOOL_ZONES)[number]

/** First and last day without school, for all zones or for one. */
type Holidays = readonly [from: string, until: string, zones?: string]

/**
 * From the calendars that the ministry of education sets by decree, school years 2023/24 to 2026/27. A new one is
 * added here, and `SCHOOL_YEARS` moved on.
 */
const TABLE: readonly Holidays[] = [
  ['2023-09-01', '2023-09-03'],
  ['2023-10-21', '2023-11-05'],
  ['2023-12-23', '2024-01-07'],
  ['2024-02-10', '2024-02-25', 'C'],
  ['2024-02-17', '2024-03-03', 'A'],
  ['2024-02-24', '2024-03-10', 'B'],
  ['2024-04-06', '2024-04-21', 'C'],
  ['2024-04-13', '2024-04-28', 'A'],
  ['2024-04-20', '2024-05-05', 'B'],
  ['2024-07-06', '2024-09-01'],
  ['2024-10-19', '2024-11-03'],
  ['2024-12-21', '2025-01-05'],
  ['2025-02-08', '2025-02-23', 'B'],
  ['2025-02-15', '2025-03-02', 'C'],
  ['2025-02-22', '2025-03-09', 'A'],
  ['2025-04-05', '2025-04-21', 'B'],
  ['2025-04-12', '2025-04-27', 'C'],
  ['2025-04-19', '2025-05-04', 'A'],
  ['2025-07-05', '2025-08-31'],
  ['2025-10-18', '2025-11-02'],
  ['2025-12-20', '2026-01-04'],
  ['2026-02-07', '2026-02-22', 'A'],
  ['2026-02-14', '2026-03-01', 'B'],
  ['2026-02-21', '2026-03-08', 'C'],
  ['2026-04-04', '2026-04-19', 'A'],
  ['2026-04-11', '2026-04-26', 'B'],
  ['2026-04-18', '2026-05-03', 'C'],
  ['2026-07-04', '2026-08-31'],
  ['2026-10-17', '2026-11-01'],
  ['2026-12-19', '2027-01-03'],
  ['2027-02-06', '2027-02-21', 'C'],
  ['2027-02-13', '2027-02-28', 'A'],
  ['2027-02-20', '2027-03-07', 'B'],
  ['2027-04-03', '2027-04-18', 'C'],
  ['2027-04-10', '2027-04-25', 'A'],
  ['2027-04-17', '2027-05-02', 'B'],
  ['2027-05-06', '2027-05-09'],
]

/** The days of which the table knows; outside of them nothing is known of schools. */
export const SCHOOL_YEARS = { from: '2023-09-01', until: '2027-07-02' } as const

const [FROM, UNTIL] = [dayNamed(SCHOOL_YEARS.from), dayNamed(SCHOOL_YEARS.until)]
const ROWS = TABLE.map(([from, until, zones = 'ABC']) => ({ from: dayNamed(from), until: dayNamed(until), zones }))

/** Whether schools of a zone are closed for holidays; null where the table does not reach, or holds no such zone. */
export function schoolHoliday(day: DayNumber, zone: SchoolZone | null): boolean | null {
  if (zone === null || day < FROM || day > UNTIL) return null
  return ROWS.some(({ from, until, zones }) => day >= from && day <= until && zones.includes(zone))
}
