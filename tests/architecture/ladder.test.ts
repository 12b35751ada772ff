import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

/** Each place imports only from places above it; what stands on one line forms one place. */
const LADDER = [
  ['shared/src/ids.ts', 'shared/src/languages.ts', 'shared/src/refusals.ts', 'shared/src/wire.ts'],
  ['shared/src/travel/'],
  ['shared/src/hours/'],
  ['shared/src/page-types/'],
  ['shared/src/document/'],
  ['shared/src/review/'],
  ['shared/src/language/'],
  ['shared/src/answers/'],
  ['shared/src/provenance/'],
  ['shared/src/permission/'],
  ['shared/src/api/'],
  ['server/src/storage/'],
  ['server/src/http/'],
  ['server/src/communes/'],
  ['server/src/update-log/'],
  ['server/src/members/'],
  ['server/src/ledger/'],
  ['server/src/happenings/'],
  ['server/src/territories/'],
  ['server/src/files/'],
  ['server/src/maps/'],
  ['server/src/versions/'],
  ['server/src/projections/'],
  ['server/src/provenance/'],
  ['server/src/pages/'],
  ['server/src/directory/'],
  ['server/src/search/'],
  ['server/src/questions/'],
  ['server/src/transfer/'],
  ['server/src/sources/'],
  ['server/src/links/'],
  ['server/src/rooms/'],
  ['server/src/history/'],
  ['server/src/reviews/'],
  ['server/src/discussion/'],
  ['server/src/proposals/'],
  ['server/src/notices/'],
  ['server/src/exporting/'],
  ['server/src/first-steps/'],
  ['server/src/persons/'],
  ['server/src/care/'],
  ['server/src/safekeeping/'],
  ['server/src/screens/'],
  ['server/src/'],
  ['client/src/i18n/', 'client/src/page-types.ts'],
  ['client/src/'],
]

interface Import {
  readonly from: string
  readonly to: string
}

const sources = globSync('{shared,server,client}/src/**/*.{ts,tsx}', { cwd: ROOT }).filter(
  (file) => !/\.test\.tsx?$|\.d\.ts$/.test(file),
)

const imports: Import[] = sources.flatMap((from) => {
  const code = readFileSync(join(ROOT, from), 'utf8')
  const named = [...code.matchAll(/(?:from|import)\s*\(?\s*'((?:\.{1,2}|@terreau)\/[^']+)'/g)].map(
    ([, path = '']) => path,
  )
  return named.map((path) => ({ from, to: resolved(from, path) }))
})

function resolved(from: string, path: string): string {
  const [, area, rest] = /^@terreau\/(shared|server|data)\/(.+)$/.exec(path) ?? []
  if (area === 'data') return `data/${rest}`
  return area ? `${area}/src/${rest}` : normalize(join(dirname(from), path))
}

function rung(file: string): number {
  return LADDER.findIndex((places) => places.some((place) => file.startsWith(place)))
}

test('[L1] every source file stands somewhere on the ladder', () => {
  expect(sources.length).toBeGreaterThan(80)
  expect(sources.filter((file) => rung(file) < 0)).toEqual([])
})

test('[L1] every import goes up the ladder', () => {
  expect(imports.length).toBeGreaterThan(200)
  expect(imports.filter(({ from, to }) => !to.startsWith('data/') && rung(to) > rung(from))).toEqual([])
})

test('[L2] the client knows nothing of the server, and shared knows neither', () => {
  const foreign = imports.filter(
    ({ from, to }) =>
      (from.startsWith('client/') && to.startsWith('server/')) ||
      (from.startsWith('shared/') && !to.startsWith('shared/')),
  )
  expect(foreign).toEqual([])
})

test('[L2] shared code runs anywhere: no Node, no framework, no SQL', () => {
  const nodeOnly = /from '(?:node:|fastify|@fastify|react|better-sqlite3|kysely|sharp|ws')/
  const code = sources
    .filter((file) => file.startsWith('shared/'))
    .filter((file) => nodeOnly.test(readFileSync(join(ROOT, file), 'utf8')))
  expect(code).toEqual([])
})
