import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { ContributionList } from '@terreau/shared/api/history.ts'
import type { AddressList, Me, OtherName } from '@terreau/shared/api/people.ts'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { Territory } from '@terreau/shared/api/territories.ts'
import type { MemberId, TerritoryId } from '@terreau/shared/ids.ts'
import type { Role } from '@terreau/shared/permission/roles.ts'
import { MailServerForTests } from '../members/mail-server-for-tests.ts'
import { WikiForTests } from '../wiki-for-tests.ts'
import { TRACES } from './traces.ts'

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

const me = async (secret: string) => (await wiki.ask<Me>('GET', '/api/me', secret)).json.member
const idOf = async (secret: string) => (await me(secret))?.id as MemberId
const otherOf = async (secret: string) => (await wiki.ask<OtherName>('GET', '/api/me/other', secret)).json.other
const merge = (secret: string, id: MemberId) => wiki.ask('POST', '/api/me/other', secret, { id })
const sessionIn = (answer: { headers: Record<string, unknown> }) =>
  /session=([^;]+)/.exec(String(answer.headers['set-cookie']))?.[1] ?? ''

async function linkTo(address: string, secret: string | null): Promise<string> {
  const before = mail.letters.length
  await wiki.ask('POST', secret ? '/api/me/addresses' : '/api/mail-links', secret, { address })
  await vi.waitFor(() => expect(mail.letters.length).toBeGreaterThan(before))
  return mail.secretTo(address)
}

/** Comes in as `name`, newly invited, on the device of someone who is in. */
async function comesInAs(name: string, secret: string): Promise<string> {
  const invitation = await wiki.wiki.members.invite('member', 1, 1)
  return sessionIn(await wiki.ask('POST', '/api/sessions', secret, { invitation, name }))
}

async function territory(name: string): Promise<TerritoryId> {
  return (await wiki.ask<Territory>('POST', '/api/territories', steward, { name, kind: 'centre' })).json.id
}

const give = (id: TerritoryId, member: MemberId, role: Role, until?: string) =>
  wiki.ask('PUT', `/api/territories/${id}/members/${member}`, steward, { role, ...(until && { until }) })

/** A column of what this member has. */
async function held(table: string, column: string, member: MemberId): Promise<number> {
  const count = sql<{ n: number }>`SELECT count(*) AS n FROM ${sql.table(table)} WHERE ${sql.ref(column)} = ${member}`
  return (await count.execute(wiki.wiki.store.db)).rows[0]?.n ?? 0
}

