import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LinkChecks } from '@terreau/shared/api/links.ts'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { WikiForTests } from '../wiki-for-tests.ts'
import { checkLinks } from './link-checker.ts'
import { LinkStore } from './link-store.ts'
import { PUBLIC_WEB, probeLink, type Reach } from './probe-link.ts'
import { isPublicAddress } from './public-address.ts'

let server: Server
let port: number
/** What each path answers; whatever was asked is in `asked`. */
const paths: Record<string, RequestListener> = {}
const asked: string[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.headers.host?.split(':')[0]}${request.url}`)
    const answer = paths[request.url ?? '']
    if (answer) answer(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  port = (server.address() as AddressInfo).port
})
afterAll(() => server.close())

/** This machine alone, under any name that ends in `.test`: in tests, and nowhere else. */
const THIS_MACHINE: Reach = {
  resolve: async (host) => {
    if (host.endsWith('.test')) return ['127.0.0.1']
    throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
  },
  allows: (address) => address === '127.0.0.1',
}

const leads =
  (status: number, location?: string): RequestListener =>
  (_request, response) =>
    response.writeHead(status, location ? { location } : {}).end()
const probe = (url: string, reach = THIS_MACHINE) => probeLink(url, reach, new AbortController().signal, 500)
const at = (path: string, host = 'a.test') => `http://${host}:${port}${path}`

/** One of each kind of address that is nobody's server on the public network, and what is no address. */
const NOT_PUBLIC =
  '127.0.0.1 127.9.9.9 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 192.0.2.1 :: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 fe80::1 fc00::1 fd12::1 ff02::1 64:ff9b::7f00:1 2001:db8::1 2002:7f00:1:: 2001::1 3fff::1 localhost 1.2.3'.split(
    ' ',
  )

