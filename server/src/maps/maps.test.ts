import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ground } from '@terreau/shared/api/maps.ts'
import { WikiForTests } from '../wiki-for-tests.ts'
import { OutlineStore } from './outline-store.ts'
import { readOutlines } from './read-outlines.ts'

const square = (west: number, south: number, side = 0.1) => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south],
]
const feature = (code: string | undefined, type: string, coordinates: unknown) => ({
  type: 'Feature',
  properties: { ...(code && { code }), nom: 'Une commune' },
  geometry: { type, coordinates },
})
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features })

let wiki: WikiForTests

beforeAll(async () => {
  wiki = await WikiForTests.open({
    TILES_URL: 'https://tuiles.example.org/{z}/{x}/{y}.png',
    TILES_CREDIT: '© les cartographes',
  })
})
afterAll(() => wiki.close())

const ground = async (frame: string) => (await wiki.ask<Ground>('GET', `/api/ground?${frame}`)).json

test('[T34] outlines are read from GeoJSON, cut at ten metres; what is none is told by its place', () => {
  const { outlines, unread } = readOutlines(
    collection(
      feature('33063', 'Polygon', [[...square(-0.61234567, 44.8), [-0.61234568, 44.8]]]),
      feature('33281', 'MultiPolygon', [[square(-0.7, 44.8)], [square(-0.8, 44.8)]]),
      feature(undefined, 'Polygon', [square(0, 0)]),
      feature('33000', 'Point', [0, 0]),
      feature('33001', 'Polygon', [[[0, 200]]]),
      null,
    ),
  )
  expect(outlines.map(({ code, name, rings }) => [code, name, rings.length])).toEqual([
    ['33063', 'Une commune', 1],
    ['33281', 'Une commune', 2],
  ])
  expect(outlines[0]?.rings[0]).toEqual([
    [-0.6123, 44.8],
    [-0.5123, 44.8],
    [-0.5123, 44.9],
    [-0.6123, 44.8],
  ])
  expect(unread).toEqual([
    { at: 2, why: 'no-code' },
    { at: 3, why: 'no-outline' },
    { at: 4, why: 'no-outline' },
    { at: 5, why: 'no-code' },
  ])
  expect(readOutlines({ type: 'Feature' })).toEqual({ outlines: [], unread: [] })
})

test('[T34] a map is given the outlines that reach into its frame, and the tiles that the settings name; brought in again, nothing changes', async () => {
  const store = new OutlineStore(wiki.wiki.store.db)
  const { outlines } = readOutlines(
    collection(feature('33063', 'Polygon', [square(-0.6, 44.8)]), feature('67482', 'Polygon', [square(7.7, 48.5)])),
  )
  const keep = async () => Promise.all(outlines.map((one) => store.keep(one)))
  expect([await keep(), await keep()]).toEqual([
    [true, true],
    [false, false],
  ])
  const here = await ground('west=-1&south=44&east=0&north=45')
  expect(here.outlines.map(({ code }) => code)).toEqual(['33063'])
  expect(here.tiles).toEqual({ url: 'https://tuiles.example.org/{z}/{x}/{y}.png', credit: '© les cartographes' })
  const policy = (await wiki.app.inject({ url: '/lieux/carte' })).headers['content-security-policy']
  expect(policy).toContain("img-src 'self' blob: data: https://tuiles.example.org;")
})

test('[T34] tiles without a credit, or from no address of tiles, stop the start with a sentence', async () => {
  for (const settings of [
    { TILES_URL: 'https://tuiles.example.org/{z}/{x}/{y}.png' },
    { TILES_URL: 'https://tuiles.example.org/carte.png', TILES_CREDIT: 'x' },
    { TILES_URL: 'https://{s}.example.org/{z}/{x}/{y}.png', TILES_CREDIT: 'x' },
  ])
    await expect(WikiForTests.open(settings)).rejects.toThrow('TILES_')
})

test('[T32] a list may be shown within other sites, and no other screen', async () => {
  const framing = async (url: string) => {
    const { headers } = await wiki.app.inject({ url })
    return [String(headers['content-security-policy']).includes('frame-ancestors *'), headers['x-frame-options']]
  }
  expect(await framing('/integrer/lieux/carte?openAt=now')).toEqual([true, undefined])
  expect(await framing('/lieux/carte')).toEqual([false, 'DENY'])
  expect(await framing('/p/integrer')).toEqual([false, 'DENY'])
  expect((await wiki.app.inject({ url: '/integrer/moi' })).statusCode).toBe(404)
})

test('[T36] a page is drawn as a square that a phone reads, for those who may read it', async () => {
  const ana = await wiki.someone('member', 'Ana')
  const { slug } = await wiki.page(ana, 'Une page à imprimer')
  const drawn = await wiki.app.inject({ url: `/api/pages/${slug}/qr.svg` })
  expect([drawn.statusCode, drawn.headers['content-type'], drawn.body.startsWith('<svg')]).toEqual([
    200,
    'image/svg+xml',
    true,
  ])
  expect((await wiki.app.inject({ url: '/api/pages/nulle-part/qr.svg' })).statusCode).toBe(404)
})
