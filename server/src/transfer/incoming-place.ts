import type { BodyNode } from '@terreau/shared/document/body-node.ts'
import { parseField } from '@terreau/shared/page-types/parse-field.ts'
import { proposeHours } from '@terreau/shared/hours/propose-hours.ts'
import { hoursIn } from '@terreau/shared/hours/read-hours.ts'
import type { Position } from '@terreau/shared/travel/distance.ts'
import type { CodeFound, Gazetteer } from '../communes/gazetteer.ts'
import { keyOf } from '../communes/commune-table.ts'
import type { RawPlace } from './read-places.ts'

/** What is said of a row beside taking it in; keys for sentences of the report. */
export type ToldKind =
  | 'axes-swapped'
  | 'position-outside'
  | 'code-of-part'
  | 'code-given-up'
  | 'code-by-name'
  | 'code-unknown'
  | 'hours-proposed'
  | 'hours-unreadable'
  | 'left-out'

export interface Told {
  readonly what: ToldKind
  readonly value: string
}

/** A place as its page will say it. */
export interface IncomingPlace {
  readonly title: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly body: BodyNode
  readonly position: Position | null
  readonly told: readonly Told[]
}

/** Where France is, in boxes of latitude and longitude. */
const FRANCE: readonly (readonly [south: number, north: number, west: number, east: number])[] = [
  [41, 51.5, -5.5, 9.8],
  [2, 18.3, -63.3, -51],
  [-21.6, -12.4, 44.8, 56],
  [46.6, 47.3, -56.6, -56],
  [-28, -7, -180, -134],
  [-23, -13, 163, 168.5],
  [-14.5, -13, -178.5, -176],
]

const inFrance = (lat: number, lon: number): boolean =>
  FRANCE.some(([south, north, west, east]) => lat >= south && lat <= north && lon >= west && lon <= east)

/** Reads a row: its position the right way round, its commune by the official code of today. */
export function incomingPlace(raw: RawPlace, communes: Gazetteer): IncomingPlace | null {
  const title = raw.name.replaceAll(/\s+/g, ' ').slice(0, 120).trim()
  if (title.length < 3) return null
  const told: Told[] = []
  const position = positionOf(raw, told)
  const precision = Number(raw.precision)
  const wanted = {
    title,
    kind: kindOf(raw.kind),
    address: raw.address.replaceAll(/\s+/g, ' ').slice(0, 200),
    postcode: postcodeOf(raw),
    commune: communeOf(raw, communes, told),
    cog_year: communes.year,
    geo: position,
    geo_precision: position && raw.precision !== '' && precision >= 0 && precision <= 1 ? precision : null,
    opening_hours: hoursOf(raw.hours, told),
  }
  return { title, fields: fitting(wanted, told), body: bodyOf(raw), position, told }
}

/** Fields that their type takes; what it does not is told. */
function fitting(wanted: Readonly<Record<string, unknown>>, told: Told[]): Record<string, unknown> {
  const given = Object.entries(wanted).filter(([, value]) => value !== null && value !== '')
  const fits = given.filter(([key, value]) => parseField('place', key, value) === 'ok')
  for (const [key, value] of given)
    if (!fits.some(([one]) => one === key)) told.push({ what: 'left-out', value: `${key}: ${String(value)}` })
  const fields = Object.fromEntries(fits)
  if (!('commune' in fields)) delete fields.cog_year
  return fields
}

function positionOf({ lat, lon }: RawPlace, told: Told[]): Position | null {
  const [y, x] = [lat, lon].map((text) => (text === '' ? Number.NaN : Number(text.replace(',', '.'))))
  if (y === undefined || x === undefined || Number.isNaN(y) || Number.isNaN(x)) return null
  if (inFrance(y, x)) return { lat: y, lon: x }
  told.push({ what: inFrance(x, y) ? 'axes-swapped' : 'position-outside', value: `${lat}, ${lon}` })
  return inFrance(x, y) ? { lat: x, lon: y } : null
}

/** Spreadsheets drop the zero that a postcode begins with. */
const postcodeOf = ({ postcode }: RawPlace): string => (/^\d{4,5}$/.test(postcode) ? postcode.padStart(5, '0') : '')

/** A code of today; a part gives that of its commune. Without one, a name and a postcode that fit one commune together do. */
function communeOf(raw: RawPlace, communes: Gazetteer, told: Told[]): string {
  const { insee, communeName } = raw
  const postcode = postcodeOf(raw)
  const code = insee.length === 4 ? `0${insee}` : insee
  const found: CodeFound = code === '' ? { is: 'unknown' } : communes.find(code)
  if (found.is === 'commune') return found.commune.code
  if (found.is === 'part' || found.is === 'former') {
    const whole = found.commune.partOf?.code ?? found.commune.code
    told.push({ what: found.is === 'part' ? 'code-of-part' : 'code-given-up', value: `${code} → ${whole}` })
    return whole
  }
  const named = communes
    .search(postcode, 50)
    .filter(
      ({ name, postcodes, partOf }) =>
        partOf === null && postcodes.includes(postcode) && keyOf(name) === keyOf(communeName),
    )
  const only = named.length === 1 ? named[0] : undefined
  told.push({
    what: only ? 'code-by-name' : 'code-unknown',
    value: `${insee || '–'} (${communeName} ${postcode})${only ? ` → ${only.code}` : ''}`,
  })
  return only?.code ?? ''
}

function kindOf(kind: string): string {
  const key = keyOf(kind)
  if (key.includes('fablab') || key.includes('fab lab')) return 'fablab'
  return key.includes('coworking') ? 'coworking' : 'third-place'
}

/** Hours by the grammar, or as they are proposed in it: it is told, and looked at once the page is here. */
function hoursOf(text: string, told: Told[]): string {
  if (text === '' || hoursIn(text)) return text
  const proposed = proposeHours(text)
  told.push({
    what: proposed ? 'hours-proposed' : 'hours-unreadable',
    value: proposed ? `${text} → ${proposed}` : text,
  })
  return proposed ?? ''
}

function bodyOf({ website }: RawPlace): BodyNode {
  const url = website === '' ? '' : /^https?:\/\//.test(website) ? website : `https://${website}`
  const words = URL.canParse(url)
    ? [
        { type: 'text', text: 'Site : ' },
        { type: 'text', text: website.slice(0, 200), marks: [{ type: 'link', attrs: { href: url } }] },
      ]
    : []
  return { type: 'doc', content: [{ type: 'paragraph', ...(words.length > 0 && { content: words }) }] }
}
