import type { Lang } from '@terreau/shared/languages.ts'

const LOCALE: Record<Lang, string> = { fr: 'fr-FR', en: 'en-GB' }

/** The wiki's own clock: server and browser must write the same words, wherever the reader is. */
export const TIME_ZONE = 'Europe/Paris'

/** How numbers, dates and lists are written in one language. */
export interface Format {
  readonly lang: Lang
  readonly number: (value: number) => string
  /** A number with its unit, short: `450 m`. */
  readonly measure: (value: number, unit: string) => string
  /** `2026-11-12`, `2026-11` or `2026`, as `12 novembre 2026`, `novembre 2026` or `2026`. */
  readonly day: (value: string) => string
  /** An instant on the wiki's own clock, `jeudi 3 décembre 2026, 18:30`. */
  readonly instant: (value: string) => string
  /** A time soon, on the wiki's own clock: `jeudi 3 décembre à 18 h 30`. */
  readonly moment: (instant: string) => string
  /** As one says it on foot: `350 m`, `2,4 km`. */
  readonly distance: (metres: number) => string
  /** The name of a day of the week: that of `2026-11-12` is `jeudi`. */
  readonly weekday: (day: string) => string
  /** Minutes since midnight on some wall, `9 h 30`; past the next midnight they begin anew. */
  readonly clock: (minutes: number) => string
  readonly money: (value: { min: number; max?: number | undefined; currency: string }) => string
  /** An ISO 8601 duration, `PT1H30M` as `1 h 30`. */
  readonly duration: (value: string) => string
  /** `A, B et C`. */
  readonly list: (values: readonly string[]) => string
  /** The one form of a word that goes with a count. */
  readonly plural: <T>(count: number, one: T, other: T) => T
}

export function formatIn(lang: Lang): Format {
  const locale = LOCALE[lang]
  const numbers = new Intl.NumberFormat(locale)
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' })
  const plurals = new Intl.PluralRules(locale)
  return {
    lang,
    number: (value) => steady(numbers.format(value)),
    measure: (value, unit) =>
      steady(new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value)),
    day: (value) => dayIn(locale, value),
    instant: (value) => instantIn(locale, value),
    moment: (instant) => momentIn(lang, locale, instant),
    distance: (metres) =>
      metres < 1000
        ? `${numbers.format(Math.round(metres / 10) * 10)}\u00a0m`
        : `${numbers.format(Math.round(metres / 100) / 10)}\u00a0km`,
    weekday: (day) => new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(new Date(day)),
    clock: (minutes) => clockIn(lang, minutes),
    money: (value) => steady(moneyIn(locale, value)),
    duration: (value) => steady(durationIn(locale, value)),
    list: (values) => lists.format(values),
    plural: (count, one, other) => (plurals.select(count) === 'one' ? one : other),
  }
}

function dayIn(locale: string, value: string): string {
  const [year = '', month, day] = value.split('-')
  if (!month) return year
  const shape = day
    ? ({ day: 'numeric', month: 'long', year: 'numeric' } as const)
    : ({ month: 'long', year: 'numeric' } as const)
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1)))
  return new Intl.DateTimeFormat(locale, { ...shape, timeZone: 'UTC' }).format(at)
}

function instantIn(locale: string, value: string): string {
  const at = new Date(value)
  const day = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: TIME_ZONE } as const
  const time = { hour: '2-digit', minute: '2-digit', timeZone: TIME_ZONE } as const
  return [day, time].map((shape) => new Intl.DateTimeFormat(locale, shape).format(at)).join(', ')
}

function momentIn(lang: Lang, locale: string, instant: string): string {
  const at = new Date(instant)
  const day = { weekday: 'long', day: 'numeric', month: 'long', timeZone: TIME_ZONE } as const
  const parts = new Intl.DateTimeFormat('en-GB', {
    hour: 'numeric',
    minute: 'numeric',
    timeZone: TIME_ZONE,
  }).formatToParts(at)
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0)
  const time = clockIn(lang, of('hour') * 60 + of('minute'))
  return `${new Intl.DateTimeFormat(locale, day).format(at)} ${lang === 'fr' ? 'à' : 'at'} ${time}`
}

function clockIn(lang: Lang, minutes: number): string {
  const [hour, minute] = [Math.floor(minutes / 60) % 24, minutes % 60]
  const two = String(minute).padStart(2, '0')
  return lang === 'en' ? `${hour}:${two}` : `${hour}\u00a0h${minute ? `\u00a0${two}` : ''}`
}

/** One kind of space whatever the age of the machine, so that server and browser write the same characters. */
function steady(text: string): string {
  return text.replaceAll(/[\u2009\u202f]/g, '\u00a0')
}

function moneyIn(
  locale: string,
  { min, max, currency }: { min: number; max?: number | undefined; currency: string },
): string {
  const digits = Number.isInteger(min) && Number.isInteger(max ?? 0) ? 0 : 2
  const amounts = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return max === undefined || max === min ? amounts.format(min) : amounts.formatRange(min, max)
}

const DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/
const UNITS = ['year', 'week', 'day', 'hour', 'minute'] as const

/** Whole years are said as such: nobody counts to 104 weeks. */
const WEEKS_A_YEAR = 52

function durationIn(locale: string, value: string): string {
  const [weeks = '0', ...shorter] = DURATION.exec(value)?.slice(1) ?? []
  const years = Number(weeks) % WEEKS_A_YEAR === 0 ? Number(weeks) / WEEKS_A_YEAR : 0
  const parts = [years, years ? 0 : weeks, ...shorter]
  const said = UNITS.flatMap((unit, at) => {
    const count = Number(parts[at] ?? 0)
    const shape = unit === 'hour' || unit === 'minute' ? 'short' : 'long'
    return count ? [new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: shape }).format(count)] : []
  })
  return said.length ? new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' }).format(said) : value
}
