import { afterAll, beforeAll, expect, test } from 'vitest'
import { WikiForTests } from '../../server/src/wiki-for-tests.ts'

let wiki: WikiForTests
let steward: string
/** Each is sent from an address of its own: what is tried here is not how often. */
let senders = 0

beforeAll(async () => {
  wiki = await WikiForTests.open()
})
afterAll(() => wiki.close())

/** What may stand in an address for a name or an id. */
const NAMES = ['01941f29-7c00-7108-b635-816a974371c7', 'x', '%00', '..%2f..', '%E0%A4%A', '%C3%A9'.repeat(80)]

const QUERIES = [
  '',
  '?q=%00&q=b&limit=-1&type=x',
  `?q=${'a'.repeat(300)}`,
  '?lang=zz&theme=%0d%0a',
  '?cursor=e30&limit=1e9',
]

const BODIES: readonly (readonly [type: string, payload: string | Buffer])[] = [
  ['application/json', '{'],
  ['application/json', '[]'],
  ['application/json', 'null'],
  ['application/json', '{"__proto__":{"role":"steward"}}'],
  ['application/json', `"${'x'.repeat(500)}"`],
  ['application/json; charset=utf-7', '{}'],
  ['application/octet-stream', Buffer.from([1, 2, 3])],
  ['application/x-www-form-urlencoded', 'a=b'],
  ['multipart/form-data; boundary=x', '--x'],
  ['text/plain', 'x'],
  ['', 'x'],
]

/** Some of what is asked signs its asker out. */
async function asSteward(): Promise<string> {
  if (!steward || !(await wiki.wiki.members.signedIn(steward))) steward = await wiki.someone('steward')
  return `Bearer ${steward}`
}

type Body = (typeof BODIES)[number]

interface Odd {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly body: Body | null
}

/** All odd requests to a route: a query each where it is read, else a body each. */
function oddRequests(route: string): Odd[] {
  const [method = '', path = ''] = route.split(' ')
  const urls = [...new Set(NAMES.map((name) => path.replaceAll(/:\w+/g, name)))]
  const asked = (url: string, body: Body | null) => ({ method: method as Odd['method'], url, body })
  if (method === 'GET') return urls.flatMap((url) => QUERIES.map((query) => asked(url + query, null)))
  return urls.flatMap((url, n) => BODIES.slice(0, n === 0 ? BODIES.length : 1).map((body) => asked(url, body)))
}

async function statusOf({ method, url, body }: Odd): Promise<number> {
  senders += 1
  const [type, payload] = body ?? []
  const headers = { authorization: await asSteward(), ...(type && { 'content-type': type }) }
  const remoteAddress = `10.3.${senders >> 8}.${senders & 255}`
  const answer = await wiki.app.inject({ method, url, remoteAddress, headers, ...(payload && { payload }) })
  return answer.statusCode
}

test('[Y10] however odd, no request to any route is answered as a defect', async () => {
  const found = []
  for (const odd of wiki.routes.flatMap(oddRequests))
    if ((await statusOf(odd)) >= 500) found.push(`${odd.method} ${odd.url} ${String(odd.body)}`)
  expect(senders).toBeGreaterThan(500)
  expect(found).toEqual([])
})
