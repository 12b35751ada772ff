import { afterAll, beforeAll, expect, test } from 'vitest'
import { REFUSALS } from '@terreau/shared/refusals.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

let wiki: WikiForTests
let [ana, ben] = ['', '']

beforeAll(async () => {
  wiki = await WikiForTests.open({ SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'wiki@example.org' })
  ana = await wiki.someone('steward', 'Ana')
  ben = await wiki.someone('steward', 'Ben')
})
afterAll(() => wiki.close())

interface Asked {
  readonly method: 'GET' | 'POST' | 'PATCH'
  readonly url: string
  readonly body?: object | ((n: number) => object)
  /** How often it is answered in its time. */
  readonly often: number
}

const none = 'x'.repeat(43)
const id = '01932f7e-4a10-7c3a-9b1e-5a2f0c7d8e11'
const signed = { id: 'x', rawId: 'x', type: 'public-key', response: {}, clientExtensionResults: {} }
let nth = 0

/** Each counts for the address that asks, whoever asks. */
const ofAddress: Asked[] = [
  { method: 'GET', url: `/api/invitations/${none}`, often: 30 },
  { method: 'POST', url: '/api/sessions', body: (n) => ({ invitation: `${none}${n}`, name: 'Nul' }), often: 30 },
  { method: 'POST', url: '/api/passkey-sessions/options', often: 30 },
  { method: 'POST', url: '/api/passkey-sessions', body: signed, often: 30 },
  { method: 'GET', url: `/api/mail-links/${none}`, often: 30 },
  { method: 'POST', url: `/api/mail-links/${none}`, often: 30 },
  { method: 'POST', url: '/api/mail-links', body: (n) => ({ address: `qui${n}@exemple.org` }), often: 10 },
  { method: 'POST', url: `/api/pages/${id}/reports`, body: { kind: 'wrong' }, often: 10 },
  { method: 'POST', url: '/api/files', often: 60 },
]

/** Each counts for the member who asks, from wherever they ask. */
const ofMember: Asked[] = [
  { method: 'PATCH', url: '/api/me', body: { name: 'Ana' }, often: 30 },
  { method: 'GET', url: '/api/me/export', often: 10 },
  { method: 'POST', url: '/api/me/passkeys/options', often: 30 },
  { method: 'POST', url: '/api/invitations', body: { role: 'member', uses: 1, days: 1 }, often: 30 },
  { method: 'POST', url: `/api/invitations/${none}/accepted`, often: 30 },
  { method: 'POST', url: `/api/territories/${id}/members/${id}/proposal`, body: { why: 'Elle relit bien' }, often: 20 },
  { method: 'POST', url: '/api/pages', body: { type: 'practice', title: 'x'.repeat(200) }, often: 60 },
  { method: 'GET', url: '/api/search?q=compost', often: 600 },
  { method: 'GET', url: '/api/suggest?q=comp', often: 600 },
  { method: 'POST', url: '/api/collab/tickets', body: { pageId: id, schema: 'x' }, often: 300 },
]

let bodies = 0

async function statusFrom(remoteAddress: string, { method, url, body }: Asked, secret: string | null): Promise<number> {
  const headers = secret ? { authorization: `Bearer ${secret}` } : {}
  bodies += 1
  const payload = typeof body === 'function' ? body(bodies) : body
  const answer = await wiki.app.inject({ method, url, remoteAddress, headers, ...(payload && { payload }) })
  const { code, message } = answer.statusCode === 429 ? answer.json<{ code: string; message: string }>() : REFUSED
  expect([code, message]).toEqual([REFUSED.code, REFUSED.message])
  return answer.statusCode
}

const REFUSED = { code: 'request.too-many', message: REFUSALS['request.too-many'].fr }

function anAddress(): string {
  nth += 1
  return `203.0.113.${nth}`
}

test.each(ofAddress)(
  '[Y13] $method $url is answered $often times to one address, then it is told so',
  async (asked) => {
    const [address, other] = [anAddress(), anAddress()]
    const statuses: number[] = []
    for (let times = 0; times <= asked.often; times += 1)
      statuses.push(await statusFrom(address, asked, times % 2 ? ana : ben))
    expect(statuses.slice(0, -1)).not.toContain(429)
    expect([statuses.at(-1), await statusFrom(other, asked, ana)]).toEqual([429, statuses[0]])
  },
)

test.each(ofMember)(
  '[Y13] $method $url is answered $often times to one member, then they are told so',
  async (asked) => {
    const address = anAddress()
    const statuses: number[] = []
    for (let times = 0; times <= asked.often; times += 1)
      statuses.push(await statusFrom(times % 2 ? address : anAddress(), asked, ana))
    expect(statuses.slice(0, -1)).not.toContain(429)
    // Who sits beside them, in the same centre, goes on.
    expect([statuses.at(-1), (await statusFrom(address, asked, ben)) === 429]).toEqual([429, false])
  },
)

test('[Y13] what a screen asks counts for whoever looks at it, and for nobody else', async () => {
  const [address, other] = [anAddress(), anAddress()]
  const look = (remoteAddress: string) => wiki.app.inject({ url: `/entrer/${none}`, remoteAddress })
  for (let times = 0; times < 30; times += 1) await look(address)
  const asked = { method: 'GET', url: `/api/invitations/${none}`, often: 30 } as const
  expect([await statusFrom(address, asked, null), await statusFrom(other, asked, null)]).toEqual([429, 404])
})
