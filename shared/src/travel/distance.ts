/** WGS 84, in degrees. */
export interface Position {
  readonly lat: number
  readonly lon: number
}

/** Mean radius of the Earth (IUGG), in metres. */
const RADIUS = 6_371_008.8

/** Metres of a degree of latitude, anywhere. */
export const METRES_A_DEGREE = (RADIUS * Math.PI) / 180

const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Metres between two points as the crow flies (haversine), right to half a per cent. */
export function metresBetween(from: Position, to: Position): number {
  const [lat, lon] = [radians(to.lat - from.lat), radians(to.lon - from.lon)]
  const half = Math.sin(lat / 2) ** 2 + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * Math.sin(lon / 2) ** 2
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(half)))
}

/** Latitudes, in degrees, beyond which no point is so near, in metres. */
export function latitudesWithin({ lat }: Position, metres: number): readonly [south: number, north: number] {
  const degrees = metres / METRES_A_DEGREE
  return [lat - degrees, lat + degrees]
}
