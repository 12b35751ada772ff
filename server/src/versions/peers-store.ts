import type { PassageProvenance } from '@terreau/shared/api/history.ts'
import type { Passage } from '@terreau/shared/api/pages.ts'
import { identityOf } from '@terreau/shared/document/align-side.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import type { Objections } from './objections.ts'
import type { Peers } from './passage-standing.ts'
import type { Version, VersionStore } from './version-store.ts'
import { namesOf, whoIsWho } from './who-is-who.ts'

/** What peers said of a page's passages. */
export class PeersStore {
  readonly #db: Db
  readonly #versions: VersionStore
  readonly #objections: Objections
  readonly #now: () => Instant

  constructor(db: Db, versions: VersionStore, objections: Objections, now: () => Instant) {
    this.#db = db
    this.#versions = versions
    this.#objections = objections
    this.#now = now
  }

  /** Beside its newest version, or another one. */
  async of(page: PageId, version?: Version | null): Promise<Peers> {
    return {
      version: version === undefined ? await this.#versions.newest(page) : version,
      objections: await this.#objections.openOn(page),
      personOf: (await whoIsWho(this.#db)).personOf,
      now: this.#now(),
    }
  }
}

/** Who validated each of these passages, where they stand as they were validated. */
export async function validatedBy(
  db: Db,
  passages: readonly Passage[],
  { version, personOf }: Peers,
): Promise<PassageProvenance['verdicts'][]> {
  const validated = Map.groupBy(version?.passages ?? [], identityOf)
  const people = await namesOf(db, version?.passages.flatMap(({ by }) => [...by]) ?? [])
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return passages.map((passage) => {
    const known = validated.get(identityOf(passage))?.shift()
    const ids = new Set(known?.by.map((member) => personOf(member) as MemberId))
    return [...ids].map((by) => ({ by, name: names.get(by) ?? '', at: new Date(known?.at ?? 0).toISOString() }))
  })
}
