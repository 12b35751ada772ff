import { beforeAll, expect, test } from 'vitest'
import { gazetteer, type Gazetteer } from './gazetteer.ts'

let communes: Gazetteer
beforeAll(async () => {
  communes = await gazetteer()
})

const found = (typed: string, limit = 3) => communes.search(typed, limit).map(({ code, name }) => `${code} ${name}`)

test('[T10] a commune is found by a part of its name, in any spelling, larger ones first', () => {
  expect(found('merign', 2)).toEqual(['33281 Mérignac', '59398 Mérignies'])
  expect(found('st médard en jalles', 1)).toEqual(['33449 Saint-Médard-en-Jalles'])
  expect(found('SAINTE-COLOMBE').every((one) => one.endsWith('Sainte-Colombe'))).toBe(true)
  expect([found(''), found('   '), found('zzzz')]).toEqual([[], [], []])
})

test('[T10] one name is borne by several communes, and one postcode by many: each comes with where it lies', () => {
  const named = communes.search('saint-denis', 50).filter(({ name }) => name === 'Saint-Denis')
  expect(new Set(named.map(({ department }) => department?.code)).size).toBe(named.length)
  expect(named.length).toBeGreaterThan(3)
  const sharing = communes.search('33720', 50)
  expect([sharing.length > 3, sharing.every(({ postcodes }) => postcodes.includes('33720'))]).toEqual([true, true])
})

test('[T10] what a commune is a part of is told, and an island may belong to no grouping', () => {
  const [commune] = communes.search('33063')
  expect(commune).toMatchObject({
    name: 'Bordeaux',
    partOf: null,
    department: { code: '33', name: 'Gironde' },
    region: { code: '75', name: 'Nouvelle-Aquitaine' },
    grouping: { code: '243300316', name: 'Bordeaux Métropole' },
  })
  expect(communes.search('29155')[0]?.grouping).toBeNull()
})

test('[T10] a code is a commune, a part of one, one that was given up, or none', () => {
  expect(communes.find('33063').is).toBe('commune')
  expect(communes.find('75110')).toMatchObject({ is: 'part', commune: { partOf: { code: '75056' } } })
  expect(communes.find('01018')).toMatchObject({ is: 'former', commune: { code: '01033' } })
  expect(communes.find('00000').is).toBe('unknown')
  // A former commune whose code the new one took over is found by its own name.
  expect(found('arbignieu', 1)).toEqual(['01015 Arboys en Bugey'])
})

test('[T11] a territory holds its communes and their parts', () => {
  expect(communes.codesIn('75056')).toContain('75110')
  expect(communes.codesIn('243300316')).toHaveLength(28)
  expect(communes.codesIn('D974')).toContain('97411')
  expect([communes.codesIn('99999'), communes.codesIn('999999999')]).toEqual([null, null])
  expect(communes.area('R75')).toMatchObject({ name: 'Nouvelle-Aquitaine', kind: 'region' })
  expect(communes.areas('bordeaux')[0]?.code).toBe('243300316')
})
