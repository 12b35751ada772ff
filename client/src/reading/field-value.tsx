import type { ReactNode } from 'react'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { PageLink } from '../ui/page-link.tsx'
import type { Format } from '../i18n/format.ts'
import type { Labels } from '../i18n/fr.ts'
import { useLanguage } from '../i18n/language.tsx'
import { choiceLabel } from '../i18n/page-type-labels.ts'
import type { ShownField } from '../page-types.ts'
import { AnyLink } from './inline.tsx'
import type { Named } from './notes.ts'
import { unitOf } from './units.ts'

/** A typed value as its reader reads it. It was parsed when it was written, so its shape is trusted. */
export interface Stated {
  type: PageTypeKey
  name: string
  field: ShownField
  value: unknown
}

export function FieldValue({ named, ...stated }: Stated & { named: Named }): ReactNode {
  const { t, format } = useLanguage()
  switch (stated.field.widget) {
    case 'page':
    case 'pages':
    case 'leads':
      return <PageNames ids={[stated.value].flat().map(String)} named={named} />
    case 'link':
    case 'links':
      return <Addresses urls={[stated.value].flat().map(String)} />
    case 'email':
      return <AnyLink href={`mailto:${String(stated.value)}`}>{String(stated.value)}</AnyLink>
    case 'phone':
      return <AnyLink href={`tel:${String(stated.value)}`}>{String(stated.value)}</AnyLink>
    default:
      return fieldText(stated, t, format)
  }
}

/** Two names that lead to one page are one. */
function PageNames({ ids, named }: { ids: readonly string[]; named: Named }) {
  const pages = new Map(ids.flatMap((id) => named.get(id) ?? []).map((page) => [page.slug, page]))
  return [...pages.values()].map((page, at) => (
    <span key={page.id}>
      {at > 0 && ', '}
      <PageLink page={page} />
    </span>
  ))
}

function Addresses({ urls }: { urls: readonly string[] }) {
  return urls.map((url) => (
    <span key={url} className="address">
      <AnyLink href={url}>{URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : url}</AnyLink>
    </span>
  ))
}

type Say = (value: never, t: Labels, format: Format) => string

/** A value in words alone, for facts, cards and descriptions. */
export function fieldText({ type, name, field, value }: Stated, t: Labels, format: Format): string {
  if (field.choices) return format.list([value].flat().map((one) => choiceLabel(t.pageTypes, type, name, one)))
  const unit = unitOf(name)
  if (typeof value === 'number') return unit ? format.measure(value, unit) : format.number(value)
  const say = SAYS[field.widget] as ((value: unknown, t: Labels, format: Format) => string) | undefined
  if (say) return say(value, t, format)
  return Array.isArray(value) ? value.map(String).join(field.widget === 'texts' ? ' · ' : ', ') : String(value)
}

const SAYS: Readonly<Partial<Record<ShownField['widget'], Say>>> = {
  date: (value: string, _t, format) => format.day(value),
  instant: (value: string, _t, format) => format.instant(value),
  duration: (value: string, _t, format) => format.duration(value),
  money: (value: { min: number; max?: number; currency: string; basis?: string }, t, format) =>
    value.basis ? t.values.per(format.money(value), value.basis) : format.money(value),
  range: ({ min, max }: { min: number; max?: number }, t, format) =>
    max === undefined || max === min ? format.number(min) : t.values.fromTo(format.number(min), format.number(max)),
  'weekday-time': (value: string, t) => {
    const [day = '', time = ''] = value.split(' ')
    return `${t.values.weekdays[day as keyof Labels['values']['weekdays']] ?? day} ${time}`
  },
  recurrence: (value: string, t) => recurrence(value, t),
  closures: (value: readonly Closure[], t, format) =>
    value
      .map(({ from, until, reason }) => {
        const days = t.values.closed(format.day(from), format.day(until))
        return reason ? `${days} (${reason})` : days
      })
      .join(' ; '),
  materials: (value: readonly Material[], t, format) =>
    value
      .map(({ label, quantity, lendable }) => {
        const much = quantity === undefined ? label : `${format.number(quantity)} ${label}`
        return lendable ? `${much} (${t.values.lendable})` : much
      })
      .join(', '),
  needs: (value: readonly Need[], t, format) =>
    value.map(({ label, until }) => (until ? `${label} (${t.values.until(format.day(until))})` : label)).join(', '),
  funding: (value: readonly Funding[], t, format) =>
    value
      .map(({ source, amount, currency, year, state }) =>
        [source, format.money({ min: amount, currency }), year, t.pageTypes.fundingStates[state]].join(', '),
      )
      .join(' ; '),
}

interface Closure {
  from: string
  until: string
  reason?: string
}

interface Material {
  label: string
  quantity?: number
  lendable?: boolean
}

interface Need {
  label: string
  until?: string
}

interface Funding {
  source: string
  amount: number
  currency: string
  year: number
  state: keyof Labels['pageTypes']['fundingStates']
}

const WEEKDAY = /[+-]?\d?([A-Z]{2})/

function recurrence(rule: string, t: Labels): string {
  const parts = new Map(rule.split(';').map((part) => part.split('=', 2) as [string, string]))
  const every = parts.get('FREQ') as keyof Labels['values']['every']
  const interval = Number(parts.get('INTERVAL') ?? 1)
  const often = interval > 1 ? t.values.interval[every](interval) : t.values.every[every]
  const days = (parts.get('BYDAY') ?? '').split(',').flatMap((day) => {
    const [first = '', second = ''] = WEEKDAY.exec(day)?.[1] ?? ''
    return t.values.weekdays[`${first}${second.toLowerCase()}` as keyof Labels['values']['weekdays']] ?? []
  })
  return days.length ? `${often}, ${t.values.on(days)}` : often
}
