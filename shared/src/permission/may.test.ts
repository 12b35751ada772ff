import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { TerritoryId } from '../ids.ts'
import { ACTIONS, may, mayKnow, RIGHTS } from './may.ts'
import { ROLES, type Role } from './roles.ts'
import { narrower, type Visibility } from './visibility.ts'

const [HERE, ELSEWHERE] = ['here', 'elsewhere'] as TerritoryId[] as [TerritoryId, TerritoryId]

test('[R1] the handbook’s table of rights is the one that the server asks', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../data/handbook/rights.md'), 'utf8')
  const written = [...page.matchAll(/^\| `([a-z.]+)` \| (.+) \|$/gm)].map(([, action, cells = '']) => [
    action,
    cells.split(' | '),
  ])
  expect(written).toEqual(
    ACTIONS.map((action) => [action, ROLES.map((role) => (RIGHTS[action].has(role) ? 'yes' : 'no'))]),
  )
})

test('[R1] whoever is more may do all that others may', () => {
  for (const action of ACTIONS)
    for (const [at, role] of ROLES.entries())
      for (const more of ROLES.slice(at)) expect(RIGHTS[action].has(more) || !RIGHTS[action].has(role)).toBe(true)
})

test('[R10] a role in one territory is no role in another, nor of the network', () => {
  const validator = { role: 'member' as Role, roles: { [HERE]: 'validator' as Role } }
  const archives = (territory: TerritoryId | null) => may(validator, 'page.archive', { territory, reach: 'public' })
  expect([archives(HERE), archives(ELSEWHERE), archives(null)]).toEqual([true, false, false])
  expect(may(validator, 'page.archive')).toBe(true)
})

test('[R3] an archived page is written by nobody, whatever their role', () => {
  for (const role of ROLES)
    expect(may({ role, roles: {} }, 'page.write', { territory: null, reach: 'public', archivedAt: 1 })).toBe(false)
})

function known(role: Role, roles: Record<TerritoryId, Role>, territory: TerritoryId | null): boolean {
  return mayKnow({ role, roles }, { territory, reach: 'private' })
}

test('[R8] what is private is known to those it belongs to and to the stewards of the network', () => {
  expect([mayKnow(null, { territory: null, reach: 'private' }), known('visitor', {}, null)]).toEqual([false, false])
  expect([known('member', {}, null), known('member', {}, HERE), known('validator', {}, HERE)]).toEqual([
    true,
    false,
    false,
  ])
  expect([known('member', { [HERE]: 'member' }, HERE), known('steward', {}, HERE)]).toEqual([true, true])
})

test('[R8] what lies in something closed is at least as closed', () => {
  const all: Visibility[] = ['public', 'unlisted', 'private']
  expect(all.map((own) => all.map((within) => narrower(own, within)))).toEqual([
    ['public', 'unlisted', 'private'],
    ['unlisted', 'unlisted', 'private'],
    ['private', 'private', 'private'],
  ])
})
