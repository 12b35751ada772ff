import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { LedgerList, ReportList } from '@terreau/shared/api/care.ts'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

let wiki: WikiForTests
let steward: string
let ana: string
let page: PageAnswer['page']

beforeAll(async () => {
  wiki = await WikiForTests.open()
  steward = await wiki.someone('steward', 'Sam')
})
afterAll(() => wiki.close())

beforeEach(async () => {
  ana = await wiki.someone('member', 'Ana')
  page = await wiki.page(ana, 'Composter à plusieurs')
})

const idOf = async (secret: string) =>
  (await wiki.ask<{ member: { id: MemberId } }>('GET', '/api/me', secret)).json.member.id

const summary = async (words: string, secret: string) =>
  (await wiki.ask('PATCH', `/api/pages/${page.id}/fields`, secret, { summary: words })).status

const ledger = async (secret: string | null = null) =>
  (await wiki.ask<LedgerList>('GET', '/api/ledger', secret)).json.entries.map(({ kind, by, member, reason }) => [
    kind,
    by,
    member,
    reason,
  ])

const reason = 'Publicité répétée'

test('[C2] in quarantine one reads, keeps what is one’s own, and writes nowhere; released, one writes again', async () => {
  const id = await idOf(ana)
  expect((await wiki.ask('POST', `/api/members/${id}/quarantine`, ana, { reason })).status).toBe(403)
  expect((await wiki.ask('POST', `/api/members/${id}/quarantine`, steward, { reason })).status).toBe(204)
  const asked = [
    await summary('encore', ana),
    (await wiki.ask('POST', '/api/pages', ana, { type: 'practice', title: 'Une autre' })).status,
    (await wiki.ask('GET', `/api/pages/${page.id}`, ana)).status,
    (await wiki.ask('GET', '/api/me/drafts', ana)).status,
  ]
  expect(asked).toEqual([403, 403, 200, 200])
  const confined = async () =>
    (await wiki.ask<{ members: { id: MemberId }[] }>('GET', '/api/quarantine', steward)).json.members
  expect((await confined()).map((one) => one.id)).toEqual([id])
  await wiki.ask('POST', `/api/members/${id}/release`, steward, { reason: 'C’était une erreur' })
  expect([await summary('encore', ana), await confined()]).toEqual([200, []])
  expect((await ledger()).slice(0, 2)).toEqual([
    ['member.released', 'Sam', 'Ana', 'C’était une erreur'],
    ['member.quarantined', 'Sam', 'Ana', reason],
  ])
})

test('[C8] a steward, and nobody else, ends all that is open in somebody’s name, which stands in the ledger', async () => {
  const bea = await wiki.someone('member', 'Béa')
  const [id, own] = [await idOf(bea), await idOf(steward)]
  expect((await wiki.ask('POST', `/api/members/${id}/signed-out`, ana, { reason })).status).toBe(403)
  expect((await wiki.ask('POST', `/api/members/${own}/signed-out`, steward, { reason })).status).toBe(403)
  expect((await wiki.ask('GET', '/api/me/drafts', bea)).status).toBe(200)
  expect((await wiki.ask('POST', `/api/members/${id}/signed-out`, steward, { reason })).status).toBe(204)
  expect((await wiki.ask('GET', '/api/me/drafts', bea)).status).toBe(401)
  expect((await ledger())[0]).toEqual(['member.signed-out', 'Sam', 'Béa', reason])
})

test('[C2] nobody puts themselves in quarantine, or someone unknown', async () => {
  const [own, unknown] = [await idOf(steward), page.id]
  expect((await wiki.ask('POST', `/api/members/${own}/quarantine`, steward, { reason })).status).toBe(403)
  expect((await wiki.ask('POST', `/api/members/${unknown}/quarantine`, steward, { reason })).status).toBe(401)
})

test('[C4] a locked page is written by its keepers alone, for as long as was said', async () => {
  const lock = await wiki.ask('PUT', `/api/pages/${page.id}/lock`, steward, { reason: 'Guerre d’édition', minutes: 60 })
  expect([lock.status, await summary('a', ana), await summary('b', steward)]).toEqual([204, 423, 200])
  wiki.ahead = 61 * 60_000
  expect(await summary('c', ana)).toBe(200)
  wiki.ahead = 0
  await wiki.ask('POST', `/api/pages/${page.id}/unlock`, steward, { reason: 'Calmé' })
  expect(await summary('d', ana)).toBe(200)
  expect((await ledger()).map(([kind]) => kind).slice(0, 2)).toEqual(['page.unlocked', 'page.locked'])
})

