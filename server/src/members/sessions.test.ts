import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Me } from '@terreau/shared/api/people.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

let wiki: WikiForTests

beforeAll(async () => {
  wiki = await WikiForTests.open()
})
afterAll(() => wiki.close())

const cookieOf = (answer: { headers: Record<string, unknown> }) =>
  /session=([^;]+)/.exec(String(answer.headers['set-cookie']))?.[1] ?? ''

const me = async (secret: string) => (await wiki.ask<Me>('GET', '/api/me', secret)).json

test('[V4] each other device is told once that a new one came in, forgets it when asked, and can end it', async () => {
  const first = await wiki.someone('member', 'Ana')
  const id = (await me(first)).member?.id
  if (!id) throw new Error('nobody came in')
  const second = await wiki.wiki.members.openSession(id, 'Firefox · Android')
  const third = await wiki.wiki.members.openSession(id, 'Chrome · Linux')
  const devices = async (secret: string) => (await me(secret)).newDevices.map(({ device }) => device)
  expect([await devices(first), await devices(second), await devices(third)]).toEqual([
    ['Firefox · Android', 'Chrome · Linux'],
    ['Chrome · Linux'],
    [],
  ])
  const [phone, computer] = (await me(first)).newDevices
  expect((await wiki.ask('DELETE', `/api/sessions/${phone?.id}/notice`, first)).status).toBe(204)
  expect(await devices(first)).toEqual(['Chrome · Linux'])
  expect((await wiki.ask('DELETE', `/api/sessions/${computer?.id}`, first)).status).toBe(204)
  expect([await devices(first), await devices(second), (await me(third)).member]).toEqual([[], [], null])
})

test('[V4] nobody forgets or ends what concerns somebody else', async () => {
  const [ana, ben] = [await wiki.someone('member', 'Ana'), await wiki.someone('member', 'Ben')]
  const id = (await me(ana)).member?.id
  if (!id) throw new Error('nobody came in')
  await wiki.wiki.members.openSession(id, 'Chrome · Linux')
  const [seen] = (await me(ana)).newDevices
  await wiki.ask('DELETE', `/api/sessions/${seen?.id}/notice`, ben)
  expect((await wiki.ask('DELETE', `/api/sessions/${seen?.id}`, ben)).json.code).toBe('session.unknown')
  expect((await me(ana)).newDevices).toHaveLength(1)
})

test('[V4] coming in again on one device gives a new secret and ends the session of before', async () => {
  const { members } = wiki.wiki
  const join = async (cookie?: string) =>
    wiki.app.inject({
      method: 'POST',
      url: '/api/sessions',
      headers: cookie ? { cookie: `session=${cookie}`, origin: 'http://localhost:3000' } : {},
      payload: { invitation: await members.invite('member', 1, 1), name: 'Cléo' },
    })
  const first = cookieOf(await join())
  const second = cookieOf(await join(first))
  expect(second).not.toBe(first)
  expect([(await me(first)).member, (await me(second)).member?.name]).toEqual([null, 'Cléo'])
})

test('[V13] whoever has a way to come in changes it only a moment after coming in: an open session alone does not', async () => {
  const { members, addresses } = wiki.wiki
  const dea = await wiki.someone('member', 'Déa')
  const id = (await me(dea)).member?.id
  if (!id) throw new Error('nobody came in')
  const address = 'dea@example.org'
  const changes = async (secret: string) =>
    Promise.all([
      wiki.ask('DELETE', '/api/me/addresses', secret, { address: 'other@example.org' }),
      wiki.ask('POST', '/api/me/addresses', secret, { address }),
      wiki.ask('POST', '/api/me/passkeys/options', secret),
      wiki.ask('DELETE', '/api/me/passkeys/nulle', secret),
    ]).then((answers) => answers.map(({ json }) => json?.code))
  wiki.ahead = 16 * 60_000
  expect(await changes(dea)).not.toContain('session.not-sure')
  await addresses.add(address, id)
  expect(await changes(dea)).toEqual(Array.from({ length: 4 }, () => 'session.not-sure'))
  expect(await changes(await members.openSession(id, 'Firefox · Android'))).not.toContain('session.not-sure')
  wiki.ahead = 0
})
