import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { openFeed, UnreadableFeed } from './feed-files.ts'
import { feedEnds, gtfsStops } from './stops-near.ts'

const FILES = {
  'stops.txt': '\uFEFFstop_id,stop_name,stop_lat,stop_lon\r\nA,"Gare, côté nord",44.8405,-0.5595\r\nB,Loin,45,0\r\n',
  'routes.txt': 'route_id,route_short_name\nr1,A\n',
  'trips.txt': 'route_id,trip_id\nr1,t1\n',
  'stop_times.txt': `trip_id,departure_time,stop_id\n${'t0,4:00:00,B\n'.repeat(20_000)}t1,5:10:00,A\n`,
  'calendar.txt': 'service_id,start_date,end_date\ns,20260101,20261231',
}
const HERE = { lat: 44.8404, lon: -0.559 }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'terreau-feed-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function zipped(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const zip = new ZipFile()
  for (const [path, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), path)
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(join(folder, name)))
  return join(folder, name)
}

async function told(path: string, largest?: number) {
  const feed = await openFeed(path, largest)
  if (!feed) return null
  const stops = await gtfsStops(feed, HERE)
  const said = [stops.map(({ name, lines, departures }) => [name, lines, departures]), await feedEnds(feed)]
  feed.close()
  return said
}

test('[I7] a feed is read from its folder, from its zip and from a zip of its folder, with the same answer', async () => {
  const said = [[['Gare, côté nord', ['A'], [310, 310]]], '2026-12-31']
  await mkdir(join(folder, 'unpacked'))
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(folder, 'unpacked', name), text)
  expect(await told(join(folder, 'unpacked'))).toEqual(said)
  expect(await told(await zipped('flat.zip', FILES))).toEqual(said)
  const within = Object.entries(FILES).map(([name, text]) => [`reseau/${name}`, text])
  const hidden = { '__MACOSX/reseau/stops.txt': 'stop_id\nX' }
  expect(await told(await zipped('within.zip', { ...Object.fromEntries(within), ...hidden }))).toEqual(said)
  expect(await told(join(folder, 'unpacked', 'stops.txt'))).toBeNull()
})

test('[I7] a feed that is damaged, or larger than is read, is refused by the name of its file, packed or not, whatever its zip states', async () => {
  for (const path of [join(folder, 'unpacked'), join(folder, 'flat.zip')])
    await expect(told(path, 100_000)).rejects.toThrow(new UnreadableFeed('stop_times.txt'))
  const bytes = await readFile(join(folder, 'flat.zip'))
  const size = Buffer.byteLength(FILES['stop_times.txt'])
  for (let at = bytes.indexOf('PK\x01\x02'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4))
    if (bytes.readUInt32LE(at + 24) === size) bytes.writeUInt32LE(1000, at + 24)
  await writeFile(join(folder, 'lying.zip'), bytes)
  await expect(told(join(folder, 'lying.zip'))).rejects.toThrow(new UnreadableFeed('stop_times.txt'))
  await expect(told(await zipped('line.zip', { 'stops.txt': 'x'.repeat(100_001) }))).rejects.toThrow(UnreadableFeed)
  const many = Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`${at}.txt`, '']))
  await expect(told(await zipped('many.zip', many))).rejects.toThrow(UnreadableFeed)
})
