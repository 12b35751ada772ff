import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A package as a bill of materials in CycloneDX lists it. */
export interface Component {
  readonly 'bom-ref': string
  readonly licenses?: readonly { readonly license?: { readonly id?: string }; readonly expression?: string }[]
}

/** Free licences, by their SPDX ids. */
const FREE = new Set([
  '0BSD',
  'AGPL-3.0-or-later',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'LGPL-3.0-or-later',
  'MIT',
  'MIT-0',
  'MPL-1.1',
  'MPL-2.0',
  'OFL-1.1',
  'Unlicense',
])

/** What is unknown, or not free, and why; our own parts are not asked. */
export function notFree(components: readonly Component[]): string[] {
  return components
    .filter(({ 'bom-ref': ref }) => !ref.startsWith('pkg:npm/%40terreau/'))
    .flatMap(({ 'bom-ref': ref, licenses = [] }) => {
      const said = licenses.map(({ license, expression }) => license?.id ?? expression ?? 'unknown')
      return said.length > 0 && said.every(isFree) ? [] : [`${ref}: ${said.join(', ') || 'no licence'}`]
    })
}

/** Of licences between OR one is enough; between AND each counts. */
function isFree(expression: string): boolean {
  const plain = expression.replaceAll(/[()]/g, '')
  return plain.split(' OR ').some((one) => one.split(' AND ').every((id) => FREE.has(id.trim())))
}

/** What a registry says of its signatures on the installed packages. */
export interface Signatures {
  readonly audited: number
  readonly verified: number
  readonly invalid: readonly unknown[]
  readonly missing: readonly unknown[]
}

/** One line of what signatures tell, null where there was no answer; throws where one is wrong or lacks. */
export function saidOfSignatures(signatures: Signatures | null): string {
  const held = 'packages are held to the hashes of the lockfile alone'
  if (!signatures) return `The registry could not be asked for signatures: ${held}.`
  const { audited, verified, invalid, missing } = signatures
  if (invalid.length + missing.length > 0)
    throw new Error(`wrong or no signatures: ${JSON.stringify({ invalid, missing })}`)
  return audited === 0
    ? `The registry in use offers no signatures: ${held}.`
    : `${verified} signatures of the registry verified.`
}

const ROOT = join(import.meta.dirname, '..')
const BILL = join('.cache', 'sbom.cdx.json')

function pnpm(version: string, ...argv: string[]): string | null {
  const how = { cwd: ROOT, encoding: 'utf8', timeout: 90_000, shell: process.platform === 'win32' } as const
  const { stdout, stderr, status } = spawnSync('npx', ['--yes', version, '--recursive', ...argv], how)
  if (status !== 0) console.error(stderr)
  return status === 0 || stdout.startsWith('{') ? stdout : null
}

/** Writes the bill of materials, looks at each licence, and asks for signatures where `signatures` is said. */
function main([version = '', signatures]: string[]): void {
  mkdirSync(join(ROOT, dirname(BILL)), { recursive: true })
  const kind = ['--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--sbom-spec-version', '1.6']
  if (pnpm(version, 'sbom', ...kind, '--out', BILL) === null) throw new Error('no bill of materials')
  const { components } = JSON.parse(readFileSync(join(ROOT, BILL), 'utf8')) as { components: Component[] }
  const unfree = notFree(components)
  if (unfree.length > 0) throw new Error(`not known to be free:\n${unfree.join('\n')}`)
  console.log(`${components.length} packages in ${BILL}, all of free licences.`)
  if (!signatures) return
  const answer = pnpm(version, 'audit', 'signatures', '--json')
  console.log(saidOfSignatures(answer?.startsWith('{') ? (JSON.parse(answer) as Signatures) : null))
}

if (import.meta.main) {
  try {
    main(process.argv.slice(2))
  } catch (cause) {
    console.error(cause instanceof Error ? cause.message : cause)
    process.exitCode = 1
  }
}
