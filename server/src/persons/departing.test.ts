import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { LedgerList } from '@terreau/shared/api/care.ts'
import type { Me } from '@terreau/shared/api/people.ts'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { Territory } from '@terreau/shared/api/territories.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import { backUp } from '../safekeeping/backup.ts'
import { verify } from '../safekeeping/verify.ts'
import { MailServerForTests } from '../members/mail-server-for-tests.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

/** A name, and an address, that stand nowhere but where this person is meant. */
const [NAME, RENAMED, ADDRESS] = ['Zibeline Oxalis', 'Zibeline Quartz', 'zibeline@oxalis.example']
const CANARY = /zibelin|oxalis/i

let mail: MailServerForTests
let wiki: WikiForTests
let steward: string

beforeAll(async () => {
  mail = await MailServerForTests.open()
  wiki = await WikiForTests.open({ SMTP_URL: mail.url, MAIL_FROM: 'wiki@example.org' })
  steward = await wiki.someone('steward', 'Régie')
})
afterAll(async () => {
  await wiki.close()
  await mail.close()
})

const idOf = async (secret: string) => (await wiki.ask<Me>('GET', '/api/me', secret)).json.member?.id as MemberId

const leave = (secret: string, id: MemberId) => wiki.ask('DELETE', '/api/me', secret, { id })

/** Someone who left a trace wherever one can. */
async function zibeline(): Promise<{ secret: string; id: MemberId; page: PageAnswer['page'] }> {
  const secret = await wiki.someone('member', NAME)
  await wiki.ask('PATCH', '/api/me', secret, { name: RENAMED })
  await wiki.ask('PATCH', '/api/me', secret, { name: NAME })
  const id = await idOf(secret)
  await wiki.ask('POST', '/api/me/addresses', secret, { address: ADDRESS })
  await vi.waitFor(() => expect(mail.secretTo(ADDRESS)).not.toBe(''))
  await wiki.ask('POST', `/api/mail-links/${mail.secretTo(ADDRESS)}`, secret)
  await wiki.ask('POST', '/api/mail-links', null, { address: ADDRESS })
  const { json: there } = await wiki.ask<Territory>('POST', '/api/territories', steward, { name: 'Là', kind: 'centre' })
  await wiki.ask('PUT', `/api/territories/${there.id}/members/${id}`, steward, { role: 'validator' })
  const reason = `Zibeline et moi avons parlé ; ${NAME.toUpperCase()} écrit de nouveau`
  await wiki.ask('POST', `/api/members/${id}/quarantine`, steward, { reason })
  await wiki.ask('POST', `/api/members/${id}/release`, steward, { reason: 'C’est dit' })
  const page = await wiki.page(secret, 'Un four à pain commun')
  await wiki.ask('POST', `/api/pages/${page.id}/reports`, secret, { kind: 'wrong', words: 'L’heure a changé' })
  await wiki.wiki.drafts.keep({
    id: 'zd',
    pageId: page.id,
    memberId: id,
    why: 'wire.place-gone',
    words: 'Zibeline dit',
  })
  return { secret, id, page }
}

/** Files of the folder in which the name can be read. */
async function filesNaming(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  const naming = []
  for (const file of files.filter((one) => one.isFile())) {
    const bytes = await readFile(join(file.parentPath, file.name), 'latin1')
    if (CANARY.test(bytes)) naming.push(file.name)
  }
  return naming
}

test('[V10] whoever leaves is named nowhere any more: no answer, no screen, no file of the folder; what they wrote stays, and verifies', async () => {
  const { secret, id, page } = await zibeline()
  const other = await wiki.wiki.members.openSession(id, 'Téléphone')
  await wiki.wiki.projector.settled()
  expect((await filesNaming(wiki.config.folder)).length).toBeGreaterThan(0)
  expect(JSON.stringify((await wiki.ask('GET', `/api/pages/${page.id}`)).json)).toMatch(CANARY)

  expect((await leave(steward, id)).json.code).toBe('session.unknown')
  expect((await leave(secret, id)).status).toBe(204)
  for (const gone of [secret, other]) expect((await wiki.ask<Me>('GET', '/api/me', gone)).json.member).toBe(null)
  const asked = [
    `/api/pages/${page.id}`,
    `/api/pages/${page.id}/contributions`,
    `/api/pages/${page.id}/provenance`,
    '/api/ledger',
    '/api/reports',
    '/api/quarantine',
  ]
  const screens = [`/p/${page.slug}`, '/registre', '/', '/chercher?q=Zibelin']
  for (const url of [...asked, ...screens, '/api/search?q=four', '/api/offline-pack']) {
    const { body } = await wiki.app.inject({ url, headers: { authorization: `Bearer ${steward}` } })
    expect(url.includes('Zibelin') ? body.replaceAll('Zibelin', '') : body).not.toMatch(CANARY)
  }
  const kept = (await wiki.ask<PageAnswer>('GET', `/api/pages/${page.id}`)).json.page
  expect(kept.authors).toEqual([{ id, name: expect.stringMatching(/^Anonyme · [0-9a-f]{4}$/) }])
  expect(await filesNaming(wiki.config.folder)).toEqual([])

  const { entries } = (await wiki.ask<LedgerList>('GET', '/api/ledger')).json
  expect(entries.find(({ kind }) => kind === 'member.left')?.by).toBe(kept.authors[0]?.name)
  expect(entries.find(({ kind }) => kind === 'member.quarantined')?.reason).toBe(null)
  expect(entries.find(({ kind }) => kind === 'member.released')?.reason).toBe('C’est dit')
  const { store, now } = wiki.wiki
  const backup = join(wiki.config.folder, 'after.backup')
  await backUp(store, backup, now, {})
  expect([(await verify(store)).faults, await filesNaming(wiki.config.folder)]).toEqual([[], []])
})

test('[V10] one leaves by a session that has just come in, or that is the only way in', async () => {
  const secret = await wiki.someone('member', 'Lou')
  const id = await idOf(secret)
  await wiki.wiki.addresses.add('lou@example.org', id)
  wiki.ahead = 16 * 60_000
  expect((await leave(secret, id)).json.code).toBe('session.not-sure')
  await wiki.wiki.addresses.remove('lou@example.org', id)
  expect((await leave(secret, id)).status).toBe(204)
  wiki.ahead = 0
})

test('[V10] words that were still on their way when their author left are kept for nobody', async () => {
  const secret = await wiki.someone('member', 'Otto')
  const [memberId, page] = [await idOf(secret), await wiki.page(secret, 'Un établi')]
  await leave(secret, memberId)
  await wiki.wiki.drafts.keep({ id: 'late', pageId: page.id, memberId, why: 'wire.place-gone', words: 'Trop tard' })
  expect(
    await wiki.wiki.store.db.selectFrom('recovered_draft').select('id').where('id', '=', 'late').execute(),
  ).toEqual([])
})

test('[V10] the last steward stays until somebody else looks after the wiki', async () => {
  const asks = async () => leave(steward, await idOf(steward))
  expect((await asks()).json.code).toBe('territory.last-steward')
  const second = await wiki.someone('steward', 'Relève')
  await wiki.ask('POST', `/api/members/${await idOf(second)}/quarantine`, steward, { reason: 'Le temps de parler' })
  expect((await asks()).json.code).toBe('territory.last-steward')
  await wiki.ask('POST', `/api/members/${await idOf(second)}/release`, steward, { reason: 'C’est dit' })
  expect((await asks()).status).toBe(204)
})
