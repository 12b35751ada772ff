import type { Lang } from '../languages.ts'
import { SOURCE_KINDS } from '../page-types/source.ts'
import { parseField } from '../page-types/parse-field.ts'
import { doiIn } from './csl.ts'

const LONGEST_TITLE = 120

/** A source as it will be written, from one item of CSL-JSON. */
export interface ReadSource {
  readonly title: string
  /** Undefined where the item is in neither of our languages, or does not say. */
  readonly lang: Lang | undefined
  /** Each of them parsed by the page type; `title` is not among them. */
  readonly fields: Readonly<Record<string, unknown>>
}

type SourceKind = (typeof SOURCE_KINDS)[number]
type Item = Readonly<Record<string, unknown>>

/** What other tools call what we have a kind for; anything else is a document. */
const KIND_OF: Readonly<Record<string, SourceKind>> = {
  dataset: 'dataset',
  interview: 'interview',
  webpage: 'web-page',
  post: 'web-page',
  'post-weblog': 'web-page',
  personal_communication: 'testimony',
  graphic: 'photo',
  figure: 'photo',
}

/**
 * Reads one item, whatever it is: null where it has no title to be called by. What a field of ours cannot hold is left
 * out; a longer title is cut, and stands whole in the summary. `licenceIn` tells a licence from what a text says of it.
 */
export function readCslItem(item: unknown, today: string, licenceIn: (text: string) => string | undefined) {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return null
  const csl = item as Item
  const whole = oneLine(csl.title)
  if (!whole || whole.length < 3) return null
  const title = cut(whole, LONGEST_TITLE)
  const offered = { ...fieldsIn(csl, licenceIn), ...(title !== whole && { summary: cut(whole, 280) }) }
  const fields = Object.entries(offered).filter(
    ([key, value]) => value !== undefined && parseField('source', key, value, today) === 'ok',
  )
  return { title, lang: langIn(csl.language), fields: Object.fromEntries(fields) } satisfies ReadSource
}

function fieldsIn(csl: Item, licenceIn: (text: string) => string | undefined): Item {
  const authors = namesIn(csl.author ?? csl.editor)
  return {
    kind: SOURCE_KINDS.find((kind) => kind === csl.genre) ?? KIND_OF[String(csl.type)] ?? 'document',
    source_licence: licenceOf(csl, licenceIn) ?? 'unknown',
    authors: authors.length > 0 ? authors : undefined,
    date: dateIn(csl.issued),
    publisher: publisherIn(csl),
    url: addressIn(csl),
    retrieved: dateIn(csl.accessed),
  }
}

/** One line of text without the markup that citation tools allow in titles; undefined where there is none. */
function oneLine(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const plain = value.slice(0, 2000).replaceAll(/<\/?(?:i|b|sc|sub|sup|span)\b[^<>]{0,80}>/gi, '')
  return plain.normalize('NFC').replaceAll(/\s+/g, ' ').trim() || undefined
}

function cut(words: string, most: number): string {
  if (words.length <= most) return words
  const part = words.slice(0, most - 1)
  return `${part.slice(0, Math.max(part.lastIndexOf(' '), most / 2)).trimEnd()}…`
}

const MOST_NAMES = 40

/** `Marie Curie` from its parts, in the order in which they are read. */
function namesIn(names: unknown): string[] {
  if (!Array.isArray(names)) return []
  const said = names.slice(0, MOST_NAMES).map((name: unknown) => {
    const { literal, given, family, suffix, ...more } = (typeof name === 'object' && name !== null ? name : {}) as Item
    const parts = [given, more['dropping-particle'], more['non-dropping-particle'], family, suffix]
    return oneLine(literal) ?? parts.flatMap((part) => oneLine(part) ?? []).join(' ')
  })
  return [...new Set(said.filter((name) => name !== '').map((name) => cut(name, 160)))]
}

