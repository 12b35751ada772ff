import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { REFUSALS, type RefusalCode } from '@terreau/shared/refusals.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

let wiki: WikiForTests

beforeAll(async () => {
  wiki = await WikiForTests.open()
})
afterAll(() => wiki.close())

test('[H1] the handbook lists every refusal with its status, and no other', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../data/handbook/refusals.md'), 'utf8')
  const listed = Object.fromEntries(
    [...page.matchAll(/^\| `([a-z-]+\.[a-z-]+)` \| (\d{3}) \|/gm)].map(([, code, status]) => [code, Number(status)]),
  )
  expect(listed).toEqual(Object.fromEntries(Object.entries(REFUSALS).map(([code, { status }]) => [code, status])))
})

test('[H2] every refusal says a whole sentence in both languages', () => {
  for (const { fr, en } of Object.values(REFUSALS))
    for (const sentence of [fr, en]) expect(sentence).toMatch(/^\p{Lu}.{15,}[.]$/u)
})

test('[H3] OpenAPI describes every route under /api, and no other', async () => {
  const { json } = await wiki.ask<{ paths: Record<string, Record<string, unknown>> }>('GET', '/api/openapi.json')
  const described = Object.entries(json.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  )
  const served = wiki.routes.filter(
    (route) => route.includes(' /api/') && !route.startsWith('HEAD ') && !route.endsWith('/api/openapi.json'),
  )
  expect(served.length).toBeGreaterThan(15)
  expect(described.filter((route) => route.includes('/api/')).toSorted()).toEqual(served.toSorted())
})

const refused: [RefusalCode, string, string, object?][] = [
  ['route.unknown', 'GET', '/api/nothing'],
  ['page.unknown', 'GET', '/api/pages/nulle-part'],
  ['request.malformed', 'POST', '/api/pages', { type: 'practice', title: 'x'.repeat(200) }],
  ['request.malformed', 'POST', '/api/pages', { type: 'poem', title: 'Un poème' }],
  ['page.closed-set', 'POST', '/api/pages', { type: 'principle', title: 'Un septième' }],
  ['search.malformed', 'GET', `/api/search?q=${'a'.repeat(257)}`],
  ['invitation.unknown', 'POST', '/api/sessions', { invitation: 'a'.repeat(43), name: 'Nul' }],
  ['file.unknown', 'GET', `/files/${'0'.repeat(64)}`],
  [
    'wire.schema-changed',
    'POST',
    '/api/collab/tickets',
    { pageId: '01932f7e-4a10-7c3a-9b1e-5a2f0c7d8e11', schema: 'another' },
  ],
]

test.each(refused)(
  '[H4] %s is answered with its code, its status and a sentence in the reader’s language',
  async (code, method, url, body) => {
    const secret = await wiki.someone('member')
    const headers = { authorization: `Bearer ${secret}` }
    for (const lang of ['fr', 'en'] as const) {
      const answer = await wiki.app.inject({
        method: method as 'GET',
        url,
        headers: { ...headers, 'accept-language': lang },
        ...(body && { payload: body }),
      })
      expect([answer.statusCode, answer.json()]).toMatchObject([
        REFUSALS[code].status,
        { code, message: REFUSALS[code][lang] },
      ])
    }
  },
)
