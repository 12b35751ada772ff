import { metresBetween, type Position } from '@terreau/shared/travel/distance.ts'
import { keyOf } from '../communes/commune-table.ts'

/** Nearer than this, and with one name within the other, two places are taken for one. */
const NEAR = 300

interface Named {
  readonly title: string
  readonly position: Position
}

/** A place that seems to be the same. */
interface Double<Place extends Named> {
  readonly of: Place
  readonly metres: number
}

/** Places by squares of some four hundred metres, to look around each. */
export class NearDoubles<Place extends Named> {
  readonly #squares = new Map<string, Place[]>()

  add(place: Place): void {
    const key = squareOf(place.position, 0, 0)
    this.#squares.set(key, [...(this.#squares.get(key) ?? []), place])
  }

  /** Places added before that seem to be the same as this one, the nearest first. */
  find({ title, position }: Named): Double<Place>[] {
    const around = [-1, 0, 1].flatMap((north) =>
      [-1, 0, 1].flatMap((east) => this.#squares.get(squareOf(position, north, east)) ?? []),
    )
    const same = around
      .map((one) => ({ of: one, metres: Math.round(metresBetween(one.position, position)) }))
      .filter(({ of, metres }) => metres < NEAR && holdsOther(of.title, title))
    return same.toSorted((a, b) => a.metres - b.metres)
  }
}

const SQUARE = { lat: 0.004, lon: 0.006 }

function squareOf({ lat, lon }: Position, north: number, east: number): string {
  return `${Math.floor(lat / SQUARE.lat) + north} ${Math.floor(lon / SQUARE.lon) + east}`
}

/** Under so many letters a name is within too many others. */
const SHORTEST = 4

function holdsOther(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => keyOf(name).replaceAll(' ', '')) as [string, string]
  if (a === b) return true
  return (a.length >= SHORTEST && b.includes(a)) || (b.length >= SHORTEST && a.includes(b))
}