/** Day, month or year, as far as it is known; a period begins with its first day. */
function dateIn(date: unknown): string | undefined {
  if (typeof date === 'string') return writtenDay(date)
  if (typeof date !== 'object' || date === null) return undefined
  const { 'date-parts': parts, raw, literal } = date as Item
  const first: unknown = Array.isArray(parts) ? parts[0] : undefined
  if (Array.isArray(first)) return fromParts(first.map(Number))
  return writtenDay(raw) ?? writtenDay(literal)
}

function fromParts([year, month, day]: number[]): string | undefined {
  if (!isWithin(year, 9999)) return undefined
  const written = [String(year).padStart(4, '0')]
  if (isWithin(month, 12)) written.push(String(month).padStart(2, '0'))
  if (isWithin(month, 12) && isWithin(day, 31)) written.push(String(day).padStart(2, '0'))
  return written.join('-')
}

const isWithin = (part: number | undefined, most: number): boolean =>
  part !== undefined && Number.isInteger(part) && part >= 1 && part <= most

/** The date that a text opens with, else the first year in it. */
function writtenDay(said: unknown): string | undefined {
  if (typeof said !== 'string') return undefined
  const [whole] = /^\d{4}(?:-\d{2}(?:-\d{2})?)?(?=$|[T/ ])/.exec(said.trim()) ?? []
  return whole ?? /\b(?:1[5-9]|20)\d{2}\b/.exec(said)?.[0]
}

/** An article is found by what it appeared in. */
function publisherIn(csl: Item): string | undefined {
  const [publisher, within] = [oneLine(csl.publisher), oneLine(csl['container-title'])]
  const said = String(csl.type).startsWith('article') ? (within ?? publisher) : (publisher ?? within)
  return said && cut(said, 160)
}

/** An identifier that is meant to last comes before an address. */
function addressIn({ DOI, URL: url }: Item): string | undefined {
  const doi = typeof DOI === 'string' ? doiIn(DOI) : undefined
  if (doi) return `https://doi.org/${doi}`
  return typeof url === 'string' ? url.trim() : undefined
}

function licenceOf({ license, note }: Item, licenceIn: (text: string) => string | undefined): string | undefined {
  if (typeof license === 'string') return licenceIn(license.slice(0, 500))
  const said = typeof note === 'string' ? note : ''
  const [, licence] =
    /^[ \t]*(?:licen[cs]e|rights|droits)[ \t]*:[ \t]*(\S.{0,500})$/im.exec(said.slice(0, 10_000)) ?? []
  return licence && licenceIn(licence)
}

function langIn(language: unknown): Lang | undefined {
  const said = typeof language === 'string' ? language.trim().toLowerCase() : ''
  if (/^(?:fr|fra|fre)\b|^fran[cç]ais/.test(said)) return 'fr'
  return /^(?:en|eng)\b|^english/.test(said) ? 'en' : undefined
}

/** By what a source is known again: its identifier or address without what changes nothing, and its title with its year. */
export interface Sameness {
  readonly address: string | undefined
  readonly called: string
}

export function samenessOf(title: string, fields: Item): Sameness {
  const url = typeof fields.url === 'string' ? fields.url : ''
  const year = typeof fields.date === 'string' ? fields.date.slice(0, 4) : ''
  const called = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return { address: url ? (doiIn(url) ?? plainAddress(url)) : undefined, called: `${called} ${year}` }
}

/** Addresses tell two sources apart where both have one: reports of several years, or of several people, share a title. */
export function isSameSource(one: Sameness, other: Sameness): boolean {
  if (one.address !== undefined && other.address !== undefined) return one.address === other.address
  return one.called === other.called
}

/** Neither the scheme, nor `www.`, a last slash or a place in the page make another address. */
function plainAddress(url: string): string {
  if (!URL.canParse(url)) return url
  const { host, pathname, search } = new URL(url)
  return `${host.replace(/^www\./, '')}${pathname.replace(/\/+$/, '')}${search}`
}
