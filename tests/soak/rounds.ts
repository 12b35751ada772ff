import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs')

/** Tests of the suite, played once with other numbers. */
export interface Round {
  readonly project: string
  readonly test: string
  readonly env: Readonly<Record<string, string>>
}

export interface Played {
  readonly figures: Readonly<Record<string, number>>
  /** What the failing tests said. */
  readonly failures: readonly string[]
}

interface Report {
  readonly testResults?: readonly {
    readonly message: string
    readonly assertionResults: readonly { readonly status: string; readonly failureMessages: readonly string[] }[]
  }[]
}

const running = new Set<ChildProcess>()

/** Ends whatever is being played. */
export function breakOff(): void {
  for (const child of running) child.kill('SIGTERM')
}

export async function play({ project, test, env }: Round): Promise<Played> {
  const folder = mkdtempSync(join(tmpdir(), 'terreau-soak-'))
  const [report, figures] = [join(folder, 'report.json'), join(folder, 'figures')]
  const argv = [VITEST, 'run', '--project', project, test, '--reporter=json', `--outputFile=${report}`]
  const child = spawn(process.execPath, argv, {
    cwd: ROOT,
    env: { ...process.env, FIGURES: figures, ...env },
    stdio: 'ignore',
    detached: true,
  })
  running.add(child)
  await new Promise((resolve) => child.once('exit', resolve))
  running.delete(child)
  const played = { figures: added(linesOf(figures)), failures: failuresIn(report) }
  rmSync(folder, { recursive: true })
  return played
}

function linesOf(file: string): Record<string, number>[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, number>)
}

/** The sum of all; of what is called longest, the longest. */
export function added(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const [name, figure] of all.flatMap((one) => Object.entries(one)))
    sum[name] = name.startsWith('longest') ? Math.max(sum[name] ?? 0, figure) : (sum[name] ?? 0) + figure
  return sum
}

function failuresIn(report: string): string[] {
  if (!existsSync(report)) return ['the tests did not run to their end']
  const { testResults = [] } = JSON.parse(readFileSync(report, 'utf8')) as Report
  return testResults.flatMap(({ assertionResults, message }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed')
    return failed.length > 0 ? failed.flatMap(({ failureMessages }) => failureMessages) : message ? [message] : []
  })
}
