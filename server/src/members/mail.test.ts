import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { AddressList, MailLinkAnswer, Me } from '@terreau/shared/api/people.ts'
import { WikiForTests } from '../wiki-for-tests.ts'
import { MailServerForTests } from './mail-server-for-tests.ts'

let mail: MailServerForTests
let wiki: WikiForTests

beforeAll(async () => {
  mail = await MailServerForTests.open()
  wiki = await WikiForTests.open({ SMTP_URL: mail.url, MAIL_FROM: 'wiki@example.org' })
})
afterAll(async () => {
  await wiki.close()
  await mail.close()
})

const me = async (secret: string) => (await wiki.ask<Me>('GET', '/api/me', secret)).json.member
const ask = (address: string, secret: string | null = null) =>
  wiki.ask('POST', secret ? '/api/me/addresses' : '/api/mail-links', secret, { address })
const look = (secret: string) => wiki.ask<MailLinkAnswer & { code: string }>('GET', `/api/mail-links/${secret}`)
const press = (secret: string, as: string | null = null) => wiki.ask('POST', `/api/mail-links/${secret}`, as)

/** The secret of the next link that is sent to this address. */
async function sentTo(address: string, asks: () => Promise<unknown>): Promise<string> {
  const before = mail.letters.length
  await asks()
  await vi.waitFor(() => expect(mail.letters.slice(before).flatMap(({ to }) => to)).toContain(address))
  return mail.secretTo(address)
}

/** A member to whom this address leads. */
async function withAddress(name: string, address: string): Promise<string> {
  const secret = await wiki.someone('member', name)
  await press(await sentTo(address, () => ask(address, secret)), secret)
  return secret
}

/** Asks for a link from another machine. */
const from = (address: string, remoteAddress: string) =>
  wiki.app.inject({ method: 'POST', url: '/api/mail-links', remoteAddress, payload: { address } })

/** What four machines are answered that ask for the same address, one after the other. */
async function answersFor(address: string): Promise<string[]> {
  const given = []
  for (let n = 0; n < 4; n += 1) given.push(await from(address, `10.0.${address.length}.${n}`))
  return given.map(({ statusCode, body }) => `${statusCode} ${body}`)
}

const sessionIn = (answer: { headers: Record<string, unknown> }) =>
  /session=([^;]+)/.exec(String(answer.headers['set-cookie']))?.[1] ?? ''

describe('[V5] a link sent by mail', () => {
  test('adds an address once its member presses its button, and brings them back by any of theirs, in any case', async () => {
    const ana = await withAddress('Ana', 'ana@example.org')
    await press(await sentTo('ana@work.example', () => ask('ana@work.example', ana)), ana)
    const own = await wiki.ask<AddressList>('GET', '/api/me/addresses', ana)
    expect(own.json.addresses).toEqual(['ana@example.org', 'ana@work.example'])
    const secret = await sentTo('ana@work.example', () => ask(' Ana@Work.example '))
    expect((await look(secret)).json).toEqual({ does: 'enter', name: 'Ana' })
    const came = await press(secret)
    expect((await me(sessionIn(came)))?.id).toBe((await me(ana))?.id)
    await wiki.ask('DELETE', '/api/me/addresses', ana, { address: 'ana@work.example' })
    const before = mail.letters.length
    expect((await ask('ana@work.example')).status).toBe(202)
    await sentTo('ana@example.org', () => ask('ana@example.org'))
    expect(mail.letters.length).toBe(before + 1)
  })

  test('works once, for fifteen minutes, and is the same unknown, used up and past; looking at it uses nothing up', async () => {
    await withAddress('Ben', 'ben@example.org')
    const secret = await sentTo('ben@example.org', () => ask('ben@example.org'))
    expect([(await look(secret)).status, (await look(secret)).status]).toEqual([200, 200])
    const both = await Promise.all([press(secret), press(secret)])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 404])
    const past = await sentTo('ben@example.org', () => ask('ben@example.org'))
    wiki.ahead = 16 * 60_000
    const answers = [await press(secret), await press(past), await press('x'.repeat(43)), await look(past)]
    wiki.ahead = 0
    expect(new Set(answers.map(({ status, json }) => `${status} ${JSON.stringify(json)}`)).size).toBe(1)
    expect(answers[0]?.json.code).toBe('mail.unknown-link')
  })

  test('asked for a stranger’s address lets nobody confirm it but whoever asked', async () => {
    const [mallory, victim] = [await wiki.someone('member', 'Mallory'), await wiki.someone('member', 'Vic')]
    const secret = await sentTo('vic@example.org', () => ask('vic@example.org', mallory))
    expect((await press(secret)).json.code).toBe('mail.other-member')
    expect((await press(secret, victim)).json.code).toBe('mail.other-member')
    expect((await wiki.ask<AddressList>('GET', '/api/me/addresses', mallory)).json.addresses).toEqual([])
  })

  test('never takes an address from the member it leads to', async () => {
    await withAddress('Cléo', 'cleo@example.org')
    const other = await wiki.someone('member', 'Otto')
    const secret = await sentTo('cleo@example.org', () => ask('cleo@example.org', other))
    expect((await press(secret, other)).json.code).toBe('mail.taken')
    const back = await press(await sentTo('cleo@example.org', () => ask('cleo@example.org')))
    expect((await me(sessionIn(back)))?.name).toBe('Cléo')
  })

  test('is answered alike for known and unknown addresses, and each address has its limit, known or not', async () => {
    await withAddress('Dora', 'dora@example.org')
    const unknown = await answersFor('nobody@example.org')
    expect([unknown[0], unknown[3]?.slice(0, 3)]).toEqual(['202 null', '429'])
    // One of Dora's three was used when she added it.
    expect(await answersFor('dora@example.org')).toEqual([unknown[0], unknown[0], unknown[3], unknown[3]])
    expect(mail.letters.filter(({ to }) => to.includes('nobody@example.org'))).toEqual([])
  })

  test('is kept as a hash alone, and says nothing of itself to others', async () => {
    const ana = await withAddress('Édith', 'edith@example.org')
    const secret = await sentTo('edith@example.org', () => ask('edith@example.org'))
    const rows = await wiki.wiki.store.db.selectFrom('mail_link').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(secret)
    const id = (await me(ana))?.id
    const shown = [await wiki.ask('GET', '/api/me', ana), await wiki.ask('GET', '/api/sessions', ana)]
    expect(id && JSON.stringify(shown.map(({ json }) => json))).not.toContain('edith@example.org')
  })

  test.each(['ana', 'a@b', 'a b@example.org', 'a@example.org\r\nBcc: b@example.org', 'a@example.org,b@example.org'])(
    'goes to no «%s»',
    async (address) => {
      expect((await from(address, '10.9.9.9')).json()).toMatchObject({ code: 'request.malformed' })
    },
  )
})

test('[V6] without a mail server set, every door of mail says so', async () => {
  const plain = await WikiForTests.open()
  const ana = await plain.someone('member', 'Ana')
  const before = mail.connections
  const codes = [
    await plain.ask('POST', '/api/mail-links', null, { address: 'ana@example.org' }),
    await plain.ask('POST', '/api/me/addresses', ana, { address: 'ana@example.org' }),
  ]
  expect(codes.map(({ json }) => json.code)).toEqual(['mail.not-set', 'mail.not-set'])
  expect((await plain.ask<Me>('GET', '/api/me', ana)).json.ways).toEqual({ mail: false, oidc: false })
  expect(mail.connections).toBe(before)
  await plain.close()
})
