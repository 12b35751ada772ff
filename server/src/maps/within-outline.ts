import type { Outline } from '@terreau/shared/api/maps.ts'
import { METRES_A_DEGREE, type Position } from '@terreau/shared/travel/distance.ts'

/**
 * Whether a position lies within an outline, or at most so many metres outside it. Within is by the even-odd rule over
 * all rings, so that an enclave is outside; distances are on a plane at the position, right within a few kilometres.
 */
export function isWithin(rings: Outline['rings'], { lat, lon }: Position, metres: number): boolean {
  const east = METRES_A_DEGREE * Math.cos((lat * Math.PI) / 180)
  const edges = rings.flatMap((ring) => {
    const points = ring.map(([x, y]): Point => [(x - lon) * east, (y - lat) * METRES_A_DEGREE])
    return points.map((to, at): Edge => [points.at(at - 1) ?? to, to])
  })
  return edges.filter(crossesEastward).length % 2 === 1 || edges.some((edge) => distanceTo(edge) <= metres)
}

/** Metres east and north of the position. */
type Point = readonly [x: number, y: number]
type Edge = readonly [from: Point, to: Point]

function crossesEastward([[x1, y1], [x2, y2]]: Edge): boolean {
  return y1 > 0 !== y2 > 0 && x1 + (-y1 / (y2 - y1)) * (x2 - x1) > 0
}

function distanceTo([[x1, y1], [x2, y2]]: Edge): number {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(x1 * dx + y1 * dy) / length))
  return Math.hypot(x1 + along * dx, y1 + along * dy)
}
