import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')

/** ASVS 5.0.0: each section, with the level of each of its points in turn; those of level 3 come last and are left out. */
const LEVELS: Readonly<Record<string, string>> = {
  '1.1': '22',
  '1.2': '111112222',
  '1.3': '11222222222',
  '1.4': '222',
  '1.5': '12',
  '2.1': '122',
  '2.2': '112',
  '2.3': '1222',
  '2.4': '2',
  '3.2': '11',
  '3.3': '1222',
  '3.4': '112222',
  '3.5': '11122',
  '3.7': '22',
  '4.1': '122',
  '4.2': '2',
  '4.3': '22',
  '4.4': '1222',
  '5.1': '2',
  '5.2': '112',
  '5.3': '11',
  '5.4': '222',
  '6.1': '122',
  '6.2': '111111112222',
  '6.3': '1122',
  '6.4': '1122',
  '6.5': '22222',
  '6.6': '222',
  '6.8': '2222',
  '7.1': '222',
  '7.2': '1111',
  '7.3': '22',
  '7.4': '11222',
  '7.5': '22',
  '7.6': '22',
  '8.1': '12',
  '8.2': '112',
  '8.3': '1',
  '8.4': '2',
  '9.1': '111',
  '9.2': '1222',
  '10.1': '22',
  '10.2': '22',
  '10.3': '2222',
  '10.4': '11111222222',
  '10.5': '22222',
  '10.6': '22',
  '10.7': '222',
  '11.1': '22',
  '11.2': '222',
  '11.3': '112',
  '11.4': '1222',
  '11.5': '2',
  '11.6': '2',
  '12.1': '122',
  '12.2': '11',
  '12.3': '2222',
  '13.1': '2',
  '13.2': '22222',
  '13.3': '22',
  '13.4': '12222',
  '14.1': '22',
  '14.2': '1222',
  '14.3': '122',
  '15.1': '122',
  '15.2': '122',
  '15.3': '1222222',
  '16.1': '2',
  '16.2': '22222',
  '16.3': '2222',
  '16.4': '222',
  '16.5': '222',
  '17.1': '2',
  '17.2': '2222',
  '17.3': '22',
}

const points = Object.entries(LEVELS).flatMap(([section, levels]) =>
  levels.split('').map((level, at) => `${section}.${at + 1} L${level}`),
)
const rows = [...read('data/handbook/asvs.md').matchAll(/^\| ([\d.]+ L[12]) \| ([^|]+) \| ([^|]+) \|$/gm)].map(
  ([, point = '', about = '', shown = '']) => ({ point, about, shown }),
)

test('[L7] every point of ASVS 5.0, levels 1 and 2, stands in the handbook once, in order', () => {
  const counted = [points.length, points.filter((point) => point.endsWith('L1')).length]
  expect(counted).toEqual([253, 70])
  expect(rows.map(({ point }) => point)).toEqual(points)
})

test('[L7] each of them names a rule or a path that exists, or says that it does not apply or is not met', () => {
  const rules = new Set([...read('data/handbook/rules.md').matchAll(/^\| ([A-Z]+\d+) \|/gm)].map(([, id]) => id))
  const named = rows.map(({ point, shown }) => ({
    point,
    rules: [...shown.matchAll(/\(([A-Z]+\d+)\)/g)].map(([, id]) => id),
    isShown: /\([A-Z]+\d+\)|`[\w./-]+`/.test(shown),
    isSaid: /^(?:Does not apply|Not yet|Not met, by choice): /.test(shown),
  }))
  expect(named.filter(({ isShown, isSaid }) => !isShown && !isSaid)).toEqual([])
  expect(named.filter((one) => one.rules.some((id) => !rules.has(id)))).toEqual([])
})

test('[L7] the server starts no program, and knows one hash', () => {
  const sources = globSync('{server,shared}/src/**/*.ts', { cwd: ROOT }).filter((file) => !file.includes('test'))
  const code = sources.map((file) => ({ file, text: read(file) }))
  expect(code.filter(({ text }) => /node:child_process|node:vm\b/.test(text)).map(({ file }) => file)).toEqual([])
  const hashes = code.flatMap(({ text }) =>
    [...text.matchAll(/createH(?:ash|mac)\('([^']+)'/g)].map(([, name]) => name),
  )
  expect([...new Set(hashes)]).toEqual(['sha256'])
})
