import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { MUTANTS, type Mutant } from '../mutants/mutants.ts'

const ROOT = join(import.meta.dirname, '../..')
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs')

test.each(MUTANTS)('[L5] a server with $name is noticed', (mutant) => {
  const { run, failed } = testsOn(mutant)
  expect(run).toBeGreaterThan(0)
  expect(failed).toBeGreaterThan(0)
})

/** How many tests ran on the mutant, and how many of them failed. */
function testsOn({ name, project, test, named }: Mutant): { run: number; failed: number } {
  const folder = mkdtempSync(join(tmpdir(), 'terreau-mutant-'))
  const report = join(folder, 'report.json')
  const config = join(ROOT, 'tests/mutants/vitest.config.ts')
  const argv = ['run', '--config', config, '--project', project, test, '-t', named]
  const ended = spawnSync(process.execPath, [VITEST, ...argv, '--reporter=json', `--outputFile=${report}`], {
    cwd: ROOT,
    // A few power cuts are enough to notice.
    env: { ...process.env, MUTANT: name, POWER_CUTS: '60' },
    encoding: 'utf8',
    timeout: 240_000,
  })
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>
    return { run: (numPassedTests ?? 0) + (numFailedTests ?? 0), failed: numFailedTests ?? 0 }
  } catch (cause) {
    throw new Error(`the tests did not run: ${ended.stdout}${ended.stderr}`, { cause })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
