import type { Frame, Outline } from '@terreau/shared/api/maps.ts'
import type { Db } from '../storage/store.ts'

/** More outlines than that in one frame would be a grey stain, and slow on a phone. */
const MOST = 600

/** Outlines of communes that the wiki brought in, by their codes. */
export class OutlineStore {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  /** Those that reach into a frame. */
  async within({ west, south, east, north }: Frame): Promise<Outline[]> {
    const rows = await this.#db
      .selectFrom('outline')
      .select(['code', 'name', 'rings'])
      .where('east', '>=', west)
      .where('west', '<=', east)
      .where('north', '>=', south)
      .where('south', '<=', north)
      .orderBy('code')
      .limit(MOST)
      .execute()
    return rows.map(({ code, name, rings }) => ({ code, name, rings: JSON.parse(rings) as Outline['rings'] }))
  }

  /** The outline of one of these codes, the first that is here; null where none is. */
  async of(codes: readonly string[]): Promise<Outline | null> {
    const rows = await this.#db
      .selectFrom('outline')
      .select(['code', 'name', 'rings'])
      .where('code', 'in', [...codes])
      .execute()
    const row = codes.flatMap((code) => rows.find((one) => one.code === code) ?? [])[0]
    return row ? { ...row, rings: JSON.parse(row.rings) as Outline['rings'] } : null
  }

  /** Keeps an outline in the place of an earlier one of the same code; false where it is the same. */
  async keep({ code, name, rings }: Outline): Promise<boolean> {
    const row = { code, name, rings: JSON.stringify(rings), ...frameOf(rings) }
    const before = await this.#db.selectFrom('outline').selectAll().where('code', '=', code).executeTakeFirst()
    if (before?.rings === row.rings && before.name === name) return false
    await this.#db
      .insertInto('outline')
      .values(row)
      .onConflict((on) => on.column('code').doUpdateSet(row))
      .execute()
    return true
  }
}

function frameOf(rings: Outline['rings']): Frame {
  const frame = { west: 180, south: 90, east: -180, north: -90 }
  for (const [lon, lat] of rings.flat()) {
    frame.west = Math.min(frame.west, lon)
    frame.east = Math.max(frame.east, lon)
    frame.south = Math.min(frame.south, lat)
    frame.north = Math.max(frame.north, lat)
  }
  return frame
}
