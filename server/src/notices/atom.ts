import { createHash } from 'node:crypto'

/** A feed before it is written as Atom 1.0 (RFC 4287). */
export interface Feed {
  /** What it is about: its id is told from this, wherever it is read. */
  readonly about: string
  readonly title: string
  /** Where it is found, and the screen that shows the same. */
  readonly self: string
  readonly screen: string
  readonly lang: string
  readonly entries: readonly Entry[]
}

export interface Entry {
  /** What it is about: no two entries have the same. */
  readonly about: string
  readonly title: string
  readonly summary: string
  readonly link: string
  readonly at: number
  readonly authors: readonly string[]
}

/** A feed in which nothing happened yet has this as its date: what it says does not change by being read. */
const NOTHING_YET = 0

/** When the newest entry was. */
export function updatedAt({ entries }: Feed): number {
  return Math.max(NOTHING_YET, ...entries.map(({ at }) => at))
}

export function atomOf(feed: Feed): string {
  const { about, title, self, screen, lang, entries } = feed
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escaped(lang)}">`,
    ...head(about, title, updatedAt(feed)),
    `<link rel="self" type="application/atom+xml" href="${escaped(self)}"/>`,
    `<link rel="alternate" type="text/html" href="${escaped(screen)}"/>`,
    author('Terreau'),
    ...entries.map(entryOf),
    '</feed>\n',
  ].join('\n')
}

function entryOf({ about, title, summary, link, at, authors }: Entry): string {
  return [
    '<entry>',
    ...head(about, title, at),
    `<link rel="alternate" type="text/html" href="${escaped(link)}"/>`,
    ...authors.map(author),
    `<summary>${escaped(summary)}</summary>`,
    '</entry>',
  ].join('\n')
}

function head(about: string, title: string, at: number): string[] {
  return [
    `<id>${urnOf(about)}</id>`,
    `<title>${escaped(title)}</title>`,
    `<updated>${new Date(at).toISOString()}</updated>`,
  ]
}

function author(name: string): string {
  return `<author><name>${escaped(name)}</name></author>`
}

/** A UUID made of what it names (version 8, RFC 9562). */
function urnOf(about: string): string {
  const bytes = createHash('sha256').update(`terreau ${about}`).digest()
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = bytes.toString('hex')
  return `urn:uuid:${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')}`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** All that is no character of XML 1.0. */
const NO_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(NO_XML, '\u{fffd}')
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
