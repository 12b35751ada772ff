/** Where a figure stands in a text, as indexes of its characters. */
export interface Figure {
  readonly from: number
  readonly to: number
}

const SPACE = '[ \\u00a0\\u202f]'
const GROUPED = `\\d{1,3}(?:[.,\\u2019 \\u00a0\\u202f]\\d{3})+`
const NUMBER = `(?:${GROUPED}(?:[.,]\\d{1,4})?|\\d{1,12}(?:[.,]\\d{1,6})?)`
/** A number begins where nothing runs into it: neither a word, nor another number, a time or a reference. */
const FREE = "(?<![\\p{L}\\d.,:/’'-])"
const ENDS = '(?![\\p{L}\\d])'
const SCALE = `(?:millions?|milliards?|milliers?|billions?|thousand)`
const OF = `(?:${SPACE}(?:de|of)\\b|${SPACE}d[’'])?`

/** What is measured of the world. Grams, millilitres, centimetres and minutes are how a thing is made, not what is claimed. */
const UNITS = [
  'kg|kilos?|kilogrammes?|kilograms?|tonnes?|tons?|t|quintaux|quintal',
  'litres?|liters?|l|hl|km|kilomètres?|kilometres?|kilometers?|miles',
  'm²|m2|m³|m3|km²|km2|ha|hectares?|acres?|mètres? carrés?|square metres?|mètres? cubes?',
  'k?Wh|MWh|GWh|TWh|kWc|kW|MW|W|watts?|°C|degrés|degrees|dB|décibels?|ppm|lux|km/h',
  'habitants?|inhabitants?|foyers?|ménages?|households?|emplois?|salariés?|adhérents?',
].join('|')

const MONTHS =
  'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|january|february|march|april|may|june|july|august|september|october|november|december'
const YEAR = '(?:1[5-9]|20)\\d{2}'
const BEFORE_A_YEAR =
  "en|depuis|dès|avant|après|vers|fin|début|jusqu[’']en|d[’']ici|in|since|by|before|after|until|around|during"

const PRICE = `(?:[€$£]${SPACE}?${NUMBER}|${NUMBER}(?:${SPACE}?${SCALE}${OF})?${SPACE}?(?:€|\\$|£|(?:euros?|EUR|dollars?|centimes?)${ENDS}))`
const SHARE = `${NUMBER}${SPACE}?(?:%|‰|(?:pour${SPACE}cent|pour${SPACE}mille|per${SPACE}?cent)${ENDS})`
const TIMES = `${NUMBER}${SPACE}(?:fois${SPACE}(?:plus|moins)|times${SPACE}(?:more|less|as))${ENDS}`
const DATE = [
  `\\d{1,2}(?:er|st|nd|rd|th)?${SPACE}(?:${MONTHS}),?${SPACE}${YEAR}${ENDS}`,
  `\\d{1,2}/\\d{1,2}/${YEAR}${ENDS}`,
].join('|')
const DATE_BY_WORDS = `\\b(?:${MONTHS})${SPACE}(?:\\d{1,2}(?:st|nd|rd|th)?,${SPACE})?${YEAR}${ENDS}`
const YEAR_ALONE = `(?<=(?<![\\p{L}])(?:${BEFORE_A_YEAR})${SPACE})${YEAR}${ENDS}(?!${SPACE}?[:h])`
const MEASURE = `${NUMBER}(?:${SPACE}?${SCALE}${OF})?${SPACE}?(?:${UNITS})${ENDS}`
const MANY = `(?:${GROUPED}(?!\\d)|${NUMBER}${SPACE}${SCALE}${ENDS}|\\d{4,9}(?=${SPACE}\\p{Ll}))`

/** What is stated of the world, wherever it stands. */
const STATED = new RegExp(`${FREE}(?:${PRICE}|${SHARE}|${TIMES}|${DATE})|${DATE_BY_WORDS}|${YEAR_ALONE}`, 'giu')
/** What is stated in a telling text, and asked for in instructions. */
const MEASURED = new RegExp(`${FREE}${MEASURE}`, 'giu')
/** Case counts: a postcode stands before the name of a place. */
const LARGE = new RegExp(`${FREE}${MANY}`, 'gu')

/** Words after which a number names something: a step, a page, an article, a line. */
const NAMED_BY =
  /(?:^|[^\p{L}])(?:étapes?|steps?|chap(?:itre|ter)?\.?|pages?|pp?\.|art(?:icle)?s?\.?|n[°ºo]\.?|numéro|number|versions?|v\.|fig(?:ure)?\.?|tableau|tables?|annexes?|appendix|lignes?|line|bus|tram|salle|room|bureau|questions?|niveau|level|parties?|part|points?|tome|vol\.|lot|BP|CS|SIRET|SIREN|tél\.?|loi|law|norme|ISO)[ \u00a0\u202f]?(?:n[°º][ \u00a0\u202f]?)?$/iu
/** «un seau de 10 litres» says which bucket. */
const SIZE = /(?:^|[^\p{L}])(?:de|d[’']|of)[ \u00a0\u202f]$/iu
const HOLDS = /(?:litres?|liters?|l)$/i

/**
 * Figures of a text that a reader would ask the source of: measures, prices, shares, dates, large numbers; in French or
 * English. Hours, ordinals, counts of things («2 vis») and what a number merely names («étape 3») are none. In
 * instructions a measure says what to do, and is none either.
 */
export function figuresIn(text: string, manner: 'telling' | 'instruction' = 'telling'): Figure[] {
  if (!/\d/.test(text)) return []
  const patterns = manner === 'telling' ? [STATED, MEASURED, LARGE] : [STATED]
  const found = patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({ from: match.index, to: match.index + match[0].length })),
  )
  return apart(found.filter((figure) => !isNamed(text, figure)))
}

function isNamed(text: string, { from, to }: Figure): boolean {
  const before = text.slice(Math.max(0, from - 20), from)
  if (NAMED_BY.test(before)) return true
  return SIZE.test(before) && HOLDS.test(text.slice(from, to))
}

/** In the order of the text; of two that overlap, the longer one. */
function apart(figures: readonly Figure[]): Figure[] {
  const kept: Figure[] = []
  for (const figure of figures.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = kept.at(-1)
    if (!last || figure.from >= last.to) kept.push(figure)
    else if (figure.to - figure.from > last.to - last.from) kept[kept.length - 1] = figure
  }
  return kept
}
