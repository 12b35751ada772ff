import { metresBetween, type Position } from '@terreau/shared/travel/distance.ts'
import { csvRows, type CsvRow } from './csv-rows.ts'

/** Farther than this nobody walks to a stop from here. */
export const WALK = 800

/** A stop near a place, for somebody to describe a way from. */
export interface StopNear {
  readonly name: string
  readonly metres: number
  readonly position: Position
  /** Lines that stop there, where the feed says so. */
  readonly lines: readonly string[]
  /** Minutes after midnight of the first and the last departure; past 1440 for the night after. */
  readonly departures: readonly [first: number, last: number] | null
  /** As `step_free` of transport options: nothing said is unknown. */
  readonly stepFree: 'yes' | 'no' | 'unknown'
  /** Vehicles that a station holds. */
  readonly capacity: number | null
}

/** Files of a GTFS feed, by their names; only `stops.txt` must be there. */
export type GtfsFiles = Readonly<Record<string, string>>

/** Stops of a GTFS feed within a walk, the nearest first. */
export function gtfsStops(files: GtfsFiles, near: Position): StopNear[] {
  const [lines, times] = [linesByStop(files), departuresByStop(files)]
  const stops = csvRows(files['stops.txt'] ?? '').rows.filter(
    ({ location_type }) => !location_type || location_type === '0',
  )
  return within(
    near,
    stops.map((stop) => ({
      name: stop.stop_name ?? '',
      position: positionIn(stop.stop_lat, stop.stop_lon),
      lines: [...(lines.get(stop.stop_id ?? '') ?? [])].toSorted(),
      departures: times.get(stop.stop_id ?? '') ?? null,
      stepFree: BOARDING[stop.wheelchair_boarding ?? ''] ?? 'unknown',
      capacity: null,
    })),
  )
}

const BOARDING: Readonly<Record<string, StopNear['stepFree']>> = { '1': 'yes', '2': 'no' }

/** Names of lines by the stops of their trips; empty where trips or their times are not there. */
function linesByStop(files: GtfsFiles): Map<string, Set<string>> {
  const routes = new Map(
    rowsOf(files, 'routes.txt').map((route) => [route.route_id, route.route_short_name || route.route_long_name || '']),
  )
  const lineOf = new Map(rowsOf(files, 'trips.txt').map((trip) => [trip.trip_id, routes.get(trip.route_id)]))
  const lines = new Map<string, Set<string>>()
  for (const { trip_id, stop_id = '' } of rowsOf(files, 'stop_times.txt')) {
    const line = lineOf.get(trip_id)
    if (line) lines.set(stop_id, (lines.get(stop_id) ?? new Set()).add(line))
  }
  return lines
}

function departuresByStop(files: GtfsFiles): Map<string, [number, number]> {
  const times = new Map<string, [number, number]>()
  for (const { stop_id = '', departure_time = '' } of rowsOf(files, 'stop_times.txt')) {
    const at = minutesOf(departure_time)
    if (at === null) continue
    const [first, last] = times.get(stop_id) ?? [at, at]
    times.set(stop_id, [Math.min(first, at), Math.max(last, at)])
  }
  return times
}

/** `25:10:00` is ten past one in the night after. */
function minutesOf(time: string): number | null {
  const [hours, minutes] = time.split(':').map(Number)
  return time === '' || hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)
    ? null
    : hours * 60 + minutes
}

const rowsOf = (files: GtfsFiles, name: string): readonly CsvRow[] => (files[name] ? csvRows(files[name]).rows : [])

/** The last day of which a feed knows, `YYYY-MM-DD`; null where it does not say. */
export function feedEnds(files: GtfsFiles): string | null {
  const days = [
    ...rowsOf(files, 'feed_info.txt').map(({ feed_end_date }) => feed_end_date),
    ...rowsOf(files, 'calendar.txt').map(({ end_date }) => end_date),
    ...rowsOf(files, 'calendar_dates.txt').map(({ date, exception_type }) => (exception_type === '1' ? date : '')),
  ].flatMap((day) => (/^\d{8}$/.test(day ?? '') ? [Number(day)] : []))
  const last = days.length === 0 ? '' : String(Math.max(...days))
  return last ? `${last.slice(0, 4)}-${last.slice(4, 6)}-${last.slice(6)}` : null
}

interface Station {
  readonly name?: string | readonly { readonly text?: string; readonly language?: string }[]
  readonly lat?: number
  readonly lon?: number
  readonly capacity?: number
}

/** Stations of a GBFS `station_information.json`, versions 2 and 3, within a walk; null where the text is none. */
export function gbfsStations(text: string, near: Position): StopNear[] | null {
  const stations = stationsIn(text)
  return (
    stations &&
    within(
      near,
      stations.map(({ name, lat, lon, capacity }) => ({
        name: nameIn(name),
        position: positionIn(lat, lon),
        lines: [],
        departures: null,
        stepFree: 'unknown' as const,
        capacity: capacity ?? null,
      })),
    )
  )
}

function stationsIn(text: string): readonly Station[] | null {
  try {
    const { data } = JSON.parse(text) as { data?: { stations?: unknown } }
    return Array.isArray(data?.stations) ? (data.stations as Station[]) : null
  } catch {
    return null
  }
}

/** In French where there is a choice. */
function nameIn(name: Station['name']): string {
  if (typeof name === 'string' || name === undefined) return name ?? ''
  return (name.find(({ language }) => language?.startsWith('fr')) ?? name[0])?.text ?? ''
}

function positionIn(lat: string | number | undefined, lon: string | number | undefined): Position | null {
  const [y, x] = [Number(lat ?? Number.NaN), Number(lon ?? Number.NaN)]
  return Number.isNaN(y + x) || lat === '' || lon === '' ? null : { lat: y, lon: x }
}

type Anywhere = Omit<StopNear, 'metres' | 'position'> & { readonly position: Position | null }

function within(near: Position, stops: readonly Anywhere[]): StopNear[] {
  const measured = stops.flatMap(({ position, ...stop }) =>
    position ? [{ ...stop, position, metres: Math.round(metresBetween(near, position)) }] : [],
  )
  return measured.filter(({ metres }) => metres <= WALK).toSorted((a, b) => a.metres - b.metres)
}
