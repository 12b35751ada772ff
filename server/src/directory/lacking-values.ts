import type { Fields } from '@terreau/shared/document/body-node.ts'
import { parseField } from '@terreau/shared/page-types/parse-field.ts'

/** What is said of one page alone: its name, and when somebody looked whether all of it was right. */
const OWN = new Set(['title', 'verified_on', 'valid_from', 'valid_until', 'translation_of', 'licence'])

/** What says nothing without another value. */
const WITH: Readonly<Record<string, string>> = { geo_precision: 'geo', cog_year: 'commune' }

/** The values that a page of a place lacks and another page of it has, with the sources that these may rest on. */
export function lackingValues(page: Fields, other: Fields): Fields {
  const lacking = Object.entries(other).filter(
    ([key]) => !OWN.has(key) && page[key] === undefined && page[WITH[key] ?? ''] === undefined,
  )
  const sources = [...new Set([...listIn(page.sources), ...listIn(other.sources)])]
  const wanted = { ...Object.fromEntries(lacking), ...(sources.length > listIn(page.sources).length && { sources }) }
  return Object.fromEntries(Object.entries(wanted).filter(([key, value]) => parseField('place', key, value) === 'ok'))
}

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
