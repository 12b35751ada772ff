/** By what one has to have: feet and wheels of one's own, then lines, then cars. */
const ORDER = [
  'walk',
  'wheelchair',
  'cycle',
  'e-bike',
  'cargo-bike',
  'scooter',
  'tram',
  'metro',
  'train',
  'bus',
  'coach',
  'ferry',
  'shuttle',
  'on-demand',
  'cycle-delivery',
  'carpool',
  'car-share',
  'car-alone',
]

const CARS: readonly string[] = ['carpool', 'car-share', 'car-alone']

/** Whether a way asks for no car at all. */
export const isCarFree = (mode: string): boolean => ORDER.includes(mode) && !CARS.includes(mode)

interface Way {
  readonly mode: string
  readonly walkMetres: number | null
}

/** For sorting: without a car before with one, the car alone last; within each the shorter walk first. */
export function byCarLast(one: Way, other: Way): number {
  const rank = ({ mode }: Way) => (mode === 'car-alone' ? 2 : isCarFree(mode) ? 0 : 1)
  const walk = ({ walkMetres }: Way) => walkMetres ?? Infinity
  return (
    rank(one) - rank(other) || compare(walk(one), walk(other)) || ORDER.indexOf(one.mode) - ORDER.indexOf(other.mode)
  )
}

const compare = (one: number, other: number): number => (one === other ? 0 : one < other ? -1 : 1)
