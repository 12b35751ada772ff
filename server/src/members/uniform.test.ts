import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { MemberId } from '@terreau/shared/ids.ts'
import { WikiForTests } from '../wiki-for-tests.ts'
import { MailServerForTests } from './mail-server-for-tests.ts'

const OPTIONS = '/api/passkey-sessions/options'
const DAY = 24 * 3600 * 1000
let mail: MailServerForTests
let wiki: WikiForTests
let ana: MemberId

beforeAll(async () => {
  mail = await MailServerForTests.open()
  wiki = await WikiForTests.open({ SMTP_URL: mail.url, MAIL_FROM: 'wiki@example.org' })
  const secret = await wiki.someone('steward', 'Ana')
  ana = (await wiki.ask<{ member: { id: MemberId } }>('GET', '/api/me', secret)).json.member.id
  await wiki.wiki.addresses.add('ana@exemple.org', ana)
})
afterAll(async () => {
  await wiki.close()
  await mail.close()
})

/** All that an answer says, but for the time of day. */
function said({ statusCode, body, headers }: LightMyRequestResponse): unknown {
  const { date: _, ...rest } = headers
  return { statusCode, body, headers: rest }
}

let nth = 0

/** Asks from an address of its own: how often one asked is no part of the answer. */
async function ask(method: 'GET' | 'POST', url: string, payload?: object): Promise<unknown> {
  nth += 1
  return said(await wiki.app.inject({ method, url, remoteAddress: `10.9.0.${nth}`, ...(payload && { payload }) }))
}

/** Fails unless each answer is the first to the letter. */
function expectTheSame(answers: readonly unknown[], status: number): void {
  expect(answers[0]).toMatchObject({ statusCode: status })
  expect(answers).toEqual(answers.map(() => answers[0]))
}

function withoutSecret(answer: unknown, secret: string): unknown {
  const { statusCode, body } = answer as { statusCode: number; body: string }
  return { statusCode, body: body.replaceAll(secret, '') }
}

/** Invitations that do not open, each for another reason. */
async function closedInvitations(): Promise<string[]> {
  const { members, invitations } = wiki.wiki
  const [used, past, takenBack, tooMuch] = [
    await members.invite('member', 1, 30),
    await members.invite('member', 1, 1),
    await members.invite('member', 1, 30, null, ana),
    await members.invite('steward', 1, 30, null, (await joined()).id),
  ]
  await members.join(used, 'Quelqu’un')
  const [made] = await invitations.ofMember(ana)
  await invitations.takeBack(made?.id ?? '', ana)
  wiki.ahead += 2 * DAY
  return ['x'.repeat(43), used, past, takenBack, tooMuch]
}

async function joined() {
  const member = await wiki.wiki.members.join(await wiki.wiki.members.invite('member', 1, 1), 'Simple membre')
  if (!member) throw new Error('the invitation did not open')
  return member
}

test('[Y15] an address is answered the same whether it leads to somebody or to nobody', async () => {
  const addresses = ['ana@exemple.org', 'personne@exemple.org', 'ANA@exemple.org ', 'ana@autre.exemple.org']
  const answers: unknown[] = []
  for (const address of addresses) answers.push(await ask('POST', '/api/mail-links', { address }))
  expectTheSame(answers, 202)
  await vi.waitFor(() => expect(mail.letters.length).toBe(2))
  expect(mail.letters.map(({ to }) => to)).toEqual([['ana@exemple.org'], ['ana@exemple.org']])
})

test('[Y15] a link of a letter that is unknown, used or past says the same', async () => {
  const { addresses } = wiki.wiki
  const [used, past] = [await addresses.link('ana@exemple.org', null), await addresses.link('ana@exemple.org', null)]
  expect(await ask('POST', `/api/mail-links/${used}`)).toMatchObject({ statusCode: 200 })
  wiki.ahead += DAY
  const secrets = ['x'.repeat(43), 'x', used, past]
  for (const method of ['GET', 'POST'] as const) {
    const answers: unknown[] = []
    for (const secret of secrets) answers.push(await ask(method, `/api/mail-links/${secret}`))
    expectTheSame(answers, 404)
  }
})

test('[Y15] an invitation that is unknown, used, past, taken back or worth more than its maker says the same', async () => {
  const secrets = await closedInvitations()
  const [looked, taken, screens, forms]: [unknown[], unknown[], unknown[], unknown[]] = [[], [], [], []]
  for (const invitation of secrets) {
    looked.push(await ask('GET', `/api/invitations/${invitation}`))
    taken.push(await ask('POST', '/api/sessions', { invitation, name: 'Nul' }))
    screens.push(withoutSecret(await ask('GET', `/entrer/${invitation}`), invitation))
    forms.push(withoutSecret(await ask('POST', `/entrer/${invitation}`, { name: 'Nul' }), invitation))
  }
  expect(looked.length).toBe(5)
  expectTheSame(looked, 404)
  expectTheSame(taken, 404)
  expectTheSame(screens, 404)
  expectTheSame(forms, 404)
})

test('[Y15] a passkey that is known and one that is not are refused the same', async () => {
  const row = { member_id: ana, public_key: new Uint8Array(77), counter: 0, name: 'Clé', created_at: 1, used_at: null }
  await wiki.wiki.store.db
    .insertInto('passkey')
    .values({ ...row, id: 'known' })
    .execute()
  const answers: unknown[] = []
  for (const id of ['known', 'unknown', 'x']) {
    const { challenge } = JSON.parse(((await ask('POST', OPTIONS)) as { body: string }).body) as { challenge: string }
    const said = { type: 'webauthn.get', challenge, origin: 'http://localhost:3000' }
    const clientDataJSON = Buffer.from(JSON.stringify(said)).toString('base64url')
    const response = { clientDataJSON, authenticatorData: 'A'.repeat(80), signature: 'AA' }
    const signed = { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} }
    answers.push(await ask('POST', '/api/passkey-sessions', signed))
  }
  expectTheSame(answers, 403)
  const options: string[] = []
  for (let times = 0; times < 2; times += 1) {
    const { body } = (await ask('POST', OPTIONS)) as { body: string }
    options.push(body.replace(/"challenge":"[\w-]+"/, ''))
  }
  expectTheSame(
    options.map((body) => ({ statusCode: 200, body })),
    200,
  )
  expect(options[0]).not.toContain('known')
})