describe('[V9] two names of one person become one', () => {
  test('only once both were shown on one device, and within a quarter of an hour', async () => {
    const [ana, eve] = [await wiki.someone('member', 'Ana'), await wiki.someone('member', 'Ève')]
    const [anaId, eveId] = [await idOf(ana), await idOf(eve)]
    expect([await otherOf(ana), (await merge(ana, eveId)).json.code]).toEqual([null, 'merge.unproved'])
    const nana = await comesInAs('Nana', ana)
    expect(await otherOf(nana)).toEqual({ id: anaId, name: 'Ana', proved: true })
    expect((await merge(nana, eveId)).json.code).toBe('merge.unproved')
    wiki.ahead = 16 * 60_000
    expect([await otherOf(nana), (await merge(nana, anaId)).json.code]).toEqual([null, 'merge.unproved'])
    wiki.ahead = 0
    await wiki.ask('DELETE', '/api/me/other', nana)
    expect((await merge(nana, anaId)).json.code).toBe('merge.unproved')
    expect((await wiki.ask<Me>('GET', '/api/me', eve)).json.member?.name).toBe('Ève')
  })

  test('when one opens the link sent to an address of the other; the address leads to who remains', async () => {
    const [old, young] = [await wiki.someone('member', 'Boris'), await wiki.someone('member', 'Bo')]
    await wiki.ask('POST', `/api/mail-links/${await linkTo('bo@example.org', old)}`, old)
    const taken = await wiki.ask('POST', `/api/mail-links/${await linkTo('bo@example.org', young)}`, young)
    expect([taken.json.code, (await otherOf(young))?.name]).toEqual(['mail.taken', 'Boris'])
    const [oldId, youngId] = [await idOf(old), await idOf(young)]
    expect((await merge(young, oldId)).status).toBe(204)
    const { json } = await wiki.ask<AddressList>('GET', '/api/me/addresses', young)
    expect([json.addresses, await me(old)]).toEqual([['bo@example.org'], null])
    const back = await wiki.ask('POST', `/api/mail-links/${await linkTo('bo@example.org', null)}`)
    expect(await idOf(sessionIn(back))).toBe(youngId)
  })

  test('after a session that only lay there has come in once more, where it can', async () => {
    const ana = await wiki.someone('member', 'Édith')
    await wiki.ask('POST', `/api/mail-links/${await linkTo('edith@example.org', ana)}`, ana)
    wiki.ahead = 16 * 60_000
    const anaId = await idOf(ana)
    const nana = await comesInAs('Di', ana)
    expect([(await otherOf(nana))?.proved, (await merge(nana, anaId)).json.code]).toEqual([false, 'merge.unproved'])
    const back = sessionIn(await wiki.ask('POST', `/api/mail-links/${await linkTo('edith@example.org', null)}`, nana))
    const other = await otherOf(back)
    expect([other?.name, other?.proved]).toEqual(['Di', true])
    expect(other && (await merge(back, other.id)).status).toBe(204)
    wiki.ahead = 0
  })

  test('and what was written stays as it was received, under the one name that remains, old pages and new names alike', async () => {
    const ana = await wiki.someone('member', 'Cléo')
    const page = await wiki.page(ana, 'Un banc de cordonnier')
    const anaId = await idOf(ana)
    const { client_id } = await wiki.wiki.store.db
      .selectFrom('client_lease')
      .select('client_id')
      .where('member_id', '=', anaId)
      .executeTakeFirstOrThrow()
    await wiki.wiki.drafts.keep({ id: 'd1', pageId: page.id, memberId: anaId, why: 'wire.place-gone', words: 'Perdus' })
    const nana = await comesInAs('Clo', ana)
    const nanaId = await idOf(nana)
    await wiki.wiki.rooms.write(page.id, nanaId, (doc) => fieldsOfDoc(doc).set('summary', 'Un banc'))
    const before = await held('update_log', 'member_id', anaId)
    await merge(nana, anaId)
    await wiki.ask('PATCH', '/api/me', nana, { name: 'Cléopâtre' })
    const seen = await wiki.ask<PageAnswer>('GET', `/api/pages/${page.id}`)
    expect(seen.json.page.authors).toEqual([{ id: nanaId, name: 'Cléopâtre' }])
    const told = JSON.stringify((await wiki.ask('GET', `/api/pages/${page.id}/provenance`, nana)).json)
    expect([told.includes('Cléopâtre'), told.includes('"Cléo"'), told.includes('"Clo"')]).toEqual([true, false, false])
    const { json } = await wiki.ask<ContributionList>('GET', `/api/pages/${page.id}/contributions`)
    expect(new Set(json.contributions.map(({ author }) => author.id))).toEqual(new Set([nanaId]))
    expect([before > 0, await held('update_log', 'member_id', anaId)]).toEqual([true, before])
    // Words kept on a device under an id of the first name still enter, as the one who remains.
    expect(await wiki.wiki.leases.isHeld(client_id, page.id, nanaId)).toBe(true)
    const late = { id: 'd2', pageId: page.id, memberId: anaId, why: 'wire.place-gone', words: 'En chemin' } as const
    await wiki.wiki.drafts.keep(late)
    expect(JSON.stringify((await wiki.ask('GET', '/api/me/drafts', nana)).json)).toMatch(
      /Perdus.*En chemin|En chemin.*Perdus/,
    )
    const own = JSON.stringify((await wiki.ask('GET', '/api/me/export', nana)).json)
    expect([own.includes(anaId), own.includes('member.merged')]).toEqual([true, true])
  })

  test('with the higher of two roles until its day, and no way out of a quarantine', async () => {
    const [here, there] = [await territory('Ici'), await territory('Là')]
    const one = await wiki.someone('member', 'Dora')
    await give(here, await idOf(one), 'validator', '2099-01-01T00:00:00Z')
    await give(there, await idOf(one), 'steward', '2098-01-01T00:00:00Z')
    await wiki.ask('POST', `/api/members/${await idOf(one)}/quarantine`, steward, { reason: 'Le temps de parler' })
    const oneId = await idOf(one)
    const two = await comesInAs('Do', one)
    const twoId = await idOf(two)
    await give(here, twoId, 'validator', '2098-01-01T00:00:00Z')
    await give(there, twoId, 'member')
    await merge(two, oneId)
    expect((await me(two))?.role).toBe('visitor')
    await wiki.ask('POST', `/api/members/${twoId}/release`, steward, { reason: 'C’est dit' })
    expect((await me(two))?.roles).toEqual({ [here]: 'validator', [there]: 'steward' })
    const rows = await wiki.wiki.store.db
      .selectFrom('membership')
      .select('until')
      .where('member_id', '=', twoId)
      .execute()
    const years = rows.map(({ until }) => String(new Date(until ?? 0).getUTCFullYear()))
    expect(years.toSorted()).toEqual(['2098', '2099'])
    expect(await held('membership', 'member_id', oneId)).toBe(0)
  })

  test('three times over, and whoever undoes or quarantines reaches the one behind all of them', async () => {
    const first = await wiki.someone('member', 'Un')
    const firstId = await idOf(first)
    const page = await wiki.page(first, 'Une page de Un')
    const second = await comesInAs('Deux', first)
    await merge(second, firstId)
    const secondId = await idOf(second)
    const third = await comesInAs('Trois', second)
    await merge(third, secondId)
    const thirdId = await idOf(third)
    await wiki.wiki.contributions.flush()
    const undone = await wiki.ask<{ undone: number }>('POST', `/api/members/${thirdId}/undo`, steward, {
      reason: 'Pour voir',
      since: '2020-01-01T00:00:00Z',
    })
    expect([
      undone.json.undone,
      (await wiki.ask<PageAnswer>('GET', `/api/pages/${page.id}`)).json.page.authors[0]?.id,
    ]).toEqual([1, thirdId])
    await wiki.ask('POST', `/api/members/${firstId}/quarantine`, steward, { reason: 'Le temps de parler' })
    expect((await me(third))?.role).toBe('visitor')
    expect(await wiki.wiki.ledger.brokenAt()).toBe(null)
  })
})

test('[V9] whatever in the data names a member is known to merging and to leaving', async () => {
  const { rows } = await sql<{ trace: string }>`
    SELECT tables.name || '.' || key."from" AS trace
    FROM sqlite_schema AS tables JOIN pragma_foreign_key_list(tables.name) AS key
    WHERE tables.type = 'table' AND key."table" = 'member' ORDER BY 1`.execute(wiki.wiki.store.db)
  expect(rows.map(({ trace }) => trace)).toEqual(Object.keys(TRACES).toSorted())
})
