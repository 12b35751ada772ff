import { sql } from 'kysely'
import { positionIn } from '@terreau/shared/answers/facts.ts'
import type { OddPosition } from '@terreau/shared/api/directory.ts'
import type { Outline } from '@terreau/shared/api/maps.ts'
import type { PageName } from '@terreau/shared/api/pages.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { Roles } from '@terreau/shared/permission/roles.ts'
import { metresBetween, type Position } from '@terreau/shared/travel/distance.ts'
import type { Gazetteer } from '../communes/gazetteer.ts'
import { OutlineStore } from '../maps/outline-store.ts'
import { isWithin } from '../maps/within-outline.ts'
import { listed } from '../members/readable.ts'
import type { matching } from '../pages/page-list.ts'
import { among } from '../storage/among.ts'
import type { Db } from '../storage/store.ts'

/** Metres as the crow flies; a stop farther than this from a place does not serve it on foot. */
const FARTHEST_STOP = 5_000

/** Metres outside an outline that are taken for within: outlines are published in simplified form. */
const BORDER = 200

/** So many places are looked at for one stop. */
const MOST_SERVED = 20

/** What is said of one position: in which commune it is, and which places a stop there serves. */
interface Said {
  readonly at: Position
  /** INSEE. */
  readonly commune: string | null
  readonly serves: readonly PageId[]
}

interface Placed {
  readonly page: PageName
  readonly at: Position
  readonly commune: string | null
}

/**
 * Positions that hardly can be right: outside the commune that is stated, by the outlines that the wiki brought in, or a
 * stop far from what it serves. Nothing is said of a commune for which no outline speaks. Made anew for each request.
 */
export class OddPositions {
  readonly #db: Db
  readonly #communes: Pick<Gazetteer, 'find'>
  readonly #outlines: OutlineStore
  readonly #own = new Map<string, Promise<Outline | null>>()

  constructor(db: Db, communes: Pick<Gazetteer, 'find'>) {
    this.#db = db
    this.#communes = communes
    this.#outlines = new OutlineStore(db)
  }

  /** Of places that the person may see listed. */
  async asked({ at, commune, serves }: Said, person: Roles | null): Promise<OddPosition> {
    const places = await placesAt(this.#db, person)
      .where('page.id', 'in', among(serves.slice(0, MOST_SERVED)))
      .execute()
    return { outside: commune === null ? null : await this.#outside(commune, at), far: farFrom(at, places.map(placed)) }
  }

  /** Places and ways to come among these pages, by title, and how many of them say where they are. */
  async among(
    pages: ReturnType<typeof matching>,
    person: Roles | null,
  ): Promise<{ odd: { page: PageName; odd: OddPosition }[]; of: number }> {
    const places = (await placesOf(pages).execute()).map(placed)
    const stops = await this.#stops(pages, person)
    const asked = [
      ...(await Promise.all(
        places.map(async ({ page, at, commune }) => ({
          page,
          odd: { outside: commune === null ? null : await this.#outside(commune, at), far: [] },
        })),
      )),
      ...stops.map(({ page, at, serves }) => ({ page, odd: { outside: null, far: farFrom(at, serves) } })),
    ]
    const odd = asked.filter(({ odd: { outside, far } }) => outside !== null || far.length > 0)
    return { odd: odd.toSorted((a, b) => a.page.title.localeCompare(b.page.title, 'fr')), of: asked.length }
  }

  async #outside(code: string, at: Position): Promise<OddPosition['outside']> {
    const stated = this.#wholeOf(code)
    const own = await this.#ownOutline(code, stated.code)
    if (own && isWithin(own.rings, at, BORDER)) return null
    const frame = { west: at.lon, east: at.lon, south: at.lat, north: at.lat }
    const around = (await this.#outlines.within(frame)).filter(({ rings }) => isWithin(rings, at, 0))
    if (around.some((outline) => this.#wholeOf(outline.code).code === stated.code)) return null
    const within = around.find(({ code: other }) => this.#communes.find(other).is !== 'unknown') ?? null
    return own || within ? { commune: stated.name, within: within?.name ?? null } : null
  }

  #ownOutline(code: string, whole: string): Promise<Outline | null> {
    const own = this.#own.get(code) ?? this.#outlines.of([code, whole])
    this.#own.set(code, own)
    return own
  }

  /** A part of a commune stands for the whole: outlines of either are published. */
  #wholeOf(code: string): { code: string; name: string } {
    const found = this.#communes.find(code)
    if (found.is === 'unknown') return { code, name: code }
    return found.commune.partOf ?? found.commune
  }

  async #stops(pages: ReturnType<typeof matching>, person: Roles | null) {
    const options = await pages
      .innerJoin('page_content', 'page_content.page_id', 'page.id')
      .where('page.type', '=', 'transport-option')
      .select(NAMED)
      .select(sql<string | null>`json_extract(page_content.fields, '$.stop_geo')`.as('stop'))
      .execute()
    const served = await placesAt(this.#db, person)
      .innerJoin('page_link', 'page_link.to_page', 'page.id')
      .where('page_link.kind', '=', 'serves')
      .select('page_link.from_page as by')
      .execute()
    const servedBy = Map.groupBy(served, ({ by }) => by)
    return options.flatMap(({ stop, ...page }) => {
      const at = stop === null ? null : positionIn({ geo: JSON.parse(stop) })
      return at ? [{ page, at, serves: (servedBy.get(page.id) ?? []).map(placed) }] : []
    })
  }
}

const NAMED = ['page.id', 'page.type', 'page.slug', 'page.title', 'page.lang'] as const

const placesOf = (pages: ReturnType<typeof matching>) =>
  pages
    .innerJoin('page_facts', 'page_facts.page_id', 'page.id')
    .where('page.type', '=', 'place')
    .where('lat', 'is not', null)
    .select(NAMED)
    .select([sql<number>`lat`.as('lat'), sql<number>`lon`.as('lon'), 'commune'])

const placesAt = (db: Db, person: Roles | null) =>
  placesOf(db.selectFrom('page').where('page.archived_at', 'is', null).where(listed(person)))

function placed({
  id,
  type,
  slug,
  title,
  lang,
  lat,
  lon,
  commune,
}: PageName & Position & Pick<Placed, 'commune'>): Placed {
  return { page: { id, type, slug, title, lang }, at: { lat, lon }, commune }
}

function farFrom(stop: Position, places: readonly Placed[]): OddPosition['far'] {
  return places
    .map(({ page, at }) => ({ place: page, metres: Math.round(metresBetween(stop, at)) }))
    .filter(({ metres }) => metres > FARTHEST_STOP)
}
