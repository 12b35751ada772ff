import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fold } from '@terreau/shared/language/fold.ts'

/**
 * The official geographic code as columns: a commune is the index at which it stands in each of them. Sorted by code; made
 * of the package `@etalab/decoupage-administratif`, whose objects would take six times the memory.
 */
export interface CommuneTable {
  readonly codes: readonly string[]
  readonly names: readonly string[]
  readonly keys: readonly string[]
  readonly kinds: Uint8Array
  /** Index of the commune that it is a part of; -1 for a commune of its own. */
  readonly parents: Int32Array
  /** Index in `groupings`; -1 for none. */
  readonly groupings: Int16Array
  readonly populations: Int32Array
  /** Postcodes between spaces. */
  readonly postcodes: readonly string[]
  readonly epci: readonly { readonly code: string; readonly name: string }[]
  readonly departments: readonly { readonly code: string; readonly name: string; readonly region: string }[]
  readonly regions: readonly { readonly code: string; readonly name: string }[]
  /** Names of former communes that go by the code of the one they became, as they are typed. */
  readonly alsoNamed: readonly (readonly [key: string, index: number])[]
  /** Codes that were given up, with the index of the commune that took them in. */
  readonly former: readonly (readonly [code: string, index: number])[]
}

export const COMMUNE_KINDS = ['commune', 'delegated', 'associated', 'district'] as const

const KIND_OF: Readonly<Record<string, number>> = {
  'commune-actuelle': 0,
  'commune-deleguee': 1,
  'commune-associee': 2,
  'arrondissement-municipal': 3,
}

interface RawCommune {
  readonly code: string
  readonly nom: string
  readonly type: string
  /** The commune that it is a part of. */
  readonly commune?: string
  readonly chefLieu?: string
  readonly population?: number
  readonly codesPostaux?: readonly string[]
  readonly anciensCodes?: readonly string[]
}

interface RawGrouping {
  readonly code: string
  readonly nom: string
  readonly membres: readonly { readonly code: string }[]
}

interface RawArea {
  readonly code: string
  readonly nom: string
  readonly region?: string
}

/** Reads the package whole; it takes a third of a second and 100 MB for a moment, so it is done in a thread of its own. */
export function readCommuneTable(): CommuneTable {
  const all = read<RawCommune[]>('communes').filter(({ type }) => type in KIND_OF)
  // A code that a commune shares with one of its parts is the commune's.
  const rows = [...new Map(all.toSorted(byKindLast).map((row) => [row.code, row])).values()].toSorted(byCode)
  const indexes = new Map(rows.map(({ code }, index) => [code, index]))
  const groupings = read<RawGrouping[]>('epci')
  const groupingOf = new Map(groupings.flatMap((one, index) => one.membres.map(({ code }) => [code, index] as const)))
  const wholeOf = ({ type, code, commune, chefLieu }: RawCommune) =>
    type === 'commune-actuelle' ? code : (commune ?? chefLieu ?? '')
  return {
    codes: rows.map(({ code }) => code),
    names: rows.map(({ nom }) => nom),
    keys: rows.map(({ nom }) => keyOf(nom)),
    kinds: Uint8Array.from(rows, ({ type }) => KIND_OF[type] ?? 0),
    parents: Int32Array.from(rows, (row) => (row.type === 'commune-actuelle' ? -1 : (indexes.get(wholeOf(row)) ?? -1))),
    groupings: Int16Array.from(rows, (row) => groupingOf.get(wholeOf(row)) ?? -1),
    populations: Int32Array.from(rows, ({ population }) => population ?? 0),
    postcodes: rows.map(({ codesPostaux = [] }) => codesPostaux.join(' ')),
    epci: groupings.map(({ code, nom }) => ({ code, name: nom })),
    departments: read<RawArea[]>('departements').map(({ code, nom, region = '' }) => ({ code, name: nom, region })),
    regions: read<RawArea[]>('regions').map(({ code, nom }) => ({ code, name: nom })),
    alsoNamed: all.flatMap(({ code, nom, type }) => {
      const index = indexes.get(code) ?? -1
      return type !== 'commune-actuelle' && rows[index]?.nom !== nom ? [[keyOf(nom), index] as const] : []
    }),
    former: rows.flatMap(({ anciensCodes = [] }, index) =>
      anciensCodes.filter((code) => !indexes.has(code)).map((code) => [code, index] as const),
    ),
  }
}

const byCode = (a: RawCommune, b: RawCommune): number => (a.code < b.code ? -1 : 1)
const byKindLast = (a: RawCommune, b: RawCommune): number => (KIND_OF[b.type] ?? 0) - (KIND_OF[a.type] ?? 0)

/** The form in which names are typed and found: `Saint-Médard-d’Eyrans` and `st medard d eyrans` meet. */
export function keyOf(name: string): string {
  return fold(name)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replaceAll(/\bste\b/g, 'sainte')
    .replaceAll(/\bst\b/g, 'saint')
}

const require = createRequire(import.meta.url)
const PACKAGE = dirname(require.resolve('@etalab/decoupage-administratif/package.json'))

function read<T>(file: string): T {
  return JSON.parse(readFileSync(join(PACKAGE, 'data', `${file}.json`), 'utf8')) as T
}
