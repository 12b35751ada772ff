import { expect, test } from 'vitest'
import { csvRows } from './csv-rows.ts'
import { feedEnds, gbfsStations, gtfsStops, type GtfsFeed } from './stops-near.ts'

const FILES = {
  'stops.txt':
    'stop_id,stop_name,stop_lat,stop_lon,location_type,wheelchair_boarding\nA,Stalingrad,44.8405,-0.5595,0,1\nB,Jardin Botanique,44.8410,-0.5520,,\nC,Loin,44.90,-0.50,,\nS,Gare,44.8405,-0.5595,1,\n',
  'routes.txt': 'route_id,route_short_name,route_long_name,route_type\nr1,A,Tram A,0\nr2,,Ligne du soir,3\n',
  'trips.txt': 'route_id,service_id,trip_id\nr1,s,t1\nr2,s,t2\n',
  'stop_times.txt':
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,5:10:00,5:10:00,A,1\nt2,24:40:00,24:40:00,A,1\nt1,5:12:00,5:12:00,B,2\n',
  'calendar.txt': 'service_id,monday,start_date,end_date\ns,1,20260101,20261231\n',
}
const feedOf = (files: Readonly<Record<string, string>>): GtfsFeed => ({
  async *rows(file) {
    yield* csvRows(files[file] ?? '').rows
  },
})
const HERE = { lat: 44.8404, lon: -0.559 }

test('[I7] stops of a feed within a walk are suggested, nearest first, with their lines and hours past midnight', async () => {
  expect(
    (await gtfsStops(feedOf(FILES), HERE)).map(({ name, lines, departures, stepFree }) => [
      name,
      lines,
      departures,
      stepFree,
    ]),
  ).toEqual([
    ['Stalingrad', ['A', 'Ligne du soir'], [310, 1480], 'yes'],
    ['Jardin Botanique', ['A'], [312, 312], 'unknown'],
  ])
  const { 'stops.txt': stops } = FILES
  expect(
    (await gtfsStops(feedOf({ 'stops.txt': stops }), HERE)).map(({ lines, departures }) => [lines, departures]),
  ).toEqual([
    [[], null],
    [[], null],
  ])
})

test('[I7] the last day of which a feed knows is told', async () => {
  expect(await feedEnds(feedOf(FILES))).toBe('2026-12-31')
  const days = 'service_id,date,exception_type\ns,20270107,1\ns,20280101,2\n'
  expect(await feedEnds(feedOf({ ...FILES, 'calendar_dates.txt': days }))).toBe('2027-01-07')
  expect(await feedEnds(feedOf({ 'stops.txt': '' }))).toBeNull()
})

test('[I7] stations of shared bicycles are suggested, by their name in French', () => {
  const stations = [
    {
      name: [
        { text: 'Quay', language: 'en' },
        { text: 'Quai', language: 'fr' },
      ],
      lat: 44.8405,
      lon: -0.5595,
      capacity: 16,
    },
    { name: 'Loin', lat: 45, lon: 0 },
  ]
  expect(gbfsStations(JSON.stringify({ data: { stations } }), HERE)).toMatchObject([{ name: 'Quai', capacity: 16 }])
  expect([gbfsStations('{', HERE), gbfsStations('{"data":{}}', HERE)]).toEqual([null, null])
})
