import { Type, type Static } from 'typebox'
import type { Ranking } from './rank.ts'
import { wordsOf, type Word } from './words.ts'

/** A piece of original text; `hit` where it answers the query. */
export const SnippetPart = Type.Object({ text: Type.String(), hit: Type.Boolean() })
export type SnippetPart = Static<typeof SnippetPart>

const LENGTH = 200

/** The most hits of a text that are weighed against each other. */
const WEIGHED = 300

/** The piece of this passage that best answers the query, at most about 200 characters, cut at words, with its hits marked. */
export function snippetOf(ranking: Ranking, passage: string): SnippetPart[] {
  const text = passage.normalize('NFC')
  if (text.trim() === '') return []
  const hits = wordsOf(text).filter(({ form }) => ranking.meaningsOfForm(form).length > 0)
  const from = bestStart(ranking, hits.slice(0, WEIGHED))
  const start = text.length <= LENGTH ? 0 : wordStart(text, Math.max(0, from - 60))
  const end = Math.min(text.length, wordEnd(text, start + LENGTH))
  return marked({ text, start, end, hits: hits.filter((hit) => hit.start >= start && hit.end <= end) })
}

interface Window {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly hits: readonly Word[]
}

/** Where a window covers the most different words. */
function bestStart(ranking: Ranking, hits: readonly Word[]): number {
  let [best, worth] = [0, -1]
  for (const hit of hits) {
    const inside = hits.filter((other) => other.start >= hit.start && other.end <= hit.start + LENGTH - 60)
    const total = distinctWorth(ranking, inside)
    if (total > worth) [best, worth] = [hit.start, total]
  }
  return best
}

function distinctWorth(ranking: Ranking, hits: readonly Word[]): number {
  const best = new Map<number, number>()
  for (const { form } of hits)
    for (const { group, weight } of ranking.meaningsOfForm(form))
      best.set(group, Math.max(best.get(group) ?? 0, weight))
  return [...best.values()].reduce((total, worth) => total + worth, 0) + Math.min(hits.length, 5) * 0.01
}

/** Long enough to be found again in the page, short enough for an address. */
const OPENING = 80

/** The first words of a passage, letter for letter, for a link to it. */
export function openingOf(passage: string): string {
  const text = passage.normalize('NFC').split('\n')[0]?.trim() ?? ''
  return text.length <= OPENING ? text : text.slice(0, Math.max(text.lastIndexOf(' ', OPENING), 0) || OPENING)
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
