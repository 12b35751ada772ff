import { readFile, stat } from 'node:fs/promises'
import { clockText } from '@terreau/shared/hours/clock-text.ts'
import type { PageRef } from '@terreau/shared/ids.ts'
import type { Position } from '@terreau/shared/travel/distance.ts'
import { BadSetting } from '../config.ts'
import { openFeed, UnreadableFeed } from '../transfer/feed-files.ts'
import { feedEnds, gbfsStations, gtfsStops, WALK, type StopNear } from '../transfer/stops-near.ts'
import type { Wiki } from '../wiki.ts'
import { list } from './import-report.ts'

/** Bytes of a GBFS file. */
const LARGEST = 64 * 1024 * 1024

const FEED_EXPECTED = {
  fr: 'un flux GTFS (un .zip ou un dossier, avec stops.txt), ou un fichier GBFS station_information de 64 Mo au plus',
  en: 'a GTFS feed (a .zip or a folder, with stops.txt), or a GBFS station_information file of 64 MB at most',
}
const WHOLE_EXPECTED = {
  fr: 'un flux GTFS entier, de 500 fichiers au plus, chacun de 2 Go au plus une fois décompressé, en lignes de 100 000 signes au plus ; le flux d’un seul réseau est souvent plus petit',
  en: 'a whole GTFS feed, of at most 500 files, each of at most 2 GB once unpacked, in lines of at most 100,000 characters; the feed of a single network is often smaller',
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
      : (await stat(path)).size > LARGEST
        ? null
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
  const feed = await openFeed(path)
  try {
    if (!feed?.has('stops.txt')) return null
    const ends = await feedEnds(feed)
    if (ends !== null && ends < new Date(now).toISOString().slice(0, 10))
      console.log(`\n  Ce flux ne vaut plus depuis le ${ends}. / This feed ended on ${ends}.`)
    return await gtfsStops(feed, near)
  } catch (cause) {
    if (cause instanceof UnreadableFeed) throw new BadSetting(`${path} (${cause.message})`, WHOLE_EXPECTED)
    throw cause
  } finally {
    feed?.close()
  }
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
