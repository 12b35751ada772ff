import { STOP_WORDS } from './stop-words.ts'
import type { Vocabulary } from './vocabulary.ts'
import { wordsOf } from './words.ts'

export const MAX_TERMS = 8

/** One typed word as the wiki may have written it: forms and how much each counts, 1 for the word itself. */
export interface QueryGroup {
  readonly typed: string
  readonly forms: ReadonlyMap<string, number>
}

/** One of the typed words that a form may stand for. */
export interface Meaning {
  /** Its place among the groups. */
  readonly group: number
  readonly weight: number
}

export interface Query {
  readonly groups: readonly QueryGroup[]
  /** The groups by form: what a word of a page may answer. */
  readonly meanings: ReadonlyMap<string, readonly Meaning[]>
  /** The typed words with unknown ones corrected, folded; null where nothing had to be. */
  readonly suggestion: string | null
}

/** What a typed text asks for. Stop words count only where nothing else was typed; the last word may be unfinished. */
export function readQuery(text: string, vocabulary: Vocabulary): Query {
  const typed = wordsOf(text).map(({ form }) => form)
  const telling = typed.filter((form) => !STOP_WORDS.has(form))
  const forms = [...new Set(telling.length > 0 ? telling : typed)].slice(0, MAX_TERMS)
  const unfinished = /[\p{L}\p{N}]$/u.test(text.trimEnd()) && text === text.trimEnd() ? typed.at(-1) : undefined
  const groups = forms.map((form) => groupOf(form, form === unfinished, vocabulary))
  joinNeighbours(groups, vocabulary)
  return { groups, meanings: meaningsOf(groups), suggestion: suggestionFor(forms, groups, vocabulary) }
}

function meaningsOf(groups: readonly QueryGroup[]): Map<string, Meaning[]> {
  const meanings = new Map<string, Meaning[]>()
  groups.forEach(({ forms }, group) => {
    for (const [form, weight] of forms) meanings.set(form, [...(meanings.get(form) ?? []), { group, weight }])
  })
  return meanings
}

function groupOf(typed: string, unfinished: boolean, vocabulary: Vocabulary): QueryGroup {
  const forms = vocabulary.relatives(typed)
  if (unfinished && typed.length >= 2) merge(forms, vocabulary.completions(typed, 30), 1)
  const known = vocabulary.pagesWith(typed)
  const corrections = known > 2 ? new Map<string, number>() : vocabulary.corrections(typed, 8)
  for (const [form, weight] of corrections) {
    if (known > 0 && vocabulary.pagesWith(form) < known * 5) continue
    merge(forms, vocabulary.relatives(form), forms.size > 0 && known > 0 ? weight * 0.5 : weight)
  }
  return { typed, forms }
}

/** «co voiturage» also means «covoiturage». */
function joinNeighbours(groups: readonly QueryGroup[], vocabulary: Vocabulary): void {
  groups.forEach((group, at) => {
    const next = groups[at + 1]
    const joined = next ? vocabulary.relatives(group.typed + next.typed) : new Map<string, number>()
    if (!next || joined.size === 0) return
    merge(group.forms as Map<string, number>, joined, 0.9)
    merge(next.forms as Map<string, number>, joined, 0.9)
  })
}

function merge(into: Map<string, number>, more: ReadonlyMap<string, number>, factor: number): void {
  for (const [form, weight] of more) if (weight * factor > (into.get(form) ?? 0)) into.set(form, weight * factor)
}

function suggestionFor(forms: readonly string[], groups: readonly QueryGroup[], vocabulary: Vocabulary): string | null {
  const best = groups.map(({ typed, forms: near }) => {
    if (vocabulary.relatives(typed).size > 0) return typed
    return [...near].sort(([, a], [, b]) => b - a)[0]?.[0] ?? typed
  })
  return best.some((form, at) => form !== forms[at] && !form.startsWith(forms[at] ?? '')) ? best.join(' ') : null
}
