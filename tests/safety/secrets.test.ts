import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { PageId } from '@terreau/shared/ids.ts'
import { schemaFingerprint } from '@terreau/shared/document/schema.ts'
import { MailServerForTests } from '../../server/src/members/mail-server-for-tests.ts'
import { ProviderForTests } from '../journeys/provider.ts'
import { freePort, Person, RunningWiki, temporaryFolder, until } from '../running-wiki.ts'

let wiki: RunningWiki
let mail: MailServerForTests
let provider: ProviderForTests
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let elsewhere: Awaited<ReturnType<typeof temporaryFolder>>
/** Every secret that let somebody in, or could have, by what it is. */
const secrets = new Map<string, string>()
/** What was answered to people whom those secrets do not let in. */
const answered: string[] = []

beforeAll(async () => {
  ;[folder, elsewhere] = [await temporaryFolder(), await temporaryFolder()]
  wiki = new RunningWiki(folder.path, await freePort())
  mail = await MailServerForTests.open()
  provider = new ProviderForTests(await freePort(), wiki.url)
  await wiki.start({ SMTP_URL: mail.url, MAIL_FROM: 'wiki@example.org', ...provider.settings })
})
afterAll(async () => {
  await wiki.stop()
  await mail.close()
  provider.close()
  await Promise.all([folder.remove(), elsewhere.remove()])
})

function keep(what: string, secret: unknown): string {
  expect(secret, what).toMatch(/^[\w-]{20,}$/)
  secrets.set(what, String(secret))
  return String(secret)
}

const post = (path: string, headers: Record<string, string> = {}, body?: object) =>
  fetch(`${wiki.url}${path}`, {
    method: 'POST',
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })

const sessionIn = (answer: Response) => /session=([\w-]+)/.exec(answer.headers.getSetCookie().join())?.[1]

/** By the steward's link, by an invitation of the command line, and by one made on screen, of which one more stays unused. */
async function byInvitation(): Promise<[Person, Person]> {
  const ana = await Person.joining(wiki.url, keep('the steward’s link', wiki.stewardSecret), 'Ana')
  keep('a session', ana.secret)
  const ben = await Person.joining(wiki.url, keep('an invitation', await wiki.invite('member')), 'Ben')
  keep('another session', ben.secret)
  const { json } = await ana.ask<{ link: string }>('POST', '/api/invitations', { role: 'member', uses: 3, days: 7 })
  keep('an invitation made on screen', json.link.split('/').at(-1))
  return [ana, ben]
}

/** A link that was used, one that waits, and one whose letter is refused by the mail server. */
async function byMail(ana: Person): Promise<void> {
  const letters = async (path: string, headers: Record<string, string>) => {
    const before = mail.letters.length
    await post(path, headers, { address: 'ana@example.org' })
    await until(() => mail.letters.length > before)
    return mail.secretTo('ana@example.org')
  }
  const as = { authorization: `Bearer ${ana.secret}` }
  const added = keep('a link that adds an address', await letters('/api/me/addresses', as))
  await post(`/api/mail-links/${added}`, as)
  const used = keep('a link by mail', await letters('/api/mail-links', {}))
  keep('a session by mail', sessionIn(await post(`/api/mail-links/${used}`)))
  keep('a link by mail that waits', await letters('/api/mail-links', {}))
}

async function byPasskey(ana: Person): Promise<void> {
  const asked = {
    'a challenge': post('/api/passkey-sessions/options'),
    'a challenge to add a key': post('/api/me/passkeys/options', { authorization: `Bearer ${ana.secret}` }),
  }
  for (const [what, answer] of Object.entries(asked))
    keep(what, ((await (await answer).json()) as { challenge: string }).challenge)
}

/** To the provider and back, as a browser goes: each place has its own cookies. */
async function byProvider(): Promise<void> {
  const jars = new Map<string, Map<string, string>>()
  let at: URL | null = new URL(`${wiki.url}/oidc/go`)
  for (let steps = 0; at && steps < 12; steps += 1) {
    const jar: Map<string, string> = jars.get(at.origin) ?? new Map<string, string>()
    jars.set(at.origin, jar)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer: Response = await fetch(at, { redirect: 'manual', headers: { cookie } })
    for (const one of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? []
      jar.set(name, value)
    }
    for (const name of ['state', 'nonce', 'code']) {
      const value = at.searchParams.get(name)
      if (value) keep(`the provider’s ${name}`, value)
    }
    const to: string | null = answer.headers.get('location')
    at = to && to !== '/' ? new URL(to, at) : null
  }
  keep('a session by the provider', jars.get(wiki.url)?.get('session'))
  secrets.set('the secret shared with the provider', provider.settings.OIDC_CLIENT_SECRET ?? '')
}

async function byTicket(ana: Person): Promise<void> {
  const { id } = await ana.createPage('Une page à écrire')
  const [used, unused] = [await ana.ticket({ pageId: id, schema: schemaFingerprint }), ana.open(id)]
  keep('a ticket', 'ticket' in used && used.ticket)
  await until(() => unused.getState().mayWrite)
  unused.destroy()
}

