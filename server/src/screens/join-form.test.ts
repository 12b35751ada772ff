import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Me } from '@terreau/shared/api/people.ts'
import { REFUSALS } from '@terreau/shared/refusals.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

const HERE = 'http://localhost:3000'
const FORM = { 'content-type': 'application/x-www-form-urlencoded', origin: HERE }
let wiki: WikiForTests
let nth = 0

beforeAll(async () => {
  wiki = await WikiForTests.open()
})
afterAll(() => wiki.close())

const invite = (uses = 1) => wiki.wiki.members.invite('validator', uses, 1)

/** Sends the form as a browser without scripts does, from an address of its own. */
async function send(secret: string, payload: string, headers: Record<string, string> = {}, remoteAddress?: string) {
  nth += 1
  return wiki.app.inject({
    method: 'POST',
    url: `/entrer/${secret}`,
    remoteAddress: remoteAddress ?? `10.8.${nth >> 8}.${nth & 255}`,
    headers: { ...FORM, 'accept-language': 'fr', ...headers },
    payload,
  })
}

const stillOpens = async (secret: string) => (await wiki.wiki.members.invitation(secret)) !== null
const written = (body: string) => body.replaceAll('&#x27;', '’')

test('[J7] a plain form with a name makes a member, who is in at once', async () => {
  const secret = await invite()
  const { statusCode, headers, cookies } = await send(secret, 'name=Zo%C3%A9+B.')
  expect([statusCode, headers.location, await stillOpens(secret)]).toEqual([303, '/', false])
  const cookie = `session=${cookies.find(({ name }) => name === 'session')?.value}`
  const { member } = (await wiki.app.inject({ url: '/api/me', headers: { cookie } })).json<Me>()
  expect(member).toMatchObject({ name: 'Zoé B.', role: 'validator' })
})

test('[J7] [H4] what is refused is said on the same screen, in the reader’s language, with what was typed', async () => {
  const secret = await invite(25)
  for (const payload of ['name=', 'name=+++']) {
    const { statusCode, headers, body } = await send(secret, payload)
    expect([statusCode, headers['content-type']]).toEqual([400, 'text/html; charset=utf-8'])
    expect(body).toContain('role="alert">Écrivez un nom : une lettre suffit.')
  }
  const long = 'x'.repeat(61)
  const { statusCode, body } = await send(secret, `name=${long}`, { 'accept-language': 'en' })
  expect([statusCode, body.includes(`value="${long}"`)]).toEqual([400, true])
  expect(written(body)).toContain(`role="alert">${REFUSALS['request.malformed'].en}`)
  expect(await stillOpens(secret)).toBe(true)
  // Nothing that was typed runs.
  const hostile = await send(secret, `name=${encodeURIComponent(`"><script>alert(1)</script>${long}`)}`)
  expect(hostile.body).not.toContain('<script>alert')
})

test('[Y13] an invitation that too many try at once says so beside the name that was typed; an address is counted too', async () => {
  const secret = await invite(1000)
  for (let times = 0; times < 20; times += 1) expect((await send(secret, 'name=Robot')).statusCode).toBe(303)
  const late = await send(secret, 'name=Ana')
  expect([late.statusCode, late.body.includes('value="Ana"')]).toEqual([429, true])
  expect(late.body).toContain(REFUSALS['request.too-many'].fr)
  const statuses: number[] = []
  for (let times = 0; times <= 30; times += 1)
    statuses.push((await send('x'.repeat(40) + times, 'name=Robot', {}, '203.0.113.9')).statusCode)
  expect([new Set(statuses.slice(0, 30)), statuses[30]]).toEqual([new Set([404]), 429])
})

test('[R4] a form of another site lets nobody in, whoever sends it', async () => {
  const secret = await invite()
  const cookie = `session=${await wiki.someone('member', 'Ben')}`
  const elsewhere = { origin: 'https://ailleurs.example' }
  const answers = [
    await send(secret, 'name=Vol%C3%A9', elsewhere),
    await send(secret, 'name=Vol%C3%A9', { ...elsewhere, cookie }),
    await send(secret, '', { ...elsewhere, cookie }),
    await send(secret, 'name=Vol%C3%A9', { origin: 'null' }),
  ]
  for (const { statusCode, headers, body } of answers) {
    expect([statusCode, headers['set-cookie'], headers['x-frame-options']]).toEqual([403, undefined, 'DENY'])
    expect(written(body)).toContain(REFUSALS['request.other-site'].fr)
  }
  expect(await stillOpens(secret)).toBe(true)
})

test('[V2] whoever is a member already takes it by its button as who they are, and a visitor does not', async () => {
  const [secret, ben] = [await invite(), await wiki.someone('member', 'Ben')]
  expect((await send(secret, '')).statusCode).toBe(401)
  const { statusCode, headers } = await send(secret, '', { cookie: `session=${ben}` })
  expect([statusCode, headers.location, headers['set-cookie']]).toEqual([303, '/', undefined])
  const { member } = (await wiki.ask<Me>('GET', '/api/me', ben)).json
  expect(member).toMatchObject({ name: 'Ben', role: 'validator' })
})
