import { readFile, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { clockText } from '@terreau/shared/hours/clock-text.ts'
import type { PageRef } from '@terreau/shared/ids.ts'
import type { Position } from '@terreau/shared/travel/distance.ts'
import { BadSetting } from '../config.ts'
import { feedEnds, gbfsStations, gtfsStops, WALK, type GtfsFiles, type StopNear } from '../transfer/stops-near.ts'
import type { Wiki } from '../wiki.ts'
import { list } from './import-report.ts'

/** A file of a feed that is larger is not read: without it, stops have no lines. */
const LARGEST = 64 * 1024 * 1024
const GTFS = [
  'stops.txt',
  'routes.txt',
  'trips.txt',
  'stop_times.txt',
  'calendar.txt',
  'calendar_dates.txt',
  'feed_info.txt',
]

const FEED_EXPECTED = {
  fr: 'le dossier d’un flux GTFS décompressé (avec stops.txt), ou un fichier GBFS station_information',
  en: 'the folder of an unpacked GTFS feed (with stops.txt), or a GBFS station_information file',
}
const NEAR_EXPECTED = {
  fr: 'l’adresse d’un lieu qui a une position, ou « 44.84,-0.58 »',
  en: 'the address of a place that has a position, or “44.84,-0.58”',
}

/** Says which stops of a feed are within a walk of a place; nothing is written, for somebody describes the way. */
export async function suggestStops(wiki: Wiki, path: string, format: 'gtfs' | 'gbfs', near: string): Promise<void> {
  const position = await positionOf(wiki, near)
  if (!position) throw new BadSetting(`--near ${near}`, NEAR_EXPECTED)
  const stops =
    format === 'gtfs'
      ? await fromGtfs(path, position, wiki.now())
      : gbfsStations(await readFile(path, 'utf8'), position)
  if (!stops) throw new BadSetting(path, FEED_EXPECTED)
  if (stops.length === 0) console.log(`\n  Aucun arrêt à moins de ${WALK} m. / No stop within ${WALK} m.`)
  list('Arrêts à décrire comme façons de venir / Stops to describe as ways to come', stops, said)
}

async function positionOf({ pages }: Wiki, near: string): Promise<Position | null> {
  const [lat, lon] = near.split(',').map(Number)
  if (lat !== undefined && lon !== undefined && !Number.isNaN(lat + lon)) return { lat, lon }
  const row = await pages.find(near as PageRef, { role: 'steward', roles: {} })
  const geo = row && (await pages.content(row.id))?.fields.geo
  return geo ? (geo as Position) : null
}

async function fromGtfs(path: string, near: Position, now: number): Promise<StopNear[] | null> {
  const files = await filesOf(path)
  if (!files['stops.txt']) return null
  const ends = feedEnds(files)
  if (ends !== null && ends < new Date(now).toISOString().slice(0, 10))
    console.log(`\n  Ce flux ne vaut plus depuis le ${ends}. / This feed ended on ${ends}.`)
  return gtfsStops(files, near)
}

async function filesOf(folder: string): Promise<GtfsFiles> {
  const names = (await stat(folder)).isDirectory() ? await readdir(folder) : []
  const wanted = names.filter((name) => GTFS.includes(basename(name)))
  const read = await Promise.all(
    wanted.map(async (name) =>
      (await stat(join(folder, name))).size > LARGEST
        ? []
        : [[name, await readFile(join(folder, name), 'utf8')] as const],
    ),
  )
  return Object.fromEntries(read.flat())
}

function said({ name, metres, lines, departures, stepFree, capacity }: StopNear): string {
  return [
    `${name} : ${metres} m`,
    ...(lines.length > 0 ? [`lignes / lines ${lines.join(', ')}`] : []),
    ...(departures ? [`${clockText(departures[0])}–${clockText(departures[1])}`] : []),
    ...(stepFree === 'unknown' ? [] : [`sans marche / step-free : ${stepFree}`]),
    ...(capacity === null ? [] : [`${capacity} places`]),
  ].join(' · ')
}
