import type { Widget } from '@terreau/shared/page-types/define.ts'
import type { EditingLabels } from '../../i18n/editing.fr.ts'
import { fold } from '../fold.ts'

/** How a value of one kind is written in a box and read back. What can't be read comes back as it was written. */
interface Writing {
  readonly say: (value: never, say: EditingLabels['fields']) => string
  readonly read: (text: string) => unknown
}

const AMOUNT = String.raw`(\d[\d\s]*(?:[.,]\d+)?)`
const UP_TO = String.raw`\s*(?:à|a|to|-|–|—)\s*`
const number = (text: string) => Number(text.replaceAll(/\s/g, '').replace(',', '.'))

const WRITINGS: Partial<Readonly<Record<Widget, Writing>>> = {
  integer: { say: String, read: (text) => (/^\d[\d\s]*$/.test(text) ? number(text) : text) },
  number: { say: String, read: (text) => (/^-?\d[\d\s]*(?:[.,]\d+)?$/.test(text) ? number(text) : text) },
  range: { say: sayRange, read: readRange },
  money: { say: sayMoney, read: readMoney },
  duration: { say: sayDuration, read: readDuration },
  position: { say: ({ lat, lon }: { lat: number; lon: number }) => `${lat}, ${lon}`, read: readPosition },
  phone: { say: String, read: readPhone },
  'weekday-time': { say: sayWeekdayTime, read: readWeekdayTime },
  instant: { say: (value: string) => value.slice(0, 16), read: readInstant },
}

/** A value as one writes it. */
export function written(widget: Widget, value: unknown, say: EditingLabels['fields']): string {
  if (value === undefined || value === null) return ''
  return WRITINGS[widget]?.say(value as never, say) ?? plain(value)
}

function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
}

/** The value that was meant; undefined where nothing is written. */
export function readWritten(widget: Widget, text: string): unknown {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  return WRITINGS[widget]?.read(trimmed) ?? trimmed
}

interface Range {
  min: number
  max?: number
}

function sayRange({ min, max }: Range, { to }: { to: string }): string {
  return max === undefined || max === min ? `${min}` : `${min} ${to} ${max}`
}

function readRange(text: string): unknown {
  const [, min, max] = new RegExp(`^${AMOUNT}(?:${UP_TO}${AMOUNT})?$`, 'i').exec(text) ?? []
  if (!min) return text
  return { min: number(min), ...(max && { max: number(max) }) }
}

function sayMoney(value: Range & { currency: string; basis?: string }, say: { to: string }): string {
  const unit = value.currency === 'EUR' ? '€' : value.currency
  return [sayRange(value, say), unit, value.basis].filter(Boolean).join(' ')
}

function readMoney(text: string): unknown {
  const shape = new RegExp(`^${AMOUNT}(?:${UP_TO}${AMOUNT})?\\s*(€|euros?|[A-Z]{3}(?![A-Za-z]))?\\s*(.*)$`, 'i')
  const [, min, max, unit, basis] = shape.exec(text) ?? []
  if (!min) return text
  const currency = !unit || /^(?:€|euros?|eur)$/i.test(unit) ? 'EUR' : unit.toUpperCase()
  return { min: number(min), ...(max && { max: number(max) }), currency, ...(basis && { basis }) }
}

const UNITS = [
  { iso: 'W', words: /^(?:semaines?|sem\.?|weeks?|wks?|w)$/ },
  { iso: 'D', words: /^(?:jours?|j\.?|days?|d)$/ },
  { iso: 'H', words: /^(?:heures?|h\.?|hours?|hrs?)$/ },
  { iso: 'M', words: /^(?:minutes?|min\.?|mn|m)$/ },
] as const

function readDuration(text: string): unknown {
  const parts = [...fold(text).matchAll(/(\d+)\s*([a-z]+\.?)?/g)]
  const found = new Map<string, string>()
  for (const [index, [, count = '', unit]] of parts.entries()) {
    // «1 h 30»: minutes follow hours without being named.
    const iso = unit ? UNITS.find(({ words }) => words.test(unit))?.iso : index > 0 ? 'M' : undefined
    if (!iso || found.has(iso)) return text
    found.set(iso, count)
  }
  return found.size > 0 ? isoDuration(found, text) : text
}

/** Weeks stand alone in the form that fields hold. */
function isoDuration(found: ReadonlyMap<string, string>, text: string): string {
  const part = (iso: string) => (found.has(iso) ? `${Number(found.get(iso))}${iso}` : '')
  if (found.has('W')) return found.size === 1 ? `P${part('W')}` : text
  const time = part('H') + part('M')
  return `P${part('D')}${time && `T${time}`}`
}

function sayDuration(value: string, { durations }: EditingLabels['fields']): string {
  const [, weeks, days, hours, minutes] = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(value) ?? []
  const said = [
    weeks && durations.weeks(Number(weeks)),
    days && durations.days(Number(days)),
    hours && `${hours} h`,
    minutes && (hours ? minutes.padStart(2, '0') : `${minutes} min`),
  ]
  return said.filter(Boolean).join(' ') || value
}

function readPosition(text: string): unknown {
  const [, lat, lon] =
    /^(-?\d+(?:[.,]\d+)?)\s*(?:[,;]\s+|;|\s+|,(?=\s*-?\d+\.))\s*(-?\d+(?:[.,]\d+)?)$/.exec(text) ?? []
  return lat && lon ? { lat: number(lat), lon: number(lon) } : text
}

/** A French number without its country gains it. */
function readPhone(text: string): string {
  const digits = text.replaceAll(/[\s.()-]/g, '')
  return /^0[1-9]\d{8}$/.test(digits) ? `+33${digits.slice(1)}` : digits.replace(/^00/, '+')
}

const WEEKDAYS: readonly (readonly [string, RegExp])[] = [
  ['Mo', /^(?:mo|mon|monday|lu|lun|lundi)$/],
  ['Tu', /^(?:tu|tue|tuesday|ma|mar|mardi)$/],
  ['We', /^(?:we|wed|wednesday|me|mer|mercredi)$/],
  ['Th', /^(?:th|thu|thursday|je|jeu|jeudi)$/],
  ['Fr', /^(?:fr|fri|friday|ve|ven|vendredi)$/],
  ['Sa', /^(?:sa|sat|saturday|sam|samedi)$/],
  ['Su', /^(?:su|sun|sunday|di|dim|dimanche)$/],
]

function readWeekdayTime(text: string): string {
  const [, word = '', hour = '', minute] = /^([a-z]+)\.?\s+(\d{1,2})\s*[h:]\s*(\d{2})?$/.exec(fold(text)) ?? []
  const day = WEEKDAYS.find(([, words]) => words.test(word))?.[0]
  return day ? `${day} ${hour.padStart(2, '0')}:${minute ?? '00'}` : text
}

function sayWeekdayTime(value: string, { weekdays }: EditingLabels['fields']): string {
  const [day = '', time = ''] = value.split(' ')
  return `${weekdays[day as keyof typeof weekdays] ?? day} ${time}`
}

const two = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, '0')

/** A day and a time on this device's clock, with its offset. */
function readInstant(text: string): string {
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) return text
  const offset = -at.getTimezoneOffset()
  return `${text.slice(0, 16)}:00${offset < 0 ? '-' : '+'}${two(offset / 60)}:${two(offset % 60)}`
}
