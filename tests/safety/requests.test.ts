import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WikiForTests } from '../../server/src/wiki-for-tests.ts'

let wiki: WikiForTests
let port: number

beforeAll(async () => {
  wiki = await WikiForTests.open()
  await wiki.app.listen({ port: 0, host: '127.0.0.1' })
  port = (wiki.app.server.address() as AddressInfo).port
})
afterAll(() => wiki.close())

/** Sends bytes as they are, and reads until the other end closes. */
function send(...lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(lines.join('\r\n')))
    socket.on('data', (data: Buffer) => (heard += data.toString()))
    socket.on('end', () => resolve(heard))
    socket.on('error', reject)
  })
}

const statuses = (heard: string) => [...heard.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))
const HOST = 'Host: localhost:3000'
const SECOND = ['GET /api/me HTTP/1.1', HOST, 'Connection: close', '', '']

test.each([
  ['a length beside chunks', ['Content-Length: 4', 'Transfer-Encoding: chunked']],
  ['two lengths', ['Content-Length: 4', 'Content-Length: 5']],
  ['chunks that are no last coding', ['Transfer-Encoding: chunked, gzip']],
  ['a length that is no number', ['Content-Length: 4x']],
  ['a coding hidden by a space', ['Transfer-Encoding : chunked', 'Content-Length: 4']],
  ['a header without a name', [': x', 'Content-Length: 0']],
])('[Y14] a request with %s is refused, and what follows it is no second request', async (_what, headers) => {
  const heard = await send('POST /api/sessions HTTP/1.1', HOST, ...headers, '', '0', '', ...SECOND)
  expect(statuses(heard)).toEqual([400])
})

test('[Y14] two requests in their form are two', async () => {
  const heard = await send('GET /api/health HTTP/1.1', HOST, '', ...SECOND)
  expect(statuses(heard)).toEqual([200, 200])
})

test.each(['TRACE', 'CONNECT', 'PROPFIND', 'OPTIONS'])('[Y14] %s is no way to ask', async (method) => {
  const heard = await send(`${method} /api/me HTTP/1.1`, HOST, 'Cookie: session=canari', 'Connection: close', '', '')
  expect(statuses(heard).every((status) => status >= 400)).toBe(true)
  expect(heard).not.toContain('canari')
})

test.each([
  '/assets/',
  '/assets/..%2f..%2findex.html',
  '/assets/../../../package.json',
  '/assets/%2e%2e/%2e%2e/%2e%2e/package.json',
  '/assets/.vite/manifest.json',
  '/assets/..%5c..%5cpackage.json',
  '/files/../package.json',
  '/api/..%2f..%2fpackage.json',
])('[Y14] %s answers no file and no folder', async (path) => {
  const heard = await send(`GET ${path} HTTP/1.1`, HOST, 'Connection: close', '', '')
  expect(statuses(heard)).toEqual([404])
  expect(heard).not.toMatch(/"(?:scripts|dependencies|isEntry)"/)
})

test.each(['/.git/HEAD', '/.git/config', '/.env', '/package.json', '/server/src/main.ts', '/terreau.sqlite'])(
  '[Y14] %s is an address like any other that leads nowhere',
  async (path) => {
    const heard = await send(`GET ${path} HTTP/1.1`, HOST, 'Connection: close', '', '')
    expect([statuses(heard), heard.includes('text/html')]).toEqual([[404], true])
  },
)

test.each(['/api/pages?limit=5&limit=100', '/api/search?q=a&q=b', '/api/pages?type=practice&type=place'])(
  '[Y14] %s says one thing twice and is malformed',
  async (url) => {
    expect((await wiki.ask('GET', url)).json.code).toBe('request.malformed')
  },
)

test('[Y14] over https cookies are for this host, that of a session for no script’s eyes, and for our own pages', async () => {
  const secure = await WikiForTests.open({ PUBLIC_URL: 'https://wiki.example' })
  const invitation = await secure.wiki.members.invite('member', 1, 1)
  const payload = { invitation, name: 'Ana' }
  const { headers } = await secure.app.inject({ method: 'POST', url: '/api/sessions', payload })
  const chosen = await secure.app.inject({ url: '/?lang=en&theme=dark' })
  const cookies = { '__Host-lang': 'en', '__Host-theme': 'dark', lang: 'fr', theme: 'light' }
  const { body } = await secure.app.inject({ url: '/', cookies })
  await secure.close()
  for (const cookie of [chosen.headers['set-cookie']].flat())
    expect(cookie).toMatch(/^__Host-(?:lang=en|theme=dark); .*Path=\/(?=.* Secure)(?=.* SameSite=Lax)/)
  expect(body).toContain('<html lang="en" data-theme="dark">')
  expect(headers['set-cookie']).toMatch(
    /^__Host-session=[\w-]{43};(?=.* Path=\/)(?=.* HttpOnly)(?=.* Secure)(?=.* SameSite=Lax)/,
  )
  expect(headers['set-cookie']).not.toContain('Domain')
})
