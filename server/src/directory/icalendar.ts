import { twoDigits } from '@terreau/shared/hours/clock-text.ts'
import { dateOf, dayNumber, daysInMonth, weekdayOf } from '@terreau/shared/hours/days.ts'
import { dayOfWall, MINUTES_A_DAY, wallAt } from '@terreau/shared/hours/zone.ts'
import type { Fields } from '@terreau/shared/document/body-node.ts'
import type { WholeCard } from '../pages/page-list.ts'

/** Meetings as RFC 5545 writes them, each on the wall of its zone; `places` names where they are, by id. */
export function icalendarOf(cards: readonly WholeCard[], places: ReadonlyMap<string, string>, here: string): string {
  const meetings = cards.filter(({ fields }) => typeof fields.start === 'string' && typeof fields.tz === 'string')
  const zones = [...new Set(meetings.map(({ fields }) => String(fields.tz)))]
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Terreau//FR',
    ...zones.flatMap((zone) => timeZone(zone)),
    ...meetings.flatMap((meeting) => event(meeting, places, here)),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

const STATUS: Readonly<Record<string, string>> = {
  planned: 'TENTATIVE',
  postponed: 'TENTATIVE',
  cancelled: 'CANCELLED',
  confirmed: 'CONFIRMED',
}

function event({ card, fields }: WholeCard, places: ReadonlyMap<string, string>, here: string): string[] {
  const [zone, place] = [String(fields.tz), places.get(String(fields.place))]
  const position = card.answers?.position
  return [
    'BEGIN:VEVENT',
    `UID:${card.id}@${new URL(here).host}`,
    `DTSTAMP:${utc(Date.parse(card.updatedAt))}`,
    `DTSTART;TZID=${zone}:${onWall(Date.parse(String(fields.start)), zone)}`,
    ...(typeof fields.end === 'string' ? [`DTEND;TZID=${zone}:${onWall(Date.parse(fields.end), zone)}`] : []),
    ...(typeof fields.rrule === 'string' ? [`RRULE:${inUtc(fields.rrule)}`] : []),
    `SUMMARY:${escaped(card.title)}`,
    ...described(fields),
    ...(place ? [`LOCATION:${escaped(place)}`] : []),
    ...(position ? [`GEO:${position.lat};${position.lon}`] : []),
    `STATUS:${STATUS[String(fields.status)] ?? 'CONFIRMED'}`,
    `URL:${here}/p/${card.slug}`,
    'END:VEVENT',
  ]
}

const described = ({ summary }: Fields): string[] =>
  typeof summary === 'string' ? [`DESCRIPTION:${escaped(summary)}`] : []

const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r?\n/g, '\\n')

const utc = (at: number): string => `${new Date(at).toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}Z`

function onWall(at: number, zone: string): string {
  return stamp(wallAt(at, zone))
}

function stamp(wall: number): string {
  const minute = wall - dayOfWall(wall) * MINUTES_A_DAY
  const { year, month, day } = dateOf(dayOfWall(wall))
  return `${year}${twoDigits(month)}${twoDigits(day)}T${twoDigits(Math.floor(minute / 60))}${twoDigits(minute % 60)}00`
}

/** The last day of a rule goes to its end; beside a zone it is told in UTC. */
const inUtc = (rrule: string): string => rrule.replace(/UNTIL=(\d{8})(?=;|$)/, 'UNTIL=$1T235959Z')

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const YEAR = 2026

/** A zone by the changes of its clock in one year, said to come back each year. */
function timeZone(zone: string): string[] {
  const offset = (day: number) => wallAt(day * 86_400_000, zone) - day * MINUTES_A_DAY
  const first = dayNumber(YEAR, 1, 1)
  const days = Array.from({ length: 365 }, (_, index) => first + index)
  const changes = days.filter((day) => offset(day) !== offset(day + 1))
  const winter = Math.min(...[first, ...changes.map((day) => day + 1)].map(offset))
  const parts = changes.map((day) => change(day, offset(day), offset(day + 1), winter, zone))
  const steady = [
    'BEGIN:STANDARD',
    'DTSTART:19700101T000000',
    `TZOFFSETFROM:${sign(winter)}`,
    `TZOFFSETTO:${sign(winter)}`,
    'END:STANDARD',
  ]
  return ['BEGIN:VTIMEZONE', `TZID:${zone}`, ...(parts.length > 0 ? parts.flat() : steady), 'END:VTIMEZONE']
}

function change(day: number, from: number, to: number, winter: number, zone: string): string[] {
  const kind = to === winter ? 'STANDARD' : 'DAYLIGHT'
  const at = Array.from({ length: 48 }, (_, half) => day * 86_400_000 + half * 1_800_000).find(
    (instant) => wallAt(instant + 1_800_000, zone) - wallAt(instant, zone) !== 30,
  )
  const wall = wallAt((at ?? day * 86_400_000) + 1_800_000, zone) + from - to
  const { month, day: date } = dateOf(dayOfWall(wall))
  const nth = date + 7 > daysInMonth(YEAR, month) ? -1 : Math.ceil(date / 7)
  return [
    `BEGIN:${kind}`,
    `DTSTART:1970${stamp(wall).slice(4)}`,
    `RRULE:FREQ=YEARLY;BYMONTH=${month};BYDAY=${nth}${WEEKDAYS[weekdayOf(dayOfWall(wall))]}`,
    `TZOFFSETFROM:${sign(from)}`,
    `TZOFFSETTO:${sign(to)}`,
    `END:${kind}`,
  ]
}

const sign = (minutes: number): string =>
  `${minutes < 0 ? '-' : '+'}${twoDigits(Math.floor(Math.abs(minutes) / 60))}${twoDigits(Math.abs(minutes) % 60)}`

/** A line of 75 octets at most, gone on with after a space; no letter is cut. */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  for (const letter of line) {
    if (Buffer.byteLength(part + letter) > (parts.length === 0 ? 75 : 74)) {
      parts.push(part)
      part = ''
    }
    part += letter
  }
  return [...parts, part].join('\r\n ')
}
