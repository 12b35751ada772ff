import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { COMMANDS } from '../../server/src/cli/commands.ts'

const ROOT = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')

const rules = new Set([...read('data/handbook/rules.md').matchAll(/^\| ([A-Z]+\d+) \|/gm)].map(([, id = '']) => id))
const tests = globSync('{shared,server,client,tests}/**/*.test.{ts,tsx}', {
  cwd: ROOT,
  exclude: (path) => path.includes('node_modules'),
})
const cited = new Map(
  tests.flatMap((file) => [...read(file).matchAll(/['`"]\[([A-Z]+\d+)\] /g)].map(([, id = '']) => [id, file] as const)),
)

test('[L3] every rule is cited by a test', () => {
  expect(rules.size).toBeGreaterThan(60)
  expect([...rules].filter((id) => !cited.has(id))).toEqual([])
})

test('[L3] every citation names a rule', () => {
  expect([...cited].filter(([id]) => !rules.has(id))).toEqual([])
})

test('[L3] code that names a rule names one that exists', () => {
  const sources = globSync('{shared,server,client}/src/**/*.{ts,tsx}', { cwd: ROOT })
  const named = sources.flatMap((file) =>
    [...read(file).matchAll(/\(((?:[A-Z]\d+)(?:(?:, | to | and )[A-Z]\d+)*)\)/g)].flatMap(([, ids = '']) =>
      ids.split(/, | to | and /).map((id) => [id, file] as const),
    ),
  )
  expect(named.filter(([id]) => !rules.has(id))).toEqual([])
})

const pages = ['README.md', ...globSync('data/handbook/**/*.md', { cwd: ROOT })]

test('[L4] every path that the handbook and the README name exists', () => {
  const paths = pages.flatMap((page) =>
    [...read(page).matchAll(/[`(]((?:shared|server|client|data|tests|scripts)\/[\w./-]*)[`)]/g)].map(
      ([, path = '']) => [page, path] as const,
    ),
  )
  expect(paths.length).toBeGreaterThan(25)
  expect(paths.filter(([, path]) => !existsSync(join(ROOT, path)))).toEqual([])
})

test('[L4] every command that they name exists', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const text = pages.map(read).join('\n')
  const run = [...text.matchAll(/(?:^|`| )npm (?:run )?(start|test|wiki|check|bench|soak|build)\b/gm)].map(
    ([, name = '']) => name,
  )
  const wiki = [...text.matchAll(/(?:pnpm wiki|npm run wiki --) ([a-z]+)/g)].map(([, name = '']) => name)
  expect([run.length > 5, wiki.length > 3]).toEqual([true, true])
  expect(run.filter((name) => !(name in scripts))).toEqual([])
  expect(wiki.filter((name) => !(name in COMMANDS))).toEqual([])
})
