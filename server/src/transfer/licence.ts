import { LICENCES, type Licence } from '@terreau/shared/page-types/licences.ts'

/** An address of Creative Commons, or its names in French and English, with what follows `BY` and the version if said. */
const PATTERNS = [
  /creativecommons\.org\/licenses\/(?<terms>by(?:-(?:sa|nc|nd))*)\/(?<version>\d\.\d)(?:\/(?<country>fr))?/i,
  /\bCC[\s-]*(?<terms>BY(?:[\s-]*(?:SA|NC|ND)\b)*)(?:[\s-]*(?<version>\d\.\d))?(?:[\s-]*(?<country>FR)\b)?/i,
  /creatives? ?commons[^\n]{0,30}?\b(?<terms>BY(?:[\s-]*(?:SA|NC|ND))*)(?:[\s-]*(?<version>\d\.\d))?/i,
  /attribution[\s-]+(?<terms>share[\s-]*alike)(?:[\s-]*(?<version>\d\.\d))?/i,
]

/** The licence that a text states first; undefined where it states none that we know. */
export function licenceIn(text: string): Licence | undefined {
  const exact = LICENCES.find((known) => known.toLowerCase() === text.trim().toLowerCase())
  if (exact) return exact
  if (/\bCC[\s-]?0\b|creativecommons\.org\/publicdomain\/zero/i.test(text)) return 'CC0-1.0'
  const found = PATTERNS.map((pattern) => pattern.exec(text)).filter((match) => match !== null)
  const [first] = found.toSorted((a, b) => a.index - b.index)
  if (first) return named(first.groups ?? {})
  return /licence ouverte|etalab/i.test(text) ? 'etalab-2.0' : undefined
}

function named({ terms = '', version = '', country = '' }: Partial<Record<string, string>>): Licence {
  if (/NC|ND/i.test(terms)) return 'restricted'
  const base = /SA|share/i.test(terms) ? 'CC-BY-SA' : 'CC-BY'
  const options = [`${base}-${version}-${country.toUpperCase()}`, `${base}-${version}`, base]
  return (
    LICENCES.find((known) => known === options.find((option) => LICENCES.some((one) => one === option))) ?? 'other-open'
  )
}

const OF_A_PICTURE = /photo|image|illustration|dessin|cr[ée]dits?\b|!\[/i
const NAMES_ITS_ORIGIN = /^#{1,6}.*\b(?:licen[cs]e|sources?|auteur|author|notes?|r[ée]f[ée]rences?)/i
const STATES_IT = /^[\s*_]*(?:licen[cs]e|CC[\s-]?BY|creative|publi[ée])/i

/**
 * The licence that a Markdown text gives itself: under a heading about licence, sources or authors, after its last
 * heading, or in a line that opens with it. Licences of pictures are not those of the text.
 */
export function licenceOfText(markdown: string): Licence | undefined {
  const lines = markdown.split('\n')
  const lastHeading = lines.findLastIndex((line) => line.startsWith('#'))
  let inOrigin = false
  const telling = lines.filter((line, at) => {
    if (line.startsWith('#')) inOrigin = NAMES_ITS_ORIGIN.test(line)
    return !OF_A_PICTURE.test(line) && (inOrigin || at > lastHeading || STATES_IT.test(line))
  })
  const stated = telling.flatMap((line) => licenceIn(line) ?? [])
  return stated.find((licence) => licence === 'restricted') ?? stated.at(-1)
}
