import type { SearchResult } from '@terreau/shared/api/search.ts'
import { useSyncExternalStore } from 'react'
import type { MapPoint } from '../places/map.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'

const PointMap = lazyPart(() => import('../places/map.tsx'), 'quiet')

/** Answers that are somewhere, in the order of the list: their places in it are their numbers on the map. */
export function pointsIn(results: readonly SearchResult[]): MapPoint[] {
  return results.flatMap(({ page, position }) => (position ? [{ ...page, ...position }] : []))
}

/** Beside the answers, where there is room for it: narrow screens fetch no map. */
export function ResultMap({ points }: { points: readonly MapPoint[] }) {
  const hasRoom = useSyncExternalStore(watch, isWide, () => false)
  return <div className="beside">{hasRoom && <PointMap points={points} from={null} />}</div>
}

const WIDE = '(width > 1180px)'

const isWide = () => matchMedia(WIDE).matches

function watch(changed: () => void): () => void {
  const wide = matchMedia(WIDE)
  wide.addEventListener('change', changed)
  return () => wide.removeEventListener('change', changed)
}
