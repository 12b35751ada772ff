import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { NoticeList } from '@terreau/shared/api/notices.ts'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { Territory } from '@terreau/shared/api/territories.ts'
import { fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import { MailServerForTests } from '../members/mail-server-for-tests.ts'
import { Mailer } from '../members/mailer.ts'
import { WikiForTests } from '../wiki-for-tests.ts'
import type { Letters } from './letters.ts'

const [MINUTE, DAY] = [60_000, 24 * 3600 * 1000]
const FROM = 'wiki@example.org'

let mail: MailServerForTests
let wiki: WikiForTests
let letters: Letters
let page: PageAnswer['page']
let [ana, bob] = ['', '']
let unsent: unknown[] = []

beforeAll(async () => {
  mail = await MailServerForTests.open()
})
afterAll(() => mail.close())

beforeEach(async () => {
  wiki = await WikiForTests.open({ SMTP_URL: mail.url, MAIL_FROM: FROM, PUBLIC_URL: 'https://wiki.example' })
  mail.letters.splice(0)
  unsent = []
  letters = by(new Mailer({ url: mail.url, from: FROM }))
  ana = await wiki.someone('member', 'Ana')
  bob = await wiki.someone('member', 'Bob')
  page = await wiki.page(ana, 'Réparer un vélo')
  await wiki.ask('POST', `/api/pages/${page.id}/proposals`, ana, {})
  await wiki.wiki.addresses.add('bob@example.org', await idOf(bob))
  await wiki.ask('PUT', `/api/me/following/page/${page.id}`, bob)
})
afterEach(() => wiki.close())

function by(mailer: Mailer): Letters {
  return wiki.wiki.notices.letters({
    mailer,
    publicUrl: wiki.config.publicUrl,
    onUnsent: (cause) => unsent.push(cause),
  })
}

async function idOf(secret: string): Promise<MemberId> {
  return (await wiki.ask<{ member: { id: MemberId } }>('GET', '/api/me', secret)).json.member.id
}

let edits = 0

/** Something that Bob is told of. */
async function wrote(): Promise<void> {
  edits += 1
  await wiki.wiki.rooms.write(page.id, await idOf(ana), (doc) => fieldsOfDoc(doc).set('summary', `Résumé ${edits}`))
  await wiki.ask('POST', `/api/pages/${page.id}/proposals`, ana, {})
  await wiki.wiki.happenings.settled()
}

const wish = (how: string) => wiki.ask('PUT', '/api/me/notices/settings', bob, { mail: how })
const settings = async () => (await wiki.ask<NoticeList>('GET', '/api/me/notices', bob)).json.mail

/** How many letters went out, having looked once more. */
async function sent(after = 0): Promise<number> {
  wiki.ahead += after
  await letters.send()
  return mail.letters.length
}

const tokenIn = (text: string) => /\/lettres\/([\w.-]+)/.exec(text)?.[1] ?? ''

test('[D73] nobody is written to who did not ask for it; whoever did has one letter a day at most, of what came since', async () => {
  expect(await settings()).toEqual({ wish: null, possible: true })
  await wrote()
  expect(await sent(DAY)).toBe(0)
  await wish('daily')
  expect(await sent()).toBe(0)
  wiki.ahead += 1
  await wrote()
  expect(await sent()).toBe(1)
  expect(mail.letters[0]?.to).toEqual(['bob@example.org'])
  expect(mail.letters[0]?.text).toContain('Ana a écrit sur « Réparer un vélo ».')
  expect(mail.letters[0]?.text).toContain(`https://wiki.example/p/${page.slug}?version=live`)
  await wrote()
  expect(await sent(DAY - MINUTE)).toBe(1)
  // Switching it off and on again does not hasten it.
  await wish('never')
  await wish('daily')
  wiki.ahead += 1
  await wrote()
  expect(await sent()).toBe(1)
  letters = by(new Mailer({ url: mail.url, from: FROM }))
  expect(await sent(MINUTE)).toBe(2)
  expect(await sent(2 * DAY)).toBe(2)
  expect(await settings()).toEqual({ wish: 'daily', possible: true })
})

test('[D73] [D70] a letter tells of what happens in what lies in a territory that one follows, as far as one may know of it', async () => {
  const steward = await wiki.someone('steward', 'Sam')
  const open = async (name: string, within?: string) => {
    const asked = { name, kind: 'grouping', ...(within && { within }) }
    return (await wiki.ask<Territory>('POST', '/api/territories', steward, asked)).json.id
  }
  const around = await open('Bordeaux Métropole')
  const inside = await open('Bordeaux', around)
  await wiki.ask('DELETE', `/api/me/following/page/${page.id}`, bob)
  await wiki.ask('PUT', `/api/me/following/territory/${around}`, bob)
  await wiki.ask('PUT', `/api/pages/${page.id}/place`, steward, { territory: inside, visibility: 'public' })
  await wish('daily')
  wiki.ahead += 1
  await wrote()
  expect(await sent()).toBe(1)
  expect(mail.letters[0]?.text).toContain('Ana a écrit sur « Réparer un vélo ».')
  await wiki.ask('PUT', `/api/territories/${inside}/members/${await idOf(ana)}`, steward, { role: 'member' })
  await wiki.ask('PATCH', `/api/territories/${inside}`, steward, { visibility: 'private' })
  await wrote()
  expect(await sent(2 * DAY)).toBe(1)
})

test('[D73] whoever wants each has at most one in ten minutes, in the language in which they asked', async () => {
  const headers = { authorization: `Bearer ${bob}`, 'accept-language': 'en' }
  await wiki.app.inject({ method: 'PUT', url: '/api/me/notices/settings', headers, payload: { mail: 'each' } })
  wiki.ahead += 1
  await wrote()
  expect(await sent()).toBe(1)
  expect(mail.letters[0]?.text).toContain('Ana wrote on “Réparer un vélo”.')
  wiki.ahead += 1
  await wrote()
  expect(await sent(9 * MINUTE)).toBe(1)
  expect(await sent(MINUTE)).toBe(2)
})

test('[D73] a letter tells of nothing that was read, and of no page that its reader may not know of any more', async () => {
  await wish('daily')
  wiki.ahead += 1
  await wrote()
  await wiki.ask('POST', '/api/me/notices/read', bob, { upto: new Date(Date.now() + DAY).toISOString() })
  expect(await sent()).toBe(0)
  wiki.ahead += 1
  await wrote()
  const sam = await wiki.someone('steward', 'Sam')
  const asked = { name: 'Le Parc', kind: 'centre', visibility: 'private' }
  const { json } = await wiki.ask<{ id: string }>('POST', '/api/territories', sam, asked)
  await wiki.ask('PUT', `/api/pages/${page.id}/place`, sam, { territory: json.id, visibility: 'private' })
  expect(await sent(2 * DAY)).toBe(0)
})

test('[D73] what a failing mail server does not take is told the next time, and others are written to meanwhile', async () => {
  await wiki.wiki.addresses.remove('bob@example.org', await idOf(bob))
  await wiki.wiki.addresses.add('refused@example.org', await idOf(bob))
  const cleo = await wiki.someone('member', 'Cléo')
  await wiki.wiki.addresses.add('cleo@example.org', await idOf(cleo))
  await wiki.ask('PUT', `/api/me/following/page/${page.id}`, cleo)
  await wish('daily')
  await wiki.ask('PUT', '/api/me/notices/settings', cleo, { mail: 'daily' })
  wiki.ahead += 1
  await wrote()
  expect([await sent(), unsent.length]).toEqual([1, 1])
  expect(mail.letters[0]?.to).toEqual(['cleo@example.org'])
  expect(String(unsent)).not.toContain('refused@')
  await wiki.wiki.addresses.remove('refused@example.org', await idOf(bob))
  await wiki.wiki.addresses.add('bob@example.org', await idOf(bob))
  expect(await sent()).toBe(2)
  expect(mail.letters[1]?.text).toContain('Ana a écrit sur')
})

test('[Y3] [D73] in a letter, links lead to the wiki alone, whatever people call themselves and their pages', async () => {
  await wiki.ask('PATCH', '/api/me', ana, { name: 'Ana https://piege.example' })
  page = await wiki.page(ana, 'Voir www.piege.example ou //piege.example/x')
  await wiki.ask('PUT', `/api/me/following/page/${page.id}`, bob)
  await wish('daily')
  wiki.ahead += 1
  await wrote()
  expect(await sent()).toBe(1)
  expect(mail.letters[0]?.text).toContain('Ana … a écrit sur « Voir … ou … ».')
  expect(mail.letters[0]?.text.replaceAll(/https:\/\/wiki\.example\/\S*/g, '')).not.toContain('piege.example')
})

test('[D74] each letter says how to stop them: at a press, from the mail program, and by nobody who only guesses', async () => {
  await wish('daily')
  wiki.ahead += 1
  await wrote()
  await sent()
  const { text = '' } = mail.letters[0] ?? {}
  const token = tokenIn(text)
  expect(text.replaceAll('\r\n ', ' ')).toContain(`List-Unsubscribe: <https://wiki.example/api/letters/${token}/stop>`)
  expect(text).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
  const guessed = `${await idOf(bob)}.${'x'.repeat(43)}`
  for (const wrong of [guessed, await idOf(bob), 'nobody.x'])
    expect((await wiki.ask('POST', `/api/letters/${wrong}/stop`)).json.code).toBe('letters.unknown-link')
  await wiki.app.inject({ url: `/lettres/${token}` })
  await wiki.app.inject({ url: `/api/letters/${token}/stop` })
  expect((await settings()).wish).toBe('daily')
  const pressed = await wiki.app.inject({
    method: 'POST',
    url: `/api/letters/${token}/stop`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'List-Unsubscribe=One-Click',
  })
  expect([pressed.statusCode, (await settings()).wish]).toEqual([204, 'never'])
  await wrote()
  expect(await sent(2 * DAY)).toBe(1)
  const own = await wiki.ask<Record<string, unknown>>('GET', '/api/me/export', bob)
  expect(JSON.stringify(own.json)).not.toContain('"key"')
  expect(JSON.stringify(own.json)).toContain('letter_wish')
})

test('[D74] letters end with whoever leaves, and what they followed and were told goes with them', async () => {
  await wish('daily')
  await wiki.ask('DELETE', '/api/me', bob, { id: await idOf(bob) })
  const { db } = wiki.wiki.store
  for (const table of ['letter_wish', 'following', 'notice'] as const)
    expect(await db.selectFrom(table).select('member_id').execute()).toEqual([])
})
