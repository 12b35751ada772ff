import type { Ground } from '@terreau/shared/api/maps.ts'
import type { Map as LeafletMap } from 'leaflet'
import { useEffect, useRef, useState } from 'react'
import { usePlacesWords } from '../i18n/places.ts'
import { leaflet, type Leaflet } from './leaflet.ts'
import { OUTLINES } from './outlines.ts'

/** A map that is on the screen. */
export interface Drawn {
  readonly library: Leaflet
  readonly map: LeafletMap
}

/** A map in a box, once the library is there; gone with the box. */
export function useMap() {
  const box = useRef<HTMLDivElement>(null)
  const [drawn, setDrawn] = useState<Drawn | null>(null)
  useEffect(() => {
    const here = { gone: false, map: null as LeafletMap | null }
    const open = async () => {
      const library = await leaflet()
      if (here.gone || !box.current) return
      here.map = opened(library, box.current)
      setDrawn({ library, map: here.map })
    }
    void open()
    return () => {
      here.gone = true
      here.map?.remove()
    }
  }, [])
  return { box, drawn }
}

/** Buttons for what the wheel and two fingers do. */
export function Zoom({ drawn }: { drawn: Drawn | null }) {
  const words = usePlacesWords().map
  return (
    <>
      <button type="button" className="btn small" onClick={() => drawn?.map.zoomIn()}>
        {words.nearer}
      </button>
      <button type="button" className="btn small" onClick={() => drawn?.map.zoomOut()}>
        {words.farther}
      </button>
    </>
  )
}

/** Its own buttons and credits would be markup from strings, which the wiki's policy refuses. */
function opened(library: Leaflet, box: HTMLElement): LeafletMap {
  const map = library.map(box, {
    zoomControl: false,
    attributionControl: false,
    preferCanvas: true,
    minZoom: 4,
    maxZoom: 18,
    zoomAnimation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  })
  map.setView([46.6, 2.4], 5)
  return map
}

/** Tiles where there are some, coasts and outlines always. */
export function useGround(drawn: Drawn | null, ground: Ground | null) {
  useEffect(() => {
    if (!drawn) return
    const { library, map } = drawn
    const style = getComputedStyle(map.getContainer())
    const color = style.getPropertyValue('--line-strong')
    const layers = library.layerGroup()
    if (ground?.tiles) library.tileLayer(ground.tiles.url, { maxZoom: 19 }).addTo(layers)
    const lines = OUTLINES.map((line) => line.map(([lon, lat]): [number, number] => [lat, lon]))
    library.polyline(lines, { color, weight: 1.5, interactive: false }).addTo(layers)
    for (const { rings } of ground?.outlines ?? [])
      library
        .polyline(
          rings.map((ring) => ring.map(([lon, lat]): [number, number] => [lat, lon])),
          { color, weight: 1, opacity: 0.6, interactive: false },
        )
        .addTo(layers)
    layers.addTo(map)
    return () => void layers.remove()
  }, [drawn, ground])
}
