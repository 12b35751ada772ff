// Everything a fresh machine needs to run a command of the wiki: the right pnpm, Node 24, the build, a browser for tests.
// Plain JavaScript, since it runs on any Node ≥ 20 before anything is installed.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PNPM = 'pnpm@12.21.0'
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const BIN = join(ROOT, 'node_modules', '.bin')
const [command = 'serve', ...args] = process.argv.slice(2)

if (Number(process.versions.node.split('.')[0]) < 20) {
  stop(
    `Node ${process.versions.node} est trop ancien : il faut Node 20 ou plus récent. / Node ${process.versions.node} is too old: Node 20 or later is needed.`,
  )
}

const COMMANDS = {
  serve: () => prepared() && node('server/src/main.ts'),
  wiki: () => installed() && node('server/src/cli/wiki.ts', ...args),
  build: () => installed() && build(),
  check: () => installed() && check(),
  test: () => installed() && test(),
  soak: () => prepared() && compiler() && node('tests/soak/soak.ts', ...args),
  bench: () => prepared() && browser() && node('tests/bench/bench.ts', ...args),
}

function prepared() {
  installed()
  return isBuilt() || build()
}

/** Installs from the frozen lockfile, once for each lockfile. */
function installed() {
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'pnpm-lock.yaml')))
    .digest('hex')
  const stamp = join(ROOT, 'node_modules', '.terreau-lock')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return true
  console.log('  Installation… / Installing…')
  // A package's age is asked when it comes in; what is in the lockfile is held to its hash, with a network or without.
  const argv = ['--yes', PNPM, 'install', '--frozen-lockfile', '--config.minimum-release-age=0']
  const { status } = spawnSync('npx', argv, {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (status !== 0)
    stop(
      'L’installation n’a pas abouti. Vérifiez le réseau, puis recommencez. / Installing failed. Check the network, then try again.',
    )
  writeFileSync(stamp, lock)
  return true
}

/** Node 24, which comes with the project; scripts of this one may run on an older Node. */
function nodeBinary() {
  const own = join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(own)) return own
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  return stop(
    `Node ${process.versions.node} est trop ancien, il faut Node 24. / Node ${process.versions.node} is too old, Node 24 is needed.`,
  )
}

const BUILT_FROM = ['client', 'shared', 'pnpm-lock.yaml']
const BUILT_STAMP = join(ROOT, 'client', 'dist', '.built')

function isBuilt() {
  return existsSync(BUILT_STAMP) && newest(BUILT_FROM) <= statSync(BUILT_STAMP).mtimeMs
}

function newest(paths) {
  return Math.max(0, ...paths.map((path) => newestIn(join(ROOT, path))))
}

function newestIn(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  const names = readdirSync(path).filter((name) => name !== 'node_modules' && name !== 'dist')
  return Math.max(0, ...names.map((name) => newestIn(join(path, name))))
}

function build() {
  console.log('  Construction… / Building…')
  run(nodeBinary(), ['build.ts'], { cwd: join(ROOT, 'client'), stdio: ['ignore', 'ignore', 'inherit'] })
  writeFileSync(BUILT_STAMP, '')
  return true
}

/** Types, lint, format, unused code, licences and the ladder. */
function check() {
  run(join(BIN, 'tsc'), ['-p', '.'])
  run(join(BIN, 'oxlint'), [])
  run(join(BIN, 'oxfmt'), ['--check'])
  run(nodeBinary(), [join(ROOT, 'node_modules', 'knip', 'bin', 'knip.js')])
  run(nodeBinary(), ['scripts/supply-chain.ts', PNPM])
  run(nodeBinary(), [join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'architecture'])
  return true
}

/** All that continuous integration runs; ends with one line of counts. */
function test() {
  check()
  run(nodeBinary(), ['scripts/supply-chain.ts', PNPM, 'signatures'])
  if (!isBuilt()) build()
  browser()
  compiler()
  const report = join(ROOT, '.cache', 'tests.json')
  mkdirSync(dirname(report), { recursive: true })
  const vitest = [
    join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ]
  const { status } = spawnSync(nodeBinary(), vitest, options())
  const {
    numPassedTests = 0,
    numFailedTests = 1,
    testResults = [],
  } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {}
  printTimes(testResults)
  console.log(`\n${numPassedTests} passed, ${numFailedTests} failed`)
  process.exit(status === 0 && numPassedTests > 0 ? 0 : 1)
}

/** How long each kind of test took, the slowest first. */
function printTimes(results) {
  const times = new Map()
  for (const { name, startTime, endTime } of results) {
    const [, kind = 'unit'] = /[\\/]tests[\\/]([^\\/]+)[\\/]/.exec(name) ?? []
    times.set(kind, (times.get(kind) ?? 0) + Math.max(0, endTime - startTime))
  }
  const said = [...times].sort(([, a], [, b]) => b - a).map(([kind, ms]) => `${kind} ${(ms / 1000).toFixed(0)} s`)
  console.log(`\n${said.join(' · ')}`)
}

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** A Chromium for journeys: `CHROME_PATH`, the system's, or Debian's own when we may install it. */
function browser() {
  if (process.env.CHROME_PATH) return true
  const found = BROWSERS.map(which).find(Boolean) ?? (debian('chromium', 'fonts-dejavu-core') && which('chromium'))
  if (!found)
    stop(
      'Il faut un Chromium pour les essais : installez-le, ou donnez son chemin dans CHROME_PATH. / Tests need a Chromium: install one, or set CHROME_PATH.',
    )
  process.env.CHROME_PATH = found
  return true
}

function which(name) {
  const { status, stdout } = spawnSync('which', [name], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : ''
}

/** Installs Debian packages, where we are on Debian and may. */
function debian(...packages) {
  if (process.getuid?.() !== 0 || !which('apt-get')) return false
  console.log(`  ${packages[0]}…`)
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  spawnSync('apt-get', ['update', '-qq'], quiet)
  return spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quiet).status === 0
}

/** A C compiler for the recorder of the power-cut test. */
function compiler() {
  if (which('cc') || debian('gcc', 'libc6-dev')) return true
  return stop('Il faut un compilateur C pour les essais (gcc). / Tests need a C compiler (gcc).')
}

/** Hands the terminal to a program of ours; it hears Ctrl-C itself, and we end as it ends. */
function node(...argv) {
  const child = spawn(nodeBinary(), argv, options())
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

function run(program, argv, more = {}) {
  try {
    execFileSync(program, argv, { ...options(), ...more })
  } catch {
    process.exit(1)
  }
}

function options() {
  // What Node compiled once is kept beside the other caches of this folder, so that each start is faster than the first.
  const NODE_COMPILE_CACHE = join(ROOT, '.cache', 'compiled')
  const env = { NODE_COMPILE_CACHE, ...process.env, PATH: `${BIN}:${process.env.PATH ?? ''}` }
  return { cwd: ROOT, stdio: 'inherit', env }
}

function stop(sentence) {
  console.error(`\n  ${sentence}\n`)
  process.exit(1)
}

if (!Object.hasOwn(COMMANDS, command))
  stop(`Commande inconnue : ${command}. / Unknown command: ${command}. (${Object.keys(COMMANDS).join(', ')})`)
COMMANDS[command]()
