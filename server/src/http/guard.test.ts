import Fastify from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WikiForTests } from '../wiki-for-tests.ts'
import { guard } from './guard.ts'

let wiki: WikiForTests
let ana: string

beforeAll(async () => {
  wiki = await WikiForTests.open()
  ana = await wiki.someone('member', 'Ana')
})
afterAll(() => wiki.close())

test('[R2] a route that declares no action stops the server', () => {
  const app = Fastify()
  guard(app, wiki.config, async () => null)
  expect(() => app.get('/secret', async () => 'all of it')).toThrow('declares no action')
})

test('[R1] a visitor reads, and changes nothing', async () => {
  const { slug } = await wiki.page(ana, 'Une page à lire')
  const asked = [
    ['GET', `/api/pages/${slug}`],
    ['GET', '/api/search?q=page'],
    ['POST', '/api/pages', { type: 'practice', title: 'Non' }],
    ['PATCH', `/api/pages/${slug}/fields`, { title: 'Non' }],
    ['PUT', `/api/pages/${slug}/archived`, { archived: true }],
    ['POST', '/api/files', {}],
    ['GET', '/api/sessions'],
  ] as const
  const statuses = []
  for (const [method, url, body] of asked) statuses.push((await wiki.ask(method, url, null, body)).status)
  expect(statuses).toEqual([200, 200, 401, 401, 401, 401, 401])
})

function createFrom(origin: string | undefined) {
  return wiki.app.inject({
    method: 'POST',
    url: '/api/pages',
    headers: { cookie: `session=${ana}`, ...(origin && { origin }) },
    payload: { type: 'practice', title: 'D’ailleurs' },
  })
}

test('[R4] a request that shows a cookie comes from our own pages, to the letter', async () => {
  const origins = [
    'http://localhost:3000',
    'http://localhost:3000.evil.example',
    'https://localhost:3000',
    'null',
    undefined,
  ]
  const statuses = []
  for (const origin of origins) statuses.push((await createFrom(origin)).statusCode)
  expect(statuses).toEqual([201, 403, 403, 403, 403])
})

test('[R5] a session ended on one device is over everywhere, at once', async () => {
  const other = await wiki.someone('member', 'Ben')
  const { json } = await wiki.ask<{ sessions: { id: string; current: boolean }[] }>('GET', '/api/sessions', other)
  expect(json.sessions).toMatchObject([{ current: true }])
  expect((await wiki.ask('DELETE', `/api/sessions/${json.sessions[0]?.id}`, ana)).json.code).toBe('session.unknown')
  expect((await wiki.ask('DELETE', '/api/sessions/current', other)).status).toBe(204)
  expect((await wiki.ask<{ member: null }>('GET', '/api/me', other)).json.member).toBeNull()
})

test('[R6] an invitation opens as often as it was given, and not after its time', async () => {
  const { members } = wiki.wiki
  const [twice, past] = [await members.invite('member', 2, 7), await members.invite('member', 1, 7)]
  const joins = [await members.join(twice, 'Un'), await members.join(twice, 'Deux'), await members.join(twice, 'Trois')]
  expect(joins.map((member) => member?.name ?? null)).toEqual(['Un', 'Deux', null])
  wiki.ahead = 8 * 24 * 3600 * 1000
  expect(await members.join(past, 'Trop tard')).toBeNull()
  wiki.ahead = 0
})

test('[R7] a session unseen for ninety days is over', async () => {
  const secret = await wiki.someone('member', 'Cleo')
  wiki.ahead = 91 * 24 * 3600 * 1000
  expect((await wiki.ask<{ member: null }>('GET', '/api/me', secret)).json.member).toBeNull()
  wiki.ahead = 0
})
