// oxlint-disable-next-line import/no-unassigned-import -- a style sheet exports nothing
import './map.css'
import type { Frame } from '@terreau/shared/api/maps.ts'
import type { PageName } from '@terreau/shared/api/pages.ts'
import type { Circle, CircleMarker, Map as LeafletMap, Marker } from 'leaflet'
import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { groundOf } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { usePlacesWords } from '../i18n/places.ts'
import { useGround, useMap, Zoom, type Drawn } from './drawing.tsx'
import type { Leaflet } from './leaflet.ts'

/** A page that is somewhere, in degrees. */
export interface MapPoint extends PageName {
  readonly lat: number
  readonly lon: number
}

interface MapProps {
  readonly points: readonly MapPoint[]
  /** Where one looks from, where that was said. */
  readonly from: { readonly lat: number; readonly lon: number } | null
}

/** More points than that are dots: the list beside the map names them, and leads to each by keyboard. */
const MOST_PINS = 100

/** Points on tiles where the wiki names some, and on coasts and outlines always. Whatever it shows is in the list beside it. */
export default function PointMap({ points, from }: MapProps) {
  const words = usePlacesWords().map
  const { box, drawn } = useMap()
  const ground = useValue(groundOf(frameOf(points)))
  useGround(drawn, ground)
  usePoints(drawn, points, from)
  return (
    <section className="map" aria-label={words.label}>
      <div ref={box} className="map-box" />
      <p className="row map-tools">
        <Zoom drawn={drawn} />
      </p>
      <p className="small muted">{ground?.tiles?.credit ?? words.credit}</p>
    </section>
  )
}

/** The part of the world in which these points lie, with some room around. */
function frameOf(points: readonly MapPoint[]): Frame {
  const [lats, lons] = [points.map(({ lat }) => lat), points.map(({ lon }) => lon)]
  const room = 0.15
  return {
    west: Math.max(-180, Math.min(...lons, 180) - room),
    south: Math.max(-90, Math.min(...lats, 90) - room),
    east: Math.min(180, Math.max(...lons, -180) + room),
    north: Math.min(90, Math.max(...lats, -90) + room),
  }
}

function usePoints(drawn: Drawn | null, points: readonly MapPoint[], from: MapProps['from']) {
  const [, navigate] = useLocation()
  const { t } = useLanguage()
  useEffect(() => {
    if (!drawn) return
    const { library, map } = drawn
    const layer = library.layerGroup()
    const pinned = points.length <= MOST_PINS
    points.forEach((point, at) => {
      const drawnPoint = pinned ? pin(library, point, at + 1) : dot(library, point, map)
      drawnPoint.bindPopup(said(point, t.pageTypes.types[point.type].one, navigate), { closeButton: false })
      drawnPoint.addTo(layer)
    })
    if (from) here(library, from, map).addTo(layer)
    layer.addTo(map)
    show(library, map, points, from)
    return () => void layer.remove()
  }, [drawn, points, from, navigate, t])
}

function pin(library: Leaflet, { lat, lon, title }: MapPoint, number: number): Marker {
  const label = document.createElement('span')
  label.textContent = String(number)
  const icon = library.divIcon({ html: label, className: 'map-pin', iconSize: [28, 28], popupAnchor: [0, -14] })
  return library.marker([lat, lon], { icon, title, alt: title, keyboard: true })
}

function dot(library: Leaflet, { lat, lon }: MapPoint, map: LeafletMap): CircleMarker {
  const colour = getComputedStyle(map.getContainer()).getPropertyValue('--move')
  return library.circleMarker([lat, lon], { radius: 6, color: colour, fillColor: colour, fillOpacity: 0.5, weight: 2 })
}

function here(library: Leaflet, { lat, lon }: { lat: number; lon: number }, map: LeafletMap): Circle {
  const colour = getComputedStyle(map.getContainer()).getPropertyValue('--focus')
  return library.circle([lat, lon], { radius: 120, color: colour, weight: 3, interactive: false })
}

/** The title as a link, within the screens. */
function said({ title, slug, lang }: MapPoint, kind: string, navigate: (to: string) => void): HTMLElement {
  const [box, link, small] = [document.createElement('p'), document.createElement('a'), document.createElement('span')]
  link.textContent = title
  link.lang = lang
  link.href = `/p/${slug}`
  link.addEventListener('click', (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    navigate(`/p/${slug}`)
  })
  small.className = 'small muted'
  small.textContent = ` ${kind}`
  box.append(link, small)
  return box
}

/** All points in sight; around where one looks from, where that was said. */
function show(library: Leaflet, map: LeafletMap, points: readonly MapPoint[], from: MapProps['from']): void {
  const corners: Corner[] = [...points, ...(from ? [from] : [])].map(({ lat, lon }) => [lat, lon])
  if (corners.length > 0) map.fitBounds(library.latLngBounds(corners).pad(0.1), { maxZoom: 15, animate: false })
}

type Corner = [number, number]
