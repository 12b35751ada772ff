import { csvRows } from './csv-rows.ts'

/** A place as a file tells it, before anything is checked. */
export interface RawPlace {
  /** Names it within its file, the same at every run. */
  readonly key: string
  readonly name: string
  readonly address: string
  readonly postcode: string
  readonly communeName: string
  readonly insee: string
  readonly lat: string
  readonly lon: string
  readonly precision: string
  readonly website: string
  readonly kind: string
  readonly hours: string
}

export interface ReadPlaces {
  readonly places: readonly RawPlace[]
  /** Columns that name or reach people, left out. */
  readonly contacts: readonly string[]
}

type Part = Exclude<keyof RawPlace, 'key'>

/** Names of columns by what they hold, in small letters; the first that a file has counts. */
const COLUMNS: Readonly<Record<Part, readonly string[]>> = {
  name: ['nom_tl', 'nom', 'name', 'titre', 'title', 'bf_titre'],
  address: ['adresse', 'address', 'bf_adresse'],
  postcode: ['cp', 'code_postal', 'postcode', 'bf_code_postal'],
  communeName: ['nomcom', 'cominit', 'commune', 'ville', 'city', 'bf_ville'],
  insee: ['inseecom', 'code_insee', 'insee', 'ref:insee'],
  lat: ['lat', 'latitude', 'bf_latitude'],
  lon: ['long', 'lon', 'lng', 'longitude', 'bf_longitude'],
  precision: ['precision', 'geo_precision'],
  website: ['web', 'site_web', 'website', 'url'],
  kind: ['typo', 'typologie', 'type', 'kind'],
  hours: ['opening_hours', 'horaires'],
}

const OF_PEOPLE =
  /contact|mail|courriel|t[ée]l[ée]?phone|^t[ée]l|portable|mobile|phone|responsable|pr[ée]nom|twitter|facebook/i

/** Places of a table or of a GeoJSON; null where the text is neither. */
export function readPlaces(text: string): ReadPlaces | null {
  return text.trimStart().startsWith('{') ? fromGeojson(text) : fromTable(text)
}

function fromTable(text: string): ReadPlaces | null {
  const { columns, rows } = csvRows(text)
  const places = rows.map((row, index) => placeOf(row, row.ID || row.id || `ligne ${index + 2}`))
  return COLUMNS.name.some((name) => columns.some((column) => column.toLowerCase() === name))
    ? { places, contacts: columns.filter(isOfPeople) }
    : null
}

const isOfPeople = (column: string): boolean => OF_PEOPLE.test(column)

interface Feature {
  readonly id?: string | number
  readonly geometry?: { readonly type?: string; readonly coordinates?: readonly unknown[] } | null
  readonly properties?: Readonly<Record<string, unknown>> | null
}

function fromGeojson(text: string): ReadPlaces | null {
  const features = featuresIn(text)
  if (!features) return null
  const places = features.map(({ id, geometry, properties }, index) => {
    const [lon, lat] = geometry?.type === 'Point' ? (geometry.coordinates ?? []) : []
    const row = Object.fromEntries(Object.entries(properties ?? {}).map(([key, value]) => [key, said(value)]))
    return {
      ...placeOf(row, said(id) || `objet ${index + 1}`),
      ...(lat !== undefined && { lat: said(lat), lon: said(lon) }),
    }
  })
  const columns = [...new Set(features.flatMap(({ properties }) => Object.keys(properties ?? {})))]
  return { places, contacts: columns.filter(isOfPeople) }
}

function featuresIn(text: string): readonly Feature[] | null {
  try {
    const { type, features } = JSON.parse(text) as { type?: unknown; features?: unknown }
    return type === 'FeatureCollection' && Array.isArray(features) ? (features as Feature[]) : null
  } catch {
    return null
  }
}

const said = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''

function placeOf(row: Readonly<Record<string, string>>, key: string): RawPlace {
  const small = new Map(Object.entries(row).map(([column, value]) => [column.toLowerCase(), value]))
  const of = (part: Part) => COLUMNS[part].map((column) => small.get(column) ?? '').find((value) => value !== '') ?? ''
  const parts = (Object.keys(COLUMNS) as Part[]).map((part) => [part, of(part)] as const)
  return { key, ...(Object.fromEntries(parts) as Record<Part, string>) }
}
