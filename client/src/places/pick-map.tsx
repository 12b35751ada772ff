// oxlint-disable-next-line import/no-unassigned-import -- a style sheet exports nothing
import './map.css'
import { useEffect } from 'react'
import { groundOf } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { usePlacesWords } from '../i18n/places.ts'
import { Zoom, useGround, useMap } from './drawing.tsx'

interface Position {
  readonly lat: number
  readonly lon: number
}

interface PickMapProps {
  readonly position: Position | null
  readonly onPick: (position: Position) => void
}

/** So much of the world is drawn around a position, in degrees. */
const AROUND = 0.3
/** Where one begins who has no position yet: all of France. */
const FRANCE = { lat: 46.6, lon: 2.4 }

/** Choosing a point: the map is moved, by the pointer or by arrows, until the point stands under the cross. */
export default function PickMap({ position, onPick }: PickMapProps) {
  const words = usePlacesWords().pick
  const { box, drawn } = useMap()
  const { lat, lon } = position ?? FRANCE
  const ground = useValue(
    groundOf({ west: lon - AROUND, east: lon + AROUND, south: lat - AROUND, north: lat + AROUND }),
  )
  useGround(drawn, ground)
  useEffect(() => {
    drawn?.map.setView([lat, lon], position ? 15 : 5, { animate: false })
  }, [drawn, lat, lon, position])
  const take = () => {
    const centre = drawn?.map.getCenter()
    if (centre) onPick({ lat: rounded(centre.lat), lon: rounded(centre.lng) })
  }
  return (
    <section className="map pick-map" aria-label={words.label}>
      <p className="small muted">{words.how}</p>
      <div ref={box} className="map-box" />
      <p className="row map-tools">
        <Zoom drawn={drawn} />
        <button type="button" className="btn small primary" onClick={take}>
          {words.take}
        </button>
      </p>
    </section>
  )
}

/** Ten centimetres are enough to find a door. */
const rounded = (degrees: number): number => Math.round(degrees * 1_000_000) / 1_000_000
