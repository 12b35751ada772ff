import type { Field, Widget } from '../page-types/define.ts'
import { LICENCE_ADDRESSES } from '../page-types/licences.ts'

/** How values name what they point at. */
export interface Naming {
  readonly base: string
  /** The page as a node; undefined where the reader may not know of it. */
  readonly page: (id: string) => unknown
}

type Parts = Readonly<Record<string, unknown>>
type Write = (value: Parts, naming: Naming) => unknown

const said = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

const between = ({ min, max }: Parts): string =>
  max === undefined || max === min ? said(min) : `${said(min)}–${said(max)}`

/** How the values made of parts are written; lists go item by item. */
const BY_WIDGET: Partial<Record<Widget, Write>> = {
  range: (value) => ({ '@type': 'Audience', name: between(value) }),
  money: ({ min, max, currency, basis }) => ({
    '@type': 'MonetaryAmount',
    minValue: min,
    maxValue: max,
    currency,
    description: basis,
  }),
  position: ({ lat, lon }) => ({ '@type': 'GeoCoordinates', latitude: lat, longitude: lon }),
  image: ({ file, alt, author, licence, width, height }, { base }) => ({
    '@type': 'ImageObject',
    contentUrl: `${base}/files/${said(file)}`,
    caption: alt,
    creditText: author,
    license: LICENCE_ADDRESSES[said(licence)] ?? licence,
    width,
    height,
  }),
  materials: ({ label, quantity }) => ({ '@type': 'HowToSupply', name: label, requiredQuantity: quantity }),
  needs: ({ label, until }) => ({ '@type': 'Demand', name: label, validThrough: until }),
  closures: ({ from, until, reason }) => ({
    '@type': 'OpeningHoursSpecification',
    validFrom: from,
    validThrough: until,
    description: reason,
  }),
  funding: ({ source, amount, currency, year }) => ({
    '@type': 'Grant',
    funder: source,
    amount: { '@type': 'MonetaryAmount', value: amount, currency },
    temporalCoverage: said(year),
  }),
}

/** A value as its property has it; undefined where there is nothing to say, an unknown included. */
export function jsonLdValue(field: Field, value: unknown, naming: Naming): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => jsonLdValue(field, item, naming)).filter((item) => item !== undefined)
    return items.length > 0 ? items : undefined
  }
  const write = BY_WIDGET[field.widget]
  if (write && typeof value === 'object' && value !== null) return withoutGaps(write(value as Parts, naming))
  if (typeof value !== 'string') return value
  return value === 'unknown' ? undefined : wordOf(field.widget, value, naming)
}

function wordOf(widget: Widget, value: string, { page }: Naming): unknown {
  if (widget === 'page' || widget === 'pages' || widget === 'leads') return page(value)
  if (widget === 'licence') return LICENCE_ADDRESSES[value] ?? value
  if (widget === 'principles') return { '@type': 'DefinedTerm', termCode: value }
  if (widget === 'territories') return { '@type': 'AdministrativeArea', identifier: value }
  return value
}

function withoutGaps(value: unknown): unknown {
  return Object.fromEntries(Object.entries(value as Parts).filter(([, part]) => part !== undefined))
}
