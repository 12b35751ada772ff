import { isCarFree } from './ways.ts'

/**
 * Greenhouse gases of ways to move, use and making of the vehicle together, as ADEME's public calculator Impact CO2 gave
 * them (`incubateur-ademe/impactco2`, commit 65b6e312, 16 October 2025). Facts, with their unit and day: in May 2026 the
 * same file turned the car from a vehicle·km into a passenger·km at 1.6 people, which is another unit and no progress.
 */
export interface Factor {
  /** gCO2e for one kilometre, of one vehicle or of one passenger. */
  readonly grams: number
  readonly unit: 'vehicle-km' | 'passenger-km'
  /** `YYYY-MM-DD`. */
  readonly validFrom: string
  readonly source: string
}

const IMPACT_CO2 = { validFrom: '2025-10-16', source: 'ADEME, Impact CO2' } as const

const passenger = (grams: number): Factor => ({ grams, unit: 'passenger-km', ...IMPACT_CO2 })
const vehicle = (grams: number): Factor => ({ grams, unit: 'vehicle-km', ...IMPACT_CO2 })

/** Factors by the `mode` of transport options; a mode that is not here has none that one could stand for. */
export const FACTORS: Readonly<Record<string, Factor>> = {
  walk: passenger(0),
  wheelchair: passenger(0),
  cycle: vehicle(0.17),
  'e-bike': vehicle(10.95),
  'cargo-bike': vehicle(14.8),
  scooter: vehicle(24.9),
  tram: passenger(4.28),
  metro: passenger(4.44),
  // Diesel, the dearer of the two: nobody says which bus comes.
  bus: passenger(122.42),
  coach: passenger(37.56),
  train: passenger(27.69),
  carpool: vehicle(217.6),
  'car-share': vehicle(217.6),
  'car-alone': vehicle(217.6),
}

/** A way on the ground is so many times as long as the crow flies; stated wherever it is used. */
export const DETOUR = 1.3

const SEATS_IN_A_CAR = 5

/** Vehicles that so many people take: cars are filled, whatever else goes by the kilometre of a vehicle carries one. */
function vehiclesFor(mode: string, people: number): number {
  return isCarFree(mode) ? people : Math.ceil(people / SEATS_IN_A_CAR)
}

/** gCO2e of all `people` together over so many kilometres, to two digits: an order of magnitude. Null for a mode without a factor. */
export function gramsFor(mode: string, kilometres: number, people: number): number | null {
  const factor = FACTORS[mode]
  if (!factor) return null
  const many = factor.unit === 'passenger-km' ? people : vehiclesFor(mode, people)
  return twoDigits(factor.grams * kilometres * many)
}

/** Rounded to two significant digits. */
export function twoDigits(value: number): number {
  return value === 0 ? 0 : Number(value.toPrecision(2))
}
