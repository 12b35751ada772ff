import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { notFree, saidOfSignatures, type Component } from '../../scripts/supply-chain.ts'

const ROOT = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const [lock, settings] = [read('pnpm-lock.yaml'), read('pnpm-workspace.yaml')]

test('[L6] each package is held to its hash, wherever it comes from', () => {
  const resolutions = [...lock.matchAll(/resolution: (.*)/g)].map(([, said]) => said)
  expect(resolutions.length).toBeGreaterThan(300)
  expect(resolutions.filter((said) => !/^\{integrity: sha512-[\w+/]{86}==\}$/.test(said ?? ''))).toEqual([])
  expect(lock).not.toMatch(/tarball:|https?:|git[+@:]/)
})

test('[L6] versions are exact', () => {
  const manifests = globSync('{,shared/,server/,client/,tests/,data/}package.json', { cwd: ROOT }).map(
    (file) => JSON.parse(read(file)) as Record<string, Record<string, string> | undefined>,
  )
  const versions = manifests.flatMap((one) =>
    ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'].flatMap((kind) =>
      Object.entries(one[kind] ?? {}),
    ),
  )
  expect(versions.length).toBeGreaterThan(40)
  expect(versions.filter(([, version]) => !/^(?:\d+\.\d+\.\d+(?:-[\w.]+)?|workspace:\*)$/.test(version))).toEqual([])
})

test('[L6] nothing runs when it is installed but what places Node, and nothing younger than a week comes in', () => {
  expect(/^allowBuilds:\n((?: .*\n)+)/m.exec(settings)?.[1]).toBe('  node: true\n')
  expect(settings).not.toMatch(/dangerouslyAllowAllBuilds|onlyBuiltDependencies/)
  expect(Number(/^minimumReleaseAge: (\d+)$/m.exec(settings)?.[1])).toBeGreaterThanOrEqual(7 * 24 * 60)
  const [, excepted = ''] = /^minimumReleaseAgeExclude:\n((?: .*\n?)*)/m.exec(settings) ?? []
  const names = excepted.split('\n').flatMap((line) => /^ {2}- '(.+)'$/.exec(line)?.[1] ?? [])
  expect(names.filter((name) => !lock.includes(`  ${name}:\n`) && !lock.includes(`  '${name}':\n`))).toEqual([])
})

const component = (name: string, licenses?: Component['licenses']): Component => ({
  'bom-ref': `pkg:npm/${name}@1.0.0`,
  ...(licenses && { licenses }),
})

test('[L6] a licence that is unknown or not free is noticed', () => {
  const free = [[{ license: { id: 'MIT' } }], [{ expression: '(GPL-9.0 OR Apache-2.0)' }]]
  const others = [[], [{ license: { id: 'SSPL-1.0' } }], [{ license: {} }], [{ expression: 'MIT AND BUSL-1.1' }]]
  expect(notFree(free.map((licenses, n) => component(`free-${n}`, licenses)))).toEqual([])
  expect(notFree(others.map((licenses, n) => component(`other-${n}`, licenses)))).toHaveLength(4)
  expect(notFree([component('nothing-said')])).toEqual(['pkg:npm/nothing-said@1.0.0: no licence'])
})

test('[L6] a signature that is wrong or lacks stops everything; a registry that offers none is named as such', () => {
  const all = { audited: 2, verified: 2, invalid: [], missing: [] }
  expect(saidOfSignatures(all)).toContain('2 signatures')
  expect(saidOfSignatures({ ...all, audited: 0, verified: 0 })).toContain('offers no signatures')
  expect(saidOfSignatures(null)).toContain('could not be asked')
  expect(() => saidOfSignatures({ ...all, invalid: [{ name: 'x' }] })).toThrow('wrong or no signatures')
  expect(() => saidOfSignatures({ ...all, missing: [{ name: 'x' }] })).toThrow('wrong or no signatures')
})