test('[C3] all that someone wrote is taken back in one go, on every page, and what others wrote stays', async () => {
  const mallory = await wiki.someone('member', 'Mallory')
  const other = await wiki.page(ana, 'Une autre page')
  await summary('Un tas, six mois', ana)
  const since = new Date(Date.now() - 60_000).toISOString()
  await summary('PUBLICITÉ', mallory)
  await wiki.ask('PATCH', `/api/pages/${other.id}/fields`, mallory, { summary: 'PUBLICITÉ' })
  const id = await idOf(mallory)
  const answer = await wiki.ask('POST', `/api/members/${id}/undo`, steward, { reason, since })
  expect(answer.json).toEqual({ undone: 2, pages: 2 })
  const read = async (ref: string) => (await wiki.ask<PageAnswer>('GET', `/api/pages/${ref}`)).json.page.fields.summary
  expect([await read(page.id), await read(other.id)]).toEqual(['Un tas, six mois', undefined])
  const { json } = await wiki.ask<{ contributions: { undone: boolean; author: { name: string } }[] }>(
    'GET',
    `/api/pages/${page.id}/contributions`,
  )
  expect(json.contributions.map(({ author, undone }) => [author.name, undone])).toContainEqual(['Mallory', true])
})

test('[C5] anyone reports without an account; those who keep the page read it, and answer in the ledger', async () => {
  const sent = await wiki.ask('POST', `/api/pages/${page.id}/reports`, null, {
    kind: 'gone',
    words: 'Fermé depuis mai',
  })
  const read = async (secret: string) => (await wiki.ask<ReportList>('GET', '/api/reports', secret)).json.reports
  const [open] = await read(steward)
  expect([sent.status, open]).toMatchObject([
    204,
    { kind: 'gone', words: 'Fermé depuis mai', by: null, page: { id: page.id } },
  ])
  expect((await wiki.ask('GET', '/api/reports', ana)).status).toBe(403)
  await wiki.ask('POST', `/api/reports/${open?.id}/answer`, steward, { reason: 'Vérifié et corrigé' })
  expect(await read(steward)).toEqual([])
  expect((await ledger())[0]).toEqual(['report.answered', 'Sam', null, 'Vérifié et corrigé'])
})

test('[C1] what concerns a page that one may not know of stands in one’s ledger neither', async () => {
  const asked = { type: 'practice', title: 'Le code de la cave', visibility: 'private' }
  const { json } = await wiki.ask<PageAnswer>('POST', '/api/pages', ana, asked)
  await wiki.ask('PUT', `/api/pages/${json.page.id}/archived`, steward, { archived: true })
  const [forMembers, forVisitors] = [await ledger(ana), await ledger()]
  expect([forMembers[0]?.[0], JSON.stringify(forVisitors).includes('cave')]).toEqual(['page.archived', false])
  expect(forMembers.length - forVisitors.length).toBeGreaterThan(0)
})

test('[C1] an entry of the ledger that was changed, taken away or put in is found', async () => {
  await wiki.ask('PUT', `/api/pages/${page.id}/lock`, steward, { reason: 'Un essai' })
  expect(await wiki.wiki.ledger.brokenAt()).toBeNull()
  const sqlite = wiki.wiki.store.connect()
  for (const statement of [
    'DELETE FROM ledger_entry WHERE seq = 1',
    "UPDATE ledger_entry SET kind = 'role.given' WHERE seq = 1",
  ])
    expect(() => sqlite.exec(statement)).toThrow('append-only')
  // Words may be erased, and the chain still holds.
  sqlite.exec('UPDATE ledger_entry SET says = NULL, salt = NULL WHERE seq = 1')
  expect(await wiki.wiki.ledger.brokenAt()).toBeNull()
  sqlite.exec('DROP TRIGGER ledger_entry_fixed')
  sqlite.exec('UPDATE ledger_entry SET by_member = member_id WHERE seq = 1')
  expect(await wiki.wiki.ledger.brokenAt()).toBe(1)
  sqlite.close()
})

test('[C6] everything the wiki holds about a person is theirs to take along, without a secret and without anyone else’s', async () => {
  const [zoe, other] = [await wiki.someone('member', 'Zoé'), await wiki.someone('member', 'Quelqu’un d’autre')]
  const written = await wiki.page(zoe, 'Une page de Zoé')
  await wiki.page(other, 'Une page d’ailleurs')
  await wiki.ask('POST', `/api/pages/${written.id}/reports`, zoe, { kind: 'wrong', words: 'Un mot de Zoé' })
  await wiki.wiki.contributions.flush()
  const { json, headers } = await wiki.ask<Record<string, Record<string, unknown>[]>>('GET', '/api/me/export', zoe)
  expect(json['member.id']?.[0]).toMatchObject({ name: 'Zoé' })
  expect(Object.keys(json)).toEqual(
    expect.arrayContaining(['session.member_id', 'page.created_by', 'contribution.member_id', 'report.by_member']),
  )
  const text = JSON.stringify(json)
  expect([text.includes('Un mot de Zoé'), text.includes('d’ailleurs'), text.includes(zoe)]).toEqual([
    true,
    false,
    false,
  ])
  expect(text).not.toMatch(/token_hash|says_hash/)
  expect(headers['content-disposition']).toContain('attachment')
  expect((await wiki.ask('GET', '/api/me/export')).status).toBe(401)
})
