/** Units of measure that keys of fields end with, as Intl names them. */
const UNITS = [
  ['_cm', 'centimeter'],
  ['_min', 'minute'],
  ['_m', 'meter'],
] as const

export type Unit = (typeof UNITS)[number][1]

/** The unit a field is counted in: `walk_m` is in metres. */
export function unitOf(field: string): Unit | null {
  return UNITS.find(([ending]) => field.endsWith(ending))?.[1] ?? null
}
