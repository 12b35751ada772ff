import type { Field, PageTypeKey } from '../page-types/define.ts'
import { PAGE_TYPES, fieldsOf } from '../page-types/registry.ts'
import type { BodyNode } from './body-node.ts'
import { DEFAULT_LICENCE, LICENCE_ADDRESSES } from '../page-types/licences.ts'
import { jsonLdValue, type Naming } from './json-ld-values.ts'
import { plainText } from './plain-text.ts'

/** What is told to machines of a page; the answer of `/api/pages/:ref` has it all. */
export interface DescribedPage {
  readonly id: string
  readonly type: PageTypeKey
  readonly slug: string
  readonly title: string
  readonly lang: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly body: BodyNode
  readonly createdAt?: string
  readonly updatedAt?: string
  /** In order of arrival. */
  readonly authors?: readonly { readonly name: string; readonly imported?: boolean }[]
}

/** A page that another one names; others are left out. */
export interface NamedPage {
  readonly id: string
  readonly type: PageTypeKey
  readonly slug: string
  readonly title: string
}

/** Vocabularies with an address that fields map to beside schema.org; what maps elsewhere is not told here. */
const PREFIXES: Readonly<Record<string, string>> = {
  skos: 'http://www.w3.org/2004/02/skos/core#',
  dct: 'http://purl.org/dc/terms/',
  dcat: 'http://www.w3.org/ns/dcat#',
  org: 'http://www.w3.org/ns/org#',
  oa: 'http://www.w3.org/ns/oa#',
  pav: 'http://purl.org/pav/',
  osm: 'https://wiki.openstreetmap.org/wiki/Key:',
  gtfs: 'http://vocab.gtfs.org/terms#',
}

type Properties = Record<string, unknown>

/**
 * A page in JSON-LD (schema.org first), derived from what each field maps to. `base` is the wiki's origin, `credit` what
 * whoever copies the page has to say of it.
 */
export function jsonLd(page: DescribedPage, named: readonly NamedPage[], base: string, credit?: string): Properties {
  const naming: Naming = {
    base,
    page: (id) =>
      nameOf(
        named.find((one) => one.id === id),
        base,
      ),
  }
  const properties = withAddress(propertiesOf(page, naming))
  const prefixes = new Set(
    Object.keys(properties).flatMap((key) => (key.includes(':') ? [key.split(':')[0] ?? ''] : [])),
  )
  const extra = Object.entries(PREFIXES).filter(([prefix]) => prefixes.has(prefix))
  return {
    '@context': extra.length > 0 ? ['https://schema.org', Object.fromEntries(extra)] : 'https://schema.org',
    '@type': typeOf(page.type, page.fields),
    '@id': `${base}/p/${page.slug}`,
    url: `${base}/p/${page.slug}`,
    identifier: page.id,
    name: page.title,
    inLanguage: page.lang,
    ...(page.createdAt && { dateCreated: page.createdAt }),
    ...(page.updatedAt && { dateModified: page.updatedAt }),
    ...creditsOf(page),
    ...(credit && { creditText: credit }),
    ...properties,
    ...(page.type === 'practice' && stepsOf(page.body)),
  }
}

/** A page about a source has the authors and the licence of the source, which its fields name. */
function creditsOf({ type, authors = [] }: DescribedPage): Properties {
  if (type === 'source') return {}
  const people = authors.filter(({ imported }) => !imported)
  return {
    ...(people.length > 0 && { author: people.map(({ name }) => ({ '@type': 'Person', name })) }),
    license: LICENCE_ADDRESSES[DEFAULT_LICENCE],
  }
}

/** A guide that has no steps is an article; an actor that is one person is a person. */
function typeOf(type: PageTypeKey, fields: Properties): string {
  if (type === 'practice' && fields.kind !== undefined && fields.kind !== 'step-by-step') return 'Article'
  if (type === 'actor' && fields.kind === 'person') return 'Person'
  return PAGE_TYPES[type].schemaOrg
}

function nameOf(page: NamedPage | undefined, base: string): unknown {
  return page && { '@type': PAGE_TYPES[page.type].schemaOrg, '@id': `${base}/p/${page.slug}`, name: page.title }
}

function propertiesOf({ type, fields }: DescribedPage, naming: Naming): Properties {
  const properties: Properties = {}
  for (const [key, field] of Object.entries(fieldsOf(type))) {
    const property = propertyOf(field)
    if (key === 'title' || property === undefined || fields[key] === undefined) continue
    const value = jsonLdValue(field, fields[key], naming)
    if (value === undefined) continue
    properties[property] = property in properties ? [properties[property], value].flat() : value
  }
  return properties
}

/** `schema:name` is `name` here; undefined for a vocabulary without an address. */
function propertyOf({ mapsTo = '' }: Field): string | undefined {
  const [prefix = ''] = mapsTo.split(':')
  if (prefix === 'schema') return mapsTo.slice('schema:'.length)
  return prefix in PREFIXES ? mapsTo : undefined
}

/** Parts of an address belong in one. */
function withAddress({ streetAddress, postalCode, ...rest }: Properties): Properties {
  if (streetAddress === undefined) return rest
  const address = { '@type': 'PostalAddress', streetAddress, postalCode, addressCountry: 'FR' }
  return { ...rest, address }
}

function stepsOf(body: BodyNode): Properties {
  const steps = (body.content ?? []).flatMap((block) => (block.type === 'steps' ? (block.content ?? []) : []))
  const step = steps.map((one, at) => ({ '@type': 'HowToStep', position: at + 1, text: plainText(one) }))
  return step.length > 0 ? { step } : {}
}
