import type { SearchQuery } from '@terreau/shared/api/search.ts'
import { fold } from '@terreau/shared/language/fold.ts'
import { readOperators } from '@terreau/shared/language/operators.ts'
import { PAGE_TYPES } from '@terreau/shared/page-types/registry.ts'
import { AREA_PATTERN } from '@terreau/shared/api/communes.ts'
import { gazetteer } from '../communes/gazetteer.ts'
import type { Db } from '../storage/store.ts'
import type { Filters } from './facets.ts'
import type { PageFacts } from './search-memory.ts'

interface TerritoryName {
  readonly id: string
  readonly name: string
  readonly parent: string | null
}

/** What a search is narrowed to, by its parameters and by what was typed. */
export class Narrowing {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  async filters(asked: SearchQuery): Promise<Filters> {
    const typed = readOperators(asked.q)
    const places = [asked.territory ?? [], typed.territories].flat()
    const territories = places.length > 0 ? await this.#territories() : []
    return {
      type: [asked.type ?? [], typed.types.flatMap(typesCalled)].flat(),
      principle: [asked.principle ?? []].flat(),
      territory:
        places.length === 0
          ? null
          : new Set((await Promise.all(places.map((place) => placesIn(place, territories)))).flat()),
      standing: asked.standing,
      stepFree: asked.stepFree === true,
      open: asked.openAt === 'now',
    }
  }

  /** Tells the name of a territory or a commune that one of these pages lies in. */
  async namesFor(pages: readonly PageFacts[]): Promise<(place: string) => string> {
    const some = pages.some(({ territory }) => territory !== null)
    const names = new Map(some ? (await this.#territories()).map(({ id, name }) => [id, name]) : [])
    const communes = pages.some(({ commune }) => commune !== null) ? await gazetteer() : null
    return (place) => names.get(place) ?? communes?.nameOf(place) ?? place
  }

  /** Few, and read whole: a name that changed is right at once. */
  async #territories(): Promise<TerritoryName[]> {
    return this.#db.selectFrom('territory').select(['id', 'name', 'parent_id as parent']).execute()
  }
}

/** Territories of the wiki, and all that lies in one of the official code. */
async function placesIn(place: string, territories: readonly TerritoryName[]): Promise<string[]> {
  const own = within(place, territories)
  const official = AREA.test(place) ? ((await gazetteer()).codesIn(place) ?? []) : []
  return [...own, ...official]
}

const AREA = new RegExp(AREA_PATTERN)

/** The territories that an id or a name means, with all that lies in them; else what was asked, as a code. */
function within(place: string, territories: readonly TerritoryName[]): string[] {
  const called = slugged(place)
  const found = territories.filter(({ id, name }) => id === place || slugged(name) === called)
  if (found.length === 0) return [place]
  const inside = new Set<string>(found.map(({ id }) => id))
  let before = 0
  while (before !== inside.size) {
    before = inside.size
    for (const { id, parent } of territories) if (parent !== null && inside.has(parent)) inside.add(id)
  }
  return [...inside]
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