/** What is refused, or goes wrong, is where secrets get into logs. */
async function goWrong(ben: Person): Promise<void> {
  for (const [what, secret] of secrets) {
    const headers = { authorization: `Bearer ${secret}`, cookie: `session=${secret}; oidc=${secret}` }
    for (const path of [
      `/api/mail-links/${secret}`,
      `/api/invitations/${secret}/x`,
      `/oidc/return?code=${secret}&state=x`,
    ])
      await fetch(`${wiki.url}${path}`, what.includes('session') ? {} : { headers, redirect: 'manual' })
    await post('/api/sessions', {}, { invitation: secret, name: '' })
  }
  await ben.ask('POST', '/api/me/addresses', { address: 'refused@example.org' })
  await until(() => wiki.printed.includes('EENVELOPE'))
  await mail.close()
  await ben.ask('POST', '/api/me/addresses', { address: 'ben@example.org' })
  await until(() => wiki.printed.includes('ECONNECTION') || /ESOCKET|ECONNREFUSED/.test(wiki.printed))
}

async function hear(person: Person): Promise<void> {
  const { json } = await person.ask<{ paths: Record<string, { get?: object }> }>('GET', '/api/openapi.json')
  const plain = Object.entries(json.paths).flatMap(([path, { get }]) => (get && !path.includes('{') ? [path] : []))
  for (const path of [...plain, '/', '/moi', '/inviter', '/registre', '/entrer']) {
    const answer = await fetch(`${wiki.url}${path}`, { headers: { authorization: `Bearer ${person.secret}` } })
    answered.push(await answer.text())
  }
}

/** Where a secret is found, as it was given, in base64 or as its bytes. */
function foundIn(places: ReadonlyMap<string, Buffer>): string[] {
  return [...secrets].flatMap(([what, secret]) => {
    const forms = [secret, Buffer.from(secret).toString('base64').slice(0, -4), Buffer.from(secret, 'base64url')]
    const found = [...places].filter(([, bytes]) => forms.some((form) => bytes.includes(form)))
    return found.map(([place]) => `${what}: ${place}`)
  })
}

test('[Y7] no secret of any way in stays in the folder, in a backup, in what is printed or in what others are answered', async () => {
  const [ana, ben] = await byInvitation()
  const shown = wiki.printed.length
  await byMail(ana)
  await byPasskey(ana)
  await byProvider()
  await byTicket(ana)
  await goWrong(ben)
  expect(secrets.size).toBeGreaterThan(14)
  await hear(ana)
  await hear(ben)
  await hear(new Person(wiki.url, ''))
  const file = join(elsewhere.path, 'backup')
  const argv = [join(import.meta.dirname, '../../server/src/cli/wiki.ts'), 'backup', file]
  const made = spawnSync(process.execPath, argv, {
    env: { ...process.env, WIKI_FOLDER: folder.path },
    encoding: 'utf8',
  })
  expect(made.stderr).toBe('')
  const files = [...globSync(`${folder.path}/**/*`, { withFileTypes: true })].filter((one) => one.isFile())
  const places = files.map((one) => join(one.parentPath, one.name)).filter((path) => !path.endsWith('ballast'))
  expect(places.map((path) => path.split('/').at(-1))).toEqual(
    expect.arrayContaining(['data.sqlite', 'data.sqlite-wal']),
  )
  const held = new Map([...places, file].map((path) => [path, readFileSync(path)]))
  held.set('printed', Buffer.from(wiki.printed.slice(shown) + made.stdout))
  held.set('answered to others', Buffer.from(answered.join('\n')))
  expect(foundIn(held)).toEqual([])
  expect(wiki.printed).toMatch(/EENVELOPE[\s\S]*(?:ECONNECTION|ESOCKET|ECONNREFUSED)/)
  // The link in a letter that was never sent is known to nobody: it would look like this.
  expect(wiki.printed.slice(shown)).not.toMatch(/courriel\/[\w-]{43}|@example\.org/)
})

/** Sends bytes that are no message to a page's socket, and waits for its end. */
async function sendNonsense(person: Person, pageId: PageId): Promise<void> {
  const ticket = await person.ticket({ pageId, schema: schemaFingerprint })
  const address = `${wiki.url.replace('http', 'ws')}/collab/${pageId}?ticket=${'ticket' in ticket ? ticket.ticket : ''}`
  const socket = new WebSocket(address, { headers: { authorization: `Bearer ${person.secret}` } })
  socket.on('open', () => socket.send(Buffer.from('Sidonie Traçable')))
  await once(socket, 'close')
}

test('[Y11] coming in, refused rights and refused edits are said in the log, by route and member, never by name or words', async () => {
  const shown = wiki.printed.length
  const ana = await Person.joining(wiki.url, await wiki.invite('member'), 'Sidonie Traçable')
  const { json } = await ana.ask<{ member: { id: string } }>('GET', '/api/me')
  await fetch(`${wiki.url}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ invitation: 'une-invitation-qui-n-existe-pas', name: 'Personne' }),
  })
  await ana.ask('GET', '/api/reports')
  await sendNonsense(ana, (await ana.createPage('Une page à malmener')).id)
  const lines = () =>
    wiki.printed
      .slice(shown)
      .split('\n')
      .flatMap((line) => (line.includes('"route"') ? [JSON.parse(line) as Record<string, unknown>] : []))
      .map(({ msg, route, status, refused, member }) => ({ msg, route, status, refused, member }))
  await until(() => lines().length >= 4)
  expect(lines()).toEqual([
    { msg: 'came in', route: 'POST /api/sessions', status: 201 },
    { msg: 'did not come in', route: 'POST /api/sessions', status: 404, refused: 'invitation.unknown' },
    { msg: 'refused', route: 'GET /api/reports', status: 403, refused: 'member.not-allowed', member: json.member.id },
    { msg: 'refused', route: 'GET /collab/:pageId', refused: 'wire.bad-frame', member: json.member.id },
  ])
  expect(wiki.printed.slice(shown)).not.toMatch(/Traçable|une-invitation/)
})
