import { Worker } from 'node:worker_threads'
import type { Area, Commune } from '@terreau/shared/api/communes.ts'
import { COMMUNE_KINDS, keyOf, type CommuneTable } from './commune-table.ts'

/** What an INSEE code stands for today. */
export type CodeFound =
  | { readonly is: 'commune' | 'part'; readonly commune: Commune }
  /** It was given up; the commune took it in. */
  | { readonly is: 'former'; readonly commune: Commune }
  | { readonly is: 'unknown' }

/** The communes of France and what they belong to, by the official geographic code of 2026. */
export class Gazetteer {
  readonly #table: CommuneTable
  readonly #former: ReadonlyMap<string, number>

  constructor(table: CommuneTable) {
    this.#table = table
    this.#former = new Map(table.former)
  }

  /** The year of the code. */
  readonly year = 2026

  find(code: string): CodeFound {
    const index = this.#indexOf(code)
    if (index >= 0) {
      const commune = this.#commune(index)
      return { is: commune.partOf ? 'part' : 'commune', commune }
    }
    const former = this.#former.get(code)
    return former === undefined ? { is: 'unknown' } : { is: 'former', commune: this.#commune(former) }
  }

  /** Communes for what was typed: exact names first, then beginnings, then the rest; larger ones first among equals. */
  search(typed: string, limit = 10): Commune[] {
    const code = /^\d{1,5}$|^2[ab]\d{0,3}$/i.test(typed.trim()) ? typed.trim().toUpperCase() : null
    return (code ? this.#byCode(code) : this.#byName(keyOf(typed))).slice(0, limit).map((index) => this.#commune(index))
  }

  /** What lies in a territory, as the codes that pages may carry, parts of communes included; null for no territory. */
  codesIn(area: string): string[] | null {
    const { codes, parents } = this.#table
    const belongs = this.#belongs(area)
    return belongs && codes.filter((_, index) => belongs(index) || belongs(parents[index] ?? -1))
  }

  /** The communes of a territory, without their parts. */
  communesIn(area: string): Commune[] {
    return this.#wholeIn(area).map((index) => this.#commune(index))
  }

  #wholeIn(area: string): number[] {
    const { codes, parents } = this.#table
    const belongs = this.#belongs(area)
    return belongs ? codes.flatMap((_, index) => (parents[index] === -1 && belongs(index) ? [index] : [])) : []
  }

  area(code: string): Area | null {
    const name = this.nameOf(code)
    if (name === null) return null
    const kind = code.startsWith('D')
      ? 'department'
      : code.startsWith('R')
        ? 'region'
        : code.length === 9
          ? 'grouping'
          : 'commune'
    return { code, name, kind, communes: this.#wholeIn(code).length }
  }

  /** Groupings, départements and regions whose name holds what was typed. */
  areas(typed: string, limit = 10): Area[] {
    const { epci, departments, regions } = this.#table
    const key = keyOf(typed)
    if (key.length < 2) return []
    const all = [
      ...regions.map(({ code, name }) => ({ code: `R${code}`, name })),
      ...departments.map(({ code, name }) => ({ code: `D${code}`, name })),
      ...epci,
    ]
    return all
      .filter(({ name }) => ` ${keyOf(name)}`.includes(` ${key}`))
      .slice(0, limit)
      .flatMap(({ code }) => this.area(code) ?? [])
  }

  #belongs(area: string): ((index: number) => boolean) | null {
    const { codes, groupings, epci } = this.#table
    if (area.startsWith('D')) return (index) => departmentIn(codes[index] ?? '') === area.slice(1)
    if (area.startsWith('R')) return (index) => this.#regionOf(index) === area.slice(1)
    if (area.length === 9) {
      const wanted = epci.findIndex(({ code }) => code === area)
      return wanted < 0 ? null : (index) => groupings[index] === wanted
    }
    const own = this.#indexOf(area)
    return own < 0 ? null : (index) => index === own
  }

  /** The name of a territory by its code, as it is today; null for none. */
  nameOf(code: string): string | null {
    const { departments, regions, epci, names } = this.#table
    if (code.startsWith('D')) return nameIn(departments, code.slice(1))
    if (code.startsWith('R')) return nameIn(regions, code.slice(1))
    return code.length === 9
      ? nameIn(epci, code)
      : (names[this.#indexOf(code)] ?? names[this.#former.get(code) ?? -1] ?? null)
  }

  #regionOf(index: number): string | undefined {
    const department = departmentIn(this.#table.codes[index] ?? '')
    return this.#table.departments.find(({ code }) => code === department)?.region
  }

  /** A digit or more of a postcode or of an INSEE code. */
  #byCode(typed: string): number[] {
    const { codes, postcodes } = this.#table
    const found = codes.flatMap((code, index) =>
      code.startsWith(typed) || ` ${postcodes[index]}`.includes(` ${typed}`) ? [index] : [],
    )
    return this.#sorted(found, (index) => (codes[index] === typed ? 0 : 1))
  }

  #byName(typed: string): number[] {
    if (typed === '') return []
    const { keys, alsoNamed } = this.#table
    const ranks = new Map<number, number>()
    const meet = (key: string, index: number) => {
      const rank = rankOf(key, typed)
      if (rank < (ranks.get(index) ?? 3)) ranks.set(index, rank)
    }
    for (const [index, key] of keys.entries()) meet(key, index)
    for (const [key, index] of alsoNamed) meet(key, index)
    return this.#sorted([...ranks.keys()], (index) => ranks.get(index) ?? 3)
  }

  #sorted(found: number[], rank: (index: number) => number): number[] {
    const { populations, kinds } = this.#table
    const order = (index: number) => [rank(index), kinds[index] === 0 ? 0 : 1, -(populations[index] ?? 0)] as const
    return found.toSorted((a, b) => {
      const [one, other] = [order(a), order(b)]
      return one[0] - other[0] || one[1] - other[1] || one[2] - other[2]
    })
  }

