import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { mesh } from 'topojson-client'
import type { Plugin } from 'vite'

const drawn = fileURLToPath(new URL('src/places/outlines.ts', import.meta.url))

/** What is seen around France, in degrees; its other shores are drawn by the outlines that a wiki brings in. */
const FRAME = { west: -6, south: 41, east: 10.5, north: 51.8 }

type World = Parameters<typeof mesh>[0]
type Line = readonly (readonly [number, number])[]

/**
 * Replaces `src/places/outlines.ts` by coasts and borders around France, cut from Natural Earth (public domain, by way
 * of the package `world-atlas`), at about a hundred metres.
 */
export function outlinesAtBuild(): Plugin {
  return {
    name: 'terreau:outlines-at-build',
    enforce: 'pre',
    load(id) {
      return id === drawn ? `export const OUTLINES = ${JSON.stringify(outlines())}` : null
    },
  }
}

function outlines(): Line[] {
  const file = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json')
  const world = JSON.parse(readFileSync(file, 'utf8')) as World
  const lines = mesh(world, world.objects.countries as Parameters<typeof mesh>[1]).coordinates as unknown as Line[]
  return lines.flatMap(withinFrame).map((line) => line.map(([lon, lat]) => [rounded(lon), rounded(lat)] as const))
}

const rounded = (degrees: number): number => Math.round(degrees * 1000) / 1000

/** The pieces of a line that lie in the frame. */
function withinFrame(line: Line): Line[] {
  const pieces: (readonly [number, number])[][] = [[]]
  for (const point of line) {
    if (isWithin(point)) pieces.at(-1)?.push(point)
    else if (pieces.at(-1)?.length) pieces.push([])
  }
  return pieces.filter((piece) => piece.length > 1)
}

function isWithin([lon, lat]: readonly [number, number]): boolean {
  return lon >= FRAME.west && lon <= FRAME.east && lat >= FRAME.south && lat <= FRAME.north
}
