import { afterAll, beforeAll, expect, test } from 'vitest'
import { WikiForTests } from '../wiki-for-tests.ts'

let wiki: WikiForTests

beforeAll(async () => {
  wiki = await WikiForTests.open({ PUBLIC_URL: 'https://terreau.example' })
  const steward = await wiki.someone('steward')
  const serre = await wiki.pageWith(steward, 'place', '=1+1, «La Grande Serre»', {
    commune: '33063',
    geo: { lat: 44.8412345678, lon: -0.58 },
    opening_hours: 'Mo-Fr 09:00-18:00; PH off',
    summary: 'Un lieu où l’on "sème", et récolte',
  })
  await wiki.pageWith(steward, 'place', 'Nulle part')
  await wiki.pageWith(
    steward,
    'event',
    'Repas partagé, chaque dernier vendredi du mois ; on apporte à manger et de quoi écrire',
    {
      start: '2026-11-27T19:00:00+01:00',
      end: '2026-11-27T22:00:00+01:00',
      tz: 'Europe/Paris',
      rrule: 'FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20271231',
      place: serre,
      status: 'planned',
    },
  )
}, 60_000)
afterAll(() => wiki.close())

const file = async (url: string) => {
  const { body, headers } = await wiki.app.inject({ url })
  return { body, type: headers['content-type'] }
}

test('[T18] places are a GeoJSON: longitude first, six decimals, those that are somewhere', async () => {
  const { body, type } = await file('/api/places.geojson?territory=33063')
  const { features } = JSON.parse(body) as {
    features: { id: string; geometry: { coordinates: number[] }; properties: Record<string, unknown> }[]
  }
  expect(type).toContain('application/geo+json')
  expect(features.map(({ geometry }) => geometry.coordinates)).toEqual([[-0.58, 44.841235]])
  expect(features[0]?.id).toMatch(/^https:\/\/terreau\.example\/p\//)
  expect(features[0]?.properties).toMatchObject({
    commune: 'Bordeaux',
    insee: '33063',
    opening_hours: 'Mo-Fr 09:00-18:00; PH off',
  })
})

test('[T18] a list is a table that runs nothing', async () => {
  const { body, type } = await file('/api/pages.csv?type=place')
  const [head = '', ...rows] = body.split('\r\n')
  expect(type).toContain('text/csv')
  expect(head.startsWith('\uFEFFid,type,title,url,lang,standing,updated,commune_name,state,summary')).toBe(true)
  expect(rows.join('\n')).toContain('"\'=1+1, «La Grande Serre»"')
  expect(rows).toHaveLength(3)
})

test('[T18] meetings are a calendar that other calendars read: zone, recurrence, lines of 75 octets', async () => {
  const { body, type } = await file('/calendar.ics')
  const lines = body.split('\r\n')
  expect(type).toContain('text/calendar')
  expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([])
  const whole = body.replaceAll('\r\n ', '').split('\r\n')
  expect(whole).toEqual(
    expect.arrayContaining([
      'DTSTART;TZID=Europe/Paris:20261127T190000',
      'DTEND;TZID=Europe/Paris:20261127T220000',
      'RRULE:FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20271231T235959Z',
      'SUMMARY:Repas partagé\\, chaque dernier vendredi du mois \\; on apporte à manger et de quoi écrire',
      'LOCATION:=1+1\\, «La Grande Serre»',
      'STATUS:TENTATIVE',
    ]),
  )
  const zone = whole.slice(whole.indexOf('BEGIN:VTIMEZONE'), whole.indexOf('END:VTIMEZONE') + 1)
  expect(zone).toEqual([
    'BEGIN:VTIMEZONE',
    'TZID:Europe/Paris',
    'BEGIN:DAYLIGHT',
    'DTSTART:19700329T020000',
    'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
    'TZOFFSETFROM:+0100',
    'TZOFFSETTO:+0200',
    'END:DAYLIGHT',
    'BEGIN:STANDARD',
    'DTSTART:19701025T030000',
    'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
    'TZOFFSETFROM:+0200',
    'TZOFFSETTO:+0100',
    'END:STANDARD',
    'END:VTIMEZONE',
  ])
})