  #indexOf(code: string): number {
    const { codes } = this.#table
    let [low, high] = [0, codes.length - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const found = codes[middle] ?? ''
      if (found === code) return middle
      if (found < code) low = middle + 1
      else high = middle - 1
    }
    return -1
  }

  #commune(index: number): Commune {
    const { codes, names, kinds, parents, groupings, postcodes, epci, departments, regions } = this.#table
    const parent = parents[index] ?? -1
    const code = codes[index] ?? ''
    const department = departments.find((one) => one.code === departmentIn(code))
    const region = regions.find((one) => one.code === department?.region)
    const own = postcodes[index] || postcodes[parent] || ''
    return {
      code,
      name: names[index] ?? '',
      kind: COMMUNE_KINDS[kinds[index] ?? 0] ?? 'commune',
      partOf: named(codes[parent], names[parent]),
      department: department ? { code: department.code, name: department.name } : null,
      region: region ? { code: region.code, name: region.name } : null,
      grouping: epci[groupings[index] ?? -1] ?? null,
      postcodes: own.split(' ').filter(Boolean),
    }
  }
}

const named = (code: string | undefined, name: string | undefined) => (code && name ? { code, name } : null)

const nameIn = (all: readonly { code: string; name: string }[], code: string): string | null =>
  all.find((one) => one.code === code)?.name ?? null

const departmentIn = (code: string): string => (/^9[78]/.test(code) ? code.slice(0, 3) : code.slice(0, 2))

/** 0 for the name itself, 1 where it begins so, 2 where one of its words does, 3 for any other. */
function rankOf(key: string, typed: string): number {
  if (key === typed) return 0
  if (key.startsWith(typed)) return 1
  return key.includes(` ${typed}`) ? 2 : 3
}

let loading: Promise<Gazetteer> | null = null

/** The gazetteer, read when it is first asked for and kept: some 10 MB. */
export function gazetteer(): Promise<Gazetteer> {
  loading ??= load().catch((cause: unknown) => {
    loading = null
    throw cause
  })
  return loading
}

function load(): Promise<Gazetteer> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('commune-thread.ts', import.meta.url))
    thread.once('message', (table: CommuneTable) => resolve(new Gazetteer(table)))
    thread.once('error', reject)
  })
}

/** Names of communes and groupings by the codes that fields hold; the code is not even read where they hold none. */
export async function areaNames({
  commune,
  territories,
}: Readonly<Record<string, unknown>>): Promise<Record<string, string>> {
  const codes = [commune, territories].flat().filter((code) => typeof code === 'string')
  if (codes.length === 0) return {}
  const communes = await gazetteer()
  const named = codes.flatMap((code) => {
    const name = communes.nameOf(code)
    return name === null ? [] : [[code, name] as const]
  })
  return Object.fromEntries(named)
}
