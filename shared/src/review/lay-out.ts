import { heaviestChain } from '../document/common-order.ts'
import type { HunkLink, Unit } from './hunk.ts'

/** Where a unit stands on one side, counted in units, and in which of the lists and tables of that side. */
export interface Standing {
  readonly first: number
  readonly last: number
  readonly list: number | null
}

/** A unit in its new order, with where it stands on either side, as far as that says anything about its neighbours. */
export interface LaidOut {
  readonly unit: Unit
  readonly before: Standing | null
  readonly after: Standing | null
}

/** A link with the places of its units on both sides. */
interface PlacedLink {
  readonly link: HunkLink
  readonly before: readonly number[]
  readonly after: readonly number[]
}

/**
 * The units of some links, as they are after those that `takes` says and before all the others. What keeps its order
 * on both sides is the spine. Whatever is off it stands in its own stretch of the spine: as it was where it was, first,
 * then as it is where it is.
 */
export function laidOut(links: readonly HunkLink[], takes: (link: HunkLink) => boolean): LaidOut[] {
  const placed = placesOf(links)
  const spine = spineOf(placed)
  const stretch = { before: stretchesOf(spine, 'before'), after: stretchesOf(spine, 'after') }
  const onSpine = new Set(spine)
  const ranked = placed.map((one) => {
    const side = takes(one.link) ? 'after' : 'before'
    const place = first(one[side])
    const layer = onSpine.has(one) ? 0 : side === 'before' ? 1 : 2
    return { one, side, place, layer, at: stretch[side](place) } as const
  })
  return ranked
    .toSorted((a, b) => a.at - b.at || a.layer - b.layer || a.place - b.place)
    .flatMap(({ one, side, layer }) => unitsOn(one, side, layer === 0))
}

function unitsOn(placed: PlacedLink, side: 'before' | 'after', stayed: boolean): LaidOut[] {
  const other = side === 'before' ? 'after' : 'before'
  const there = stayed ? standing(placed.link[other], placed[other]) : null
  return placed.link[side].map((unit, at) => {
    const here = standing([unit], placed[side].slice(at, at + 1))
    return side === 'before' ? { unit, before: here, after: there } : { unit, before: there, after: here }
  })
}

function standing([unit]: readonly Unit[], places: readonly number[]): Standing | null {
  if (!unit) return null
  return { first: first(places), last: places.at(-1) ?? 0, list: unit.within ? (unit.path[0] ?? 0) : null }
}

function placesOf(links: readonly HunkLink[]): PlacedLink[] {
  const places = (side: 'before' | 'after') =>
    new Map(
      links
        .flatMap((link) => link[side])
        .toSorted(byPath)
        .map((unit, at) => [unit, at] as const),
    )
  const [before, after] = [places('before'), places('after')]
  return links.map((link) => ({
    link,
    before: link.before.map((unit) => before.get(unit) ?? 0),
    after: link.after.map((unit) => after.get(unit) ?? 0),
  }))
}

function byPath(one: Unit, other: Unit): number {
  const [a, b] = [one.path, other.path]
  return (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0)
}

/** What stayed in order on both sides. Splits and joins may cross what stayed, and then give way to it. */
function spineOf(placed: readonly PlacedLink[]): PlacedLink[] {
  const stayed = placed.filter(
    ({ link, before, after }) => link.kind !== 'moved' && before.length > 0 && after.length > 0,
  )
  const pairs = stayed.map((one) => {
    const weight = one.link.kind === 'split' || one.link.kind === 'join' ? 1 : placed.length
    return { before: first(one.before), after: first(one.after), weight, one }
  })
  return heaviestChain(pairs).map(({ one }) => one)
}

/** Says for a place how many links of the spine begin up to it. */
function stretchesOf(spine: readonly PlacedLink[], side: 'before' | 'after'): (place: number) => number {
  const starts = spine.map((one) => first(one[side]))
  return (place) => {
    let [low, high] = [0, starts.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= place) low = middle + 1
      else high = middle
    }
    return low
  }
}

const first = (places: readonly number[]): number => places[0] ?? 0
