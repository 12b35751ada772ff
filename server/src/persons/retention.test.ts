import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Me } from '@terreau/shared/api/people.ts'
import type { Territory } from '@terreau/shared/api/territories.ts'
import { schemaFingerprint } from '@terreau/shared/document/schema.ts'
import type { MemberId, PageId, TerritoryId } from '@terreau/shared/ids.ts'
import { WikiForTests } from '../wiki-for-tests.ts'
import { RETENTION, type Rule } from './retention.ts'

const DAY = 24 * 3600 * 1000
const HOUR = 3600 * 1000

let wiki: WikiForTests
let steward: string
let member: MemberId
let page: PageId
let territory: TerritoryId

beforeAll(async () => {
  wiki = await WikiForTests.open({ OIDC_ISSUER: 'http://localhost:9', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'y' })
  steward = await wiki.someone('steward', 'Sam')
  member = (await wiki.ask<Me>('GET', '/api/me', steward)).json.member?.id as MemberId
  page = (await wiki.page(steward, 'Un établi')).id
  territory = (await wiki.ask<Territory>('POST', '/api/territories', steward, { name: 'Là', kind: 'centre' })).json.id
  await insert('correction', { id: 'x', page_id: page, anchor: '{}', base: 'x', words: 'y', at: 1 })
})
afterAll(() => wiki.close())

/** A row of each kind, as it is right after `at`. */
const ROWS: Readonly<Record<string, (at: number) => Record<string, string | number | Uint8Array | null>>> = {
  'session not used': (at) => ({ ...secret(), id: 'x', member_id: member, device: 'x', created_at: at, seen_at: at }),
  'mail_link past': (at) => ({ ...secret(), address: 'x@example.org', expires_at: at }),
  'invitation past': (at) => ({ ...secret(), role: 'member', uses_left: 3, expires_at: at, created_at: at }),
  'invitation used up': (at) => ({
    ...secret(),
    role: 'member',
    uses_left: 0,
    expires_at: at + 900 * DAY,
    created_at: at,
  }),
  'report answered': (at) => ({ id: 'x', page_id: page, kind: 'wrong', words: 'x', at: 1, answered_at: at }),
  'notice told': (at) => ({ id: 'x', member_id: member, kind: 'waiting', page_id: page, at }),
  'recovered_draft not put aside': (at) => ({ id: 'x', page_id: page, member_id: member, why: 'x', words: 'x', at }),
  'proposal not answered': (at) => ({ member_id: member, territory_id: territory, why: 'x', at }),
  'proposal answered': (at) => ({ member_id: member, territory_id: territory, why: 'x', at: 1, answered_at: at }),
  'correction_device all': (at) => ({ correction_id: 'x', device_hash: 'x', at }),
  'fork not sent': (at) => ({ id: 'x', page_id: page, member_id: member, bytes: new Uint8Array(2), opened_at: at }),
  'question not answered': (at) => ({ ...question(), at }),
  'question answered': (at) => ({ ...question(), at: 1, answered_at: at }),
  'first_step taken': (at) => ({ ...step(), taken_at: at }),
  'first_step to be looked at': (at) => ({ ...step(), taken_at: 1, ready_at: at }),
  'first_step finished': (at) => ({ ...step(), taken_at: 1, ready_at: at, finished_at: at }),
}

const secret = () => ({ token_hash: 'x' })
const question = () => ({ id: 'x', words: 'x', words_key: 'x', lang: 'fr' })
const step = () => ({ id: 'x', page_id: page, kind: 'field', key: 'x', taken_by: member })

async function insert(
  table: string,
  row: Readonly<Record<string, string | number | Uint8Array | null>>,
): Promise<void> {
  const [columns, values] = [Object.keys(row).map((key) => sql.ref(key)), Object.values(row)]
  await sql`INSERT INTO ${sql.table(table)} (${sql.join(columns)}) VALUES (${sql.join(values)})`.execute(
    wiki.wiki.store.db,
  )
}

async function isThere({ table }: Rule, row: Readonly<Record<string, unknown>>): Promise<boolean> {
  const [key = ''] = Object.keys(row)
  const found = sql`SELECT 1 FROM ${sql.table(table)} WHERE ${sql.ref(key)} = ${row[key]}`
  return (await found.execute(wiki.wiki.store.db)).rows.length > 0
}

describe('[V12] what is past goes by itself, and not before', () => {
  test.each(RETENTION.map((rule) => [`${rule.table} ${rule.rows}`, rule] as const))('%s', async (name, rule) => {
    const at = wiki.wiki.now() + DAY
    const row = ROWS[name]?.(at) ?? {}
    await insert(rule.table, row)
    wiki.ahead = DAY + rule.days * DAY - HOUR
    await wiki.wiki.retention.sweep()
    expect(await isThere(rule, row)).toBe(true)
    wiki.ahead += 2 * HOUR
    await wiki.wiki.retention.sweep()
    expect(await isThere(rule, row)).toBe(false)
    wiki.ahead = 0
  })

  test('in memory too', async () => {
    const someone = await wiki.someone('member', 'Ana')
    await wiki.ask('POST', '/api/passkey-sessions/options')
    await wiki.ask('POST', '/api/collab/tickets', someone, { pageId: page, schema: schemaFingerprint })
    const invitation = await wiki.wiki.members.invite('member', 1, 1)
    await wiki.ask('POST', '/api/sessions', someone, { invitation, name: 'Nana' })
    await wiki.ask('PATCH', `/api/pages/${page}/fields`, steward, { summary: 'Un établi' })
    const held = () => wiki.wiki.retention.memory.map(({ size }) => size)
    expect(held().filter((size) => size > 0).length).toBeGreaterThanOrEqual(4)
    wiki.ahead = DAY
    await wiki.wiki.retention.sweep()
    expect(held().every((size) => size === 0)).toBe(true)
    wiki.ahead = 0
  })
})

test('[V12] the handbook says the same', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../data/handbook/retention.md'), 'utf8')
  const said = [...text.matchAll(/^\| `(\w+)` \| ([^|]+) \| (\d+) \| `(\w+)` \|$/gm)].map(([, ...cells]) => cells)
  expect(said).toEqual(RETENTION.map(({ table, rows, days, from }) => [table, rows, String(days), from]))
})
