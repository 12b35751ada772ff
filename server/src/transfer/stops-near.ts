import { metresBetween, type Position } from '@terreau/shared/travel/distance.ts'
import type { CsvRow } from './csv-rows.ts'

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

/** The tables of a GTFS feed by the names of their files, row by row; none where a file is not there. Only `stops.txt` must be. */
export interface GtfsFeed {
  rows(file: string): AsyncIterable<CsvRow>
}

/** Stops of a GTFS feed within a walk, the nearest first. What is kept in memory is of these stops alone. */
export async function gtfsStops(feed: GtfsFeed, near: Position): Promise<StopNear[]> {
  const stops = new Map<string, Anywhere>()
  for await (const { stop_id = '', stop_name = '', ...stop } of feed.rows('stops.txt')) {
    const position = positionIn(stop.stop_lat, stop.stop_lon)
    if ((stop.location_type || '0') !== '0' || !position || metresBetween(near, position) > WALK) continue
    const stepFree = BOARDING[stop.wheelchair_boarding ?? ''] ?? 'unknown'
    stops.set(stop_id, { name: stop_name, position, lines: [], departures: null, stepFree, capacity: null })
  }
  if (stops.size === 0) return []
  const passing = await passingBy(feed, new Set(stops.keys()))
  const lineOf = await linesOfTrips(feed, new Set([...passing.values()].flatMap(({ trips }) => [...trips])))
  return within(
    near,
    [...stops].map(([id, stop]) => {
      const { trips = [], departures = null } = passing.get(id) ?? {}
      const lines = new Set([...trips].flatMap((trip) => lineOf.get(trip) || []))
      return { ...stop, departures, lines: [...lines].toSorted() }
    }),
  )
}

const BOARDING: Readonly<Record<string, StopNear['stepFree']>> = { '1': 'yes', '2': 'no' }

interface Passing {
  readonly trips: Set<string>
  departures: StopNear['departures']
}

/** What passes by each of these stops. */
async function passingBy(feed: GtfsFeed, stops: ReadonlySet<string>): Promise<Map<string, Passing>> {
  const passing = new Map<string, Passing>()
  for await (const { stop_id = '', trip_id = '', departure_time = '' } of feed.rows('stop_times.txt')) {
    if (!stops.has(stop_id)) continue
    const here = passing.get(stop_id) ?? { trips: new Set(), departures: null }
    passing.set(stop_id, here)
    here.trips.add(trip_id)
    const at = minutesOf(departure_time)
    if (at === null) continue
    const [first, last] = here.departures ?? [at, at]
    here.departures = [Math.min(first, at), Math.max(last, at)]
  }
  return passing
}

/** Names of lines by these trips. */
async function linesOfTrips(feed: GtfsFeed, trips: ReadonlySet<string>): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for await (const { route_id = '', route_short_name, route_long_name } of feed.rows('routes.txt'))
    names.set(route_id, route_short_name || route_long_name || '')
  const lines = new Map<string, string>()
  for await (const { trip_id = '', route_id = '' } of feed.rows('trips.txt'))
    if (trips.has(trip_id)) lines.set(trip_id, names.get(route_id) ?? '')
  return lines
}

/** `25:10:00` is ten past one in the night after. */
function minutesOf(time: string): number | null {
  const [hours, minutes] = time.split(':').map(Number)
  return time === '' || hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)
    ? null
    : hours * 60 + minutes
}

/** The last day of which a feed knows, `YYYY-MM-DD`; null where it does not say. */
export async function feedEnds(feed: GtfsFeed): Promise<string | null> {
  let last = ''
  const reach = (day = '') => /^\d{8}$/.test(day) && day > last && (last = day)
  for await (const { feed_end_date } of feed.rows('feed_info.txt')) reach(feed_end_date)
  for await (const { end_date } of feed.rows('calendar.txt')) reach(end_date)
  for await (const { date, exception_type } of feed.rows('calendar_dates.txt')) if (exception_type === '1') reach(date)
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
