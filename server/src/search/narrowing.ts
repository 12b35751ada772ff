import type { SearchQuery } from '@terreau/shared/api/search.ts'
import { fold } from '@terreau/shared/language/fold.ts'
import { readOperators } from '@terreau/shared/language/operators.ts'
import { PAGE_TYPES } from '@terreau/shared/page-types/registry.ts'
import type { Roles } from '@terreau/shared/permission/roles.ts'
import type { Db } from '../storage/store.ts'
import type { Filters } from './facets.ts'

interface TerritoryName {
  readonly id: string
  readonly name: string
  readonly parent: string | null
}

/** What a search is narrowed to, by its parameters and by what was typed. */
export class Narrowing {
  readonly #db: Db
  #territories: readonly TerritoryName[] = []

  constructor(db: Db) {
    this.#db = db
  }

  async filters(asked: SearchQuery, _person: Roles | null): Promise<Filters> {
    const typed = readOperators(asked.q)
    // Few, and read whole: a name that changed is right at once.
    this.#territories = await this.#db.selectFrom('territory').select(['id', 'name', 'parent_id as parent']).execute()
    const places = [...[asked.territory ?? []].flat(), ...typed.territories]
    return {
      type: [[asked.type ?? []].flat(), typed.types.flatMap(typesCalled)].flat(),
      principle: [asked.principle ?? []].flat(),
      territory: places.length === 0 ? null : new Set(places.flatMap((place) => this.#within(place))),
      standing: asked.standing,
      stepFree: asked.stepFree === true,
    }
  }

  /** Tells the name of a place that a page lies in. A commune is known by its code alone. */
  namesFor(_person: Roles | null): (place: string) => string {
    const names = new Map(this.#territories.map(({ id, name }) => [id, name]))
    return (place) => names.get(place) ?? place
  }

  /** The territories that an id or a name means, with all that lies in them; else what was asked, as a code. */
  #within(place: string): string[] {
    const called = slugged(place)
    const found = this.#territories.filter(({ id, name }) => id === place || slugged(name) === called)
    if (found.length === 0) return [place]
    const inside = new Set(found.map(({ id }) => id))
    let before = 0
    while (before !== inside.size) {
      before = inside.size
      for (const { id, parent } of this.#territories) if (parent !== null && inside.has(parent)) inside.add(id)
    }
    return [...inside]
  }
}

const slugged = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]+/gu, '-')

/** The types that `type:` may mean: by key, or by the beginning of their address. None is a type that no page has. */
function typesCalled(word: string): string[] {
  const types = Object.values(PAGE_TYPES)
  const exact = types.filter(({ key }) => key === word)
  const begun = types.filter(
    ({ key, path }) => word.length >= 3 && (key.startsWith(word) || path.slice(1).startsWith(word)),
  )
  const found = (exact.length > 0 ? exact : begun).map(({ key }) => key)
  return found.length > 0 ? found : [word]
}
