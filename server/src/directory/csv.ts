import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { fieldsOf } from '@terreau/shared/page-types/registry.ts'
import type { WholeCard } from '../pages/page-list.ts'

const OF_ALL = ['id', 'type', 'title', 'url', 'lang', 'standing', 'updated', 'commune_name', 'state'] as const

/** A list as a table: what every page has, then the fields of the type where one was asked for (RFC 4180, UTF-8 with its mark). */
export function csvOf(cards: readonly WholeCard[], type: PageTypeKey | undefined, here: string): string {
  const keys = type ? Object.keys(fieldsOf(type)).filter((key) => key !== 'title') : ['summary']
  const rows = cards.map(({ card, fields }) => [
    card.id,
    card.type,
    card.title,
    `${here}/p/${card.slug}`,
    card.lang,
    card.standing,
    card.updatedAt,
    card.answers?.commune?.name ?? '',
    card.answers?.open?.state ?? '',
    ...keys.map((key) => written(fields[key])),
  ])
  return `\uFEFF${[[...OF_ALL, ...keys], ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

function written(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return value.join(' | ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** What a spreadsheet would run as a formula is told to be words. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