describe('[O6] what is asked', () => {
  test.each(NOT_PUBLIC)('[O6] «%s» is no public address', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  test.each(['8.8.8.8', '172.32.0.1', '193.0.0.1', '2a01:e0a::1', '2606:4700::1111'])('[O6] %s is one', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  test('[O6] this machine is never asked, by whatever name, number or redirect', async () => {
    paths['/'] = leads(200)
    const before = asked.length
    const names = ['127.0.0.1', 'localhost', '127.1', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]', '0']
    for (const host of names) expect((await probe(at('/', host), PUBLIC_WEB)).outcome).toBe('unknown')
    for (const url of ['file:///etc/passwd', 'ftp://a.test/', 'http://u:p@a.test/', 'gopher://a.test', 'x'])
      expect((await probe(url)).outcome).toBe('unknown')
    const both: Reach = { ...THIS_MACHINE, resolve: async () => ['127.0.0.1', '10.0.0.1'] }
    expect((await probe(at('/'), both)).outcome).toBe('unknown')
    paths['/inside'] = leads(302, `http://inside.test:${port}/`)
    const inside: Reach = { ...THIS_MACHINE, resolve: async (host) => [host === 'a.test' ? '127.0.0.1' : '10.0.0.1'] }
    expect((await probe(at('/inside'), inside)).outcome).toBe('unknown')
    expect(asked.slice(before)).toEqual(['HEAD a.test/inside'])
  })

  test('[O6] a name is looked up once a hop, and asked at that address under its own name', async () => {
    let looked = 0
    const rebinding: Reach = {
      allows: (address) => address === '127.0.0.1',
      resolve: async () => (looked++ === 0 ? ['127.0.0.1'] : ['10.0.0.1']),
    }
    paths['/get'] = (request, response) => response.writeHead(request.method === 'HEAD' ? 405 : 200).end('x')
    const before = asked.length
    expect(await probe(at('/get', 'nom.test'), rebinding)).toEqual({ outcome: 'ok', movedTo: null })
    expect([looked, asked.slice(before)]).toEqual([1, ['HEAD nom.test/get', 'GET nom.test/get']])
  })

  test('[O6] of a page without end, no more is taken than its beginning; who never answers is left', async () => {
    let open = 0
    paths['/endless'] = (request, response) => {
      if (request.method === 'HEAD') return void response.writeHead(405).end()
      open += 1
      response.on('close', () => (open -= 1))
      const more = () =>
        void (response.write('x'.repeat(64 * 1024)) ? setImmediate(more) : response.once('drain', more))
      response.writeHead(200)
      more()
    }
    paths['/never'] = () => {}
    expect((await probe(at('/endless'))).outcome).toBe('ok')
    expect((await probe(at('/never'))).outcome).toBe('unknown')
    await expect.poll(() => open).toBe(0)
  })
})

describe('[O7] what a link is found to be', () => {
  test('[O7] there, moved for good, gone, or without a clear answer', async () => {
    Object.assign(paths, {
      '/there': leads(200),
      '/for-now': leads(302, '/there'),
      '/moved': leads(301, at('/moved-on', 'b.test')),
      '/moved-on': leads(308, '/there'),
      '/moved-for-now': leads(301, '/for-now'),
      '/gone': leads(410),
      '/private': leads(403),
      '/broken': leads(500),
      '/circle': leads(301, '/circle'),
      '/nowhere': leads(301, 'http://'),
      ...Object.fromEntries([1, 2, 3, 4].map((n) => [`/host-${n}`, leads(302, at(`/host-${n + 1}`, `h${n}.test`))])),
      '/host-5': leads(200),
    })
    const found = async (path: string) => {
      const { outcome, movedTo } = await probe(at(path))
      return movedTo ? `${outcome} ${movedTo}` : outcome
    }
    const names = ['there', 'for-now', 'moved', 'moved-for-now', 'gone', 'missing', 'private', 'broken', 'circle']
    expect(Object.fromEntries(await Promise.all(names.map(async (name) => [name, await found(`/${name}`)])))).toEqual({
      there: 'ok',
      'for-now': 'ok',
      moved: `moved ${at('/there', 'b.test')}`,
      'moved-for-now': 'ok',
      gone: 'gone',
      missing: 'gone',
      private: 'unknown',
      broken: 'unknown',
      circle: 'unknown',
    })
    expect([await found('/nowhere'), await found('/host-1'), await found('/host-3')]).toEqual([
      'unknown',
      'unknown',
      'ok',
    ])
    expect((await probe('http://gone.example/')).outcome).toBe('gone')
    expect((await probe('http://closed.test:1/')).outcome).toBe('unknown')
  })
})

describe('[O7] the check', () => {
  let wiki: WikiForTests
  let off: WikiForTests
  let ana: string
  let sam: string

  beforeAll(async () => {
    wiki = await WikiForTests.open({ LINK_CHECK: '1' })
    off = await WikiForTests.open()
    ana = await wiki.someone('member', 'Ana')
    sam = await wiki.someone('steward', 'Sam')
  })
  afterAll(async () => {
    await wiki.close()
    await off.close()
  })

  async function source(title: string, url: string): Promise<string> {
    const { id } = await wiki.page(ana, title, 'source')
    await wiki.ask('PATCH', `/api/pages/${id}/fields`, ana, { url })
    return id
  }
  const check = (signal: AbortSignal, onStep: (done: number) => void = () => {}) => {
    const store = new LinkStore(wiki.wiki.store.db)
    return checkLinks({ store, reach: THIS_MACHINE, now: wiki.wiki.now, pauseMs: 0 }, signal, onStep)
  }

  test('[O6] nothing is asked unless a setting allows it, and only for stewards of the network', async () => {
    const steward = await off.someone('steward', 'Sam')
    expect((await off.ask('POST', '/api/link-checks', steward)).json.code).toBe('links.not-set')
    expect((await off.ask<LinkChecks>('GET', '/api/link-checks', steward)).json.allowed).toBe(false)
    expect((await wiki.ask('POST', '/api/link-checks', ana)).json.code).toBe('member.not-allowed')
  })

  test('[O7] is stopped and gone on with, one link after the other on each host, and says what it found', async () => {
    let now = 0
    let most = 0
    paths['/slow'] = (_request, response) => {
      most = Math.max(most, (now += 1))
      setTimeout(() => {
        now -= 1
        response.writeHead(200).end()
      }, 20)
    }
    for (const n of [1, 2, 3]) paths[`/slow?${n}`] = paths['/slow']
    for (const n of [1, 2, 3]) await source(`Lente ${n}`, at(`/slow?${n}`))
    const gone = await source('Perdue', at('/perdue', 'b.test'))
    const stopping = new AbortController()
    const first = await check(stopping.signal, (done) => done === 1 && stopping.abort())
    // What was broken off may still be under way there.
    await expect.poll(() => now).toBe(0)
    most = 0
    expect([first < 4, await check(new AbortController().signal), most]).toEqual([true, 4 - first, 1])
    expect(await check(new AbortController().signal)).toBe(0)
    const { json } = await wiki.ask<LinkChecks>('GET', '/api/link-checks', sam)
    expect(json).toMatchObject({
      allowed: true,
      running: false,
      links: [{ page: { id: gone }, found: { outcome: 'gone' } }],
    })
    const { link } = (await wiki.ask<PageAnswer>('GET', `/api/pages/${gone}`)).json
    expect(link).toMatchObject({ outcome: 'gone', movedTo: null })
    await wiki.ask('PATCH', `/api/pages/${gone}/fields`, ana, { url: at('/there') })
    expect((await wiki.ask<PageAnswer>('GET', `/api/pages/${gone}`)).json.link).toBeUndefined()
  })

  test('[O7] is started, watched and stopped over HTTP; addresses of this machine are asked nothing', async () => {
    await source('Chez nous', at('/chez-nous', '127.0.0.1'))
    const before = asked.length
    expect((await wiki.ask<LinkChecks>('POST', '/api/link-checks', sam)).json.running).toBe(true)
    const running = async () => (await wiki.ask<LinkChecks>('GET', '/api/link-checks', sam)).json.running
    await expect.poll(running).toBe(false)
    expect(asked.slice(before)).toEqual([])
    expect((await wiki.ask<LinkChecks>('DELETE', '/api/link-checks/current', sam)).json.running).toBe(false)
  })
})
