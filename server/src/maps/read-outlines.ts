import type { Outline } from '@terreau/shared/api/maps.ts'

type Point = readonly [lon: number, lat: number]

/** An area that could not be read, by its place in the file and why. */
export interface Unread {
  readonly at: number
  readonly why: 'no-code' | 'no-outline'
}

/**
 * Outlines of a GeoJSON collection (RFC 7946): polygons with a `code` and a `nom` or `name`, as Etalab and IGN publish
 * communes. Coordinates are cut at four decimals, about ten metres; points that add nothing at that scale go.
 */
export function readOutlines(json: unknown): { outlines: Outline[]; unread: Unread[] } {
  const outlines: Outline[] = []
  const unread: Unread[] = []
  for (const [at, feature] of featuresIn(json).entries()) {
    const { code, nom, name = nom } = propertiesOf(feature)
    const rings = ringsOf(feature)
    if (typeof code !== 'string' || code === '') unread.push({ at, why: 'no-code' })
    else if (rings.length === 0) unread.push({ at, why: 'no-outline' })
    else outlines.push({ code, name: typeof name === 'string' ? name : code, rings })
  }
  return { outlines, unread }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function featuresIn(json: unknown): unknown[] {
  return isObject(json) && json.type === 'FeatureCollection' && Array.isArray(json.features) ? json.features : []
}

function propertiesOf(feature: unknown): Record<string, unknown> {
  return isObject(feature) && isObject(feature.properties) ? feature.properties : {}
}

function ringsOf(feature: unknown): Outline['rings'] {
  const geometry = isObject(feature) && isObject(feature.geometry) ? feature.geometry : {}
  const { type, coordinates } = geometry
  const polygons = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : []
  const rings = Array.isArray(polygons) ? polygons.flat() : []
  return rings.flatMap((ring) => (Array.isArray(ring) && ring.every(isPoint) ? [thinned(ring)] : []))
}

function isPoint(value: unknown): value is Point {
  if (!Array.isArray(value)) return false
  const [lon, lat] = value as unknown[]
  return typeof lon === 'number' && typeof lat === 'number' && Math.abs(lon) <= 180 && Math.abs(lat) <= 90
}

const cut = (degrees: number): number => Math.round(degrees * 10_000) / 10_000

function thinned(ring: readonly Point[]): Point[] {
  const points = ring.map(([lon, lat]): Point => [cut(lon), cut(lat)])
  return points.filter(([lon, lat], at) => at === 0 || lon !== points[at - 1]?.[0] || lat !== points[at - 1]?.[1])
}
