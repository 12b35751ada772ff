import { expect, test } from 'vitest'
import { WikiForTests } from '../wiki-for-tests.ts'

const PROXY = '10.0.0.2'
const forged = (address: string) => ({
  'x-forwarded-for': address,
  'x-real-ip': address,
  'cf-connecting-ip': address,
  'true-client-ip': address,
  forwarded: `for=${address};proto=https`,
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'evil.example',
})

/** How many of forty askings for an invitation are let through: thirty a minute are, from one address. */
async function letThrough(wiki: WikiForTests, remoteAddress: string, headers: (n: number) => Record<string, string>) {
  let through = 0
  for (let n = 0; n < 40; n += 1) {
    const asked = { url: '/api/invitations/none', remoteAddress, headers: headers(n) }
    if ((await wiki.app.inject(asked)).statusCode !== 429) through += 1
  }
  return through
}

test('[Y6] with no proxy named, whatever a request says of where it comes from changes nothing', async () => {
  const wiki = await WikiForTests.open()
  expect(await letThrough(wiki, '203.0.113.7', (n) => forged(`198.51.100.${n}`))).toBe(30)
  expect(await letThrough(wiki, '203.0.113.8', () => forged('203.0.113.7'))).toBe(30)
  await wiki.close()
})

/** Asked by somebody at this address: the proxy puts the address that it sees behind whatever was there. */
const by = (address: string) => (n: number) => ({
  ...forged(`198.51.100.${n}`),
  'x-forwarded-for': `198.51.100.${n}, ${address}`,
})

test('[Y6] behind a named proxy each has their own limit, and nobody can take another’s address or a new one', async () => {
  const wiki = await WikiForTests.open({ TRUSTED_PROXIES: '10.0.0.0/8' })
  expect(await letThrough(wiki, PROXY, by('203.0.113.7'))).toBe(30)
  expect(await letThrough(wiki, PROXY, by('203.0.113.8'))).toBe(30)
  expect(await letThrough(wiki, PROXY, by('203.0.113.7'))).toBe(0)
  expect(await letThrough(wiki, '192.0.2.9', by('203.0.113.9'))).toBe(30)
  expect(await letThrough(wiki, PROXY, by('203.0.113.9'))).toBe(30)
  await wiki.close()
})

test.each([
  ['http://wiki.example', false],
  ['https://wiki.example', true],
])('[Y6] at %s, a cookie is secure or not whatever a request or a proxy says', async (PUBLIC_URL, secure) => {
  const wiki = await WikiForTests.open({ PUBLIC_URL, TRUSTED_PROXIES: '10.0.0.0/8' })
  const cookies = []
  for (const proto of ['http', 'https']) {
    const invitation = await wiki.wiki.members.invite('member', 1, 1)
    const headers = { ...forged('198.51.100.1'), 'x-forwarded-proto': proto }
    const payload = { invitation, name: 'Ana' }
    const answer = await wiki.app.inject({
      method: 'POST',
      url: '/api/sessions',
      remoteAddress: PROXY,
      headers,
      payload,
    })
    cookies.push(String(answer.headers['set-cookie']))
  }
  expect(cookies.map((cookie) => [cookie.startsWith('__Host-session='), /; Secure/i.test(cookie)])).toEqual([
    [secure, secure],
    [secure, secure],
  ])
  await wiki.close()
})
