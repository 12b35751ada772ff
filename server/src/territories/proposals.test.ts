import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Me } from '@terreau/shared/api/people.ts'
import type { AskedOfMe, BelongingList, Territory } from '@terreau/shared/api/territories.ts'
import type { MemberId, TerritoryId } from '@terreau/shared/ids.ts'
import type { Role } from '@terreau/shared/permission/roles.ts'
import { oldData } from '../storage/old-data-for-tests.ts'
import { openStore } from '../storage/store.ts'
import { WikiForTests } from '../wiki-for-tests.ts'
import { ProposalStore } from './proposal-store.ts'

let wiki: WikiForTests
let steward: string
let home: TerritoryId

beforeAll(async () => {
  wiki = await WikiForTests.open()
  steward = await wiki.someone('steward', 'Sam')
  const asked = { name: 'Écocentre du Parc', kind: 'centre' }
  home = (await wiki.ask<Territory>('POST', '/api/territories', steward, asked)).json.id
})
afterAll(() => wiki.close())

const WHY = 'Elle a repris toutes les heures d’ouverture avec soin'

async function here(role: Role, name: string): Promise<{ secret: string; id: MemberId; name: string }> {
  const { members } = wiki.wiki
  const member = await members.join(await members.invite(role, 1, 1, home), name)
  const id = member?.id as MemberId
  return { secret: await members.openSession(id, 'test'), id, name }
}

const propose = (id: MemberId, by: string, why = WHY) =>
  wiki.ask('POST', `/api/territories/${home}/members/${id}/proposal`, by, { why })
const askedOf = async (secret: string) => (await wiki.ask<AskedOfMe>('GET', '/api/me/proposals', secret)).json.proposals
const answer = (secret: string, willing: boolean) => wiki.ask('PUT', `/api/me/proposals/${home}`, secret, { willing })
const seenBy = async (secret: string) =>
  (await wiki.ask<BelongingList>('GET', `/api/territories/${home}/members`, secret)).json.members
const entries = () => wiki.wiki.store.db.selectFrom('ledger_entry').select('kind').execute()

test('[V11] a member proposes another as validator; whoever is proposed is asked first, and nobody else is told before they say yes', async () => {
  const [ina, val, keeper] = [await here('member', 'Ina'), await here('member', 'Val'), await here('steward', 'Kim')]
  const [before, quiet] = [await entries(), await seenBy(keeper.secret)]
  expect((await propose(val.id, ina.secret)).status).toBe(204)
  expect([await seenBy(keeper.secret), await seenBy(ina.secret)]).toEqual([quiet, quiet])
  expect(await askedOf(val.secret)).toEqual([{ id: home, territory: 'Écocentre du Parc', by: 'Ina', why: WHY }])
  expect((await wiki.ask<Me>('GET', '/api/me', val.secret)).json.asked).toBe(true)
  await answer(val.secret, true)
  expect((await wiki.ask<Me>('GET', '/api/me', val.secret)).json.asked).toBe(false)
  expect([await seenBy(ina.secret), await entries()]).toEqual([quiet, before])
  expect((await seenBy(keeper.secret)).find(({ id }) => id === val.id)?.proposed).toEqual({ by: 'Ina', why: WHY })
  const until = new Date(Date.now() + 30 * 24 * 3600_000).toISOString()
  await wiki.ask('PUT', `/api/territories/${home}/members/${val.id}`, keeper.secret, { role: 'validator', until })
  const confirmed = (await seenBy(ina.secret)).find(({ id }) => id === val.id)
  expect([confirmed?.role, confirmed?.until, (await entries()).length]).toEqual(['validator', until, before.length + 1])
  expect((await seenBy(keeper.secret)).every(({ proposed }) => proposed === null)).toBe(true)
})

test('[V11] a no is told to nobody, and whoever proposes again is answered the same and asks nobody', async () => {
  const [ina, noa, keeper] = [await here('member', 'Ina'), await here('member', 'Noa'), await here('steward', 'Kim')]
  const [quiet, known] = [await seenBy(keeper.secret), await entries()]
  const first = await propose(noa.id, ina.secret)
  await answer(noa.secret, false)
  const second = await propose(noa.id, keeper.secret, 'Encore une fois')
  expect([second.status, second.json]).toEqual([first.status, first.json])
  expect([await askedOf(noa.secret), await seenBy(keeper.secret), await entries()]).toEqual([[], quiet, known])
  expect((await answer(noa.secret, true)).json.code).toBe('proposal.unknown')
})

test('[V11] stewards may leave it at that, and nobody proposes themselves, or from elsewhere', async () => {
  const [ina, lou, keeper] = [await here('member', 'Ina'), await here('member', 'Lou'), await here('steward', 'Kim')]
  const decline = (secret: string) => wiki.ask('DELETE', `/api/territories/${home}/members/${lou.id}/proposal`, secret)
  await propose(lou.id, ina.secret)
  expect((await decline(keeper.secret)).json.code).toBe('proposal.unknown')
  await answer(lou.secret, true)
  expect([(await decline(ina.secret)).status, (await decline(keeper.secret)).status]).toEqual([403, 200])
  expect((await seenBy(keeper.secret)).find(({ id }) => id === lou.id)).toMatchObject({
    role: 'member',
    proposed: null,
  })
  expect((await propose(lou.id, lou.secret)).status).toBe(403)
  expect((await propose(lou.id, await wiki.someone('member', 'Otto'))).status).toBe(403)
})

test('[V11] whoever was proposed when nobody asked them yet is asked, and shown to nobody', async () => {
  const folder = await oldData('0009-identities', (sqlite) =>
    sqlite.exec(`INSERT INTO member VALUES ('ina', 'Ina', 'member', 'learn', 'person', 1, NULL, NULL), ('val', 'Val', 'member', 'play', 'person', 1, NULL, NULL);
    INSERT INTO territory VALUES ('ici', 'Ici', 'centre', NULL, 'public', 1);
    INSERT INTO membership VALUES ('ina', 'ici', 'member', NULL, NULL), ('val', 'ici', 'member', NULL, 'ina')`),
  )
  const store = await openStore(folder)
  const proposals = new ProposalStore(store.db, Date.now)
  expect(await proposals.askedOf('val' as MemberId)).toEqual([{ id: 'ici', territory: 'Ici', by: 'Ina', why: '' }])
  expect([await proposals.askedOf('ina' as MemberId), await proposals.willing('ici' as TerritoryId)]).toEqual([
    [],
    new Map(),
  ])
  await store.close()
  await rm(folder, { recursive: true })
})
