import { Type, type Static } from 'typebox'
import type { Query } from './query.ts'
import { wordsOf, type Word } from './words.ts'

/** A piece of original text; `hit` where it answers the query. */
export const SnippetPart = Type.Object({ text: Type.String(), hit: Type.Boolean() })
export type SnippetPart = Static<typeof SnippetPart>

const LENGTH = 200

/** The piece of these passages that best answers the query, at most about 200 characters, cut at words, with its hits marked. */
export function snippetOf(query: Query, passages: readonly string[]): SnippetPart[] {
  const best = passages
    .map((passage) => windowOf(query, passage.normalize('NFC')))
    .reduce<Window | null>((top, window) => (window && window.worth > (top?.worth ?? -1) ? window : top), null)
  return best ? marked(best) : []
}

interface Window {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly hits: readonly Word[]
  readonly worth: number
}

function windowOf(query: Query, text: string): Window | null {
  if (text.trim() === '') return null
  const hits = wordsOf(text).filter(({ form }) => worthOf(query, form) > 0)
  const from = bestStart(query, hits)
  const start = text.length <= LENGTH ? 0 : wordStart(text, Math.max(0, from - 60))
  const end = Math.min(text.length, wordEnd(text, start + LENGTH))
  const inside = hits.filter((hit) => hit.start >= start && hit.end <= end)
  return { text, start, end, hits: inside, worth: distinctWorth(query, inside) }
}

/** Where a window covers the most different words. */
function bestStart(query: Query, hits: readonly Word[]): number {
  let [best, worth] = [0, -1]
  for (const hit of hits) {
    const inside = hits.filter((other) => other.start >= hit.start && other.end <= hit.start + LENGTH - 60)
    const total = distinctWorth(query, inside)
    if (total > worth) [best, worth] = [hit.start, total]
  }
  return best
}

function distinctWorth(query: Query, hits: readonly Word[]): number {
  const best = query.groups.map((group) =>
    hits.reduce((most, { form }) => Math.max(most, group.forms.get(form) ?? 0), 0),
  )
  return best.reduce((sum, worth) => sum + worth, 0) + Math.min(hits.length, 5) * 0.01
}

function worthOf(query: Query, form: string): number {
  return query.groups.reduce((most, group) => Math.max(most, group.forms.get(form) ?? 0), 0)
}

function marked({ text, start, end, hits }: Window): SnippetPart[] {
  const parts: SnippetPart[] = start > 0 ? [{ text: '… ', hit: false }] : []
  let at = start
  for (const hit of hits) {
    if (hit.start < at) continue
    if (hit.start > at) parts.push({ text: text.slice(at, hit.start), hit: false })
    parts.push({ text: text.slice(hit.start, hit.end), hit: true })
    at = hit.end
  }
  const rest = text.slice(at, end) + (end < text.length ? ' …' : '')
  return rest ? [...parts, { text: rest, hit: false }] : parts
}

function wordStart(text: string, at: number): number {
  const space = text.lastIndexOf(' ', at)
  return at === 0 || space < 0 ? 0 : space + 1
}

function wordEnd(text: string, at: number): number {
  const space = text.indexOf(' ', at)
  return space < 0 ? text.length : space
}
