import type { Lexicon, Weighted } from './lexicon.ts'
import { readOperators, type Asked } from './operators.ts'
import { STOP_WORDS, WEAK_WORDS } from './stop-words.ts'
import { NO_SYNONYMS, type Synonyms } from './synonyms.ts'
import { wordsOf } from './words.ts'

export const MAX_TERMS = 8

/** One typed word as the wiki may have written it: forms by id, and how much each counts, 1 for the word itself. */
export interface QueryGroup {
  readonly typed: string
  readonly forms: Weighted
  /** Says little of what is looked for: a word of questions, or the first letter of one to come. */
  readonly weak: boolean
  /** The form that is read in its place, where nobody wrote what was typed. */
  readonly meant: Meant | null
}

interface Meant {
  readonly form: string
  /** As people write it. */
  readonly written: string
  /** No other word comes near. */
  readonly sure: boolean
}

export interface Query {
  readonly asked: Asked
  readonly groups: readonly QueryGroup[]
  /** Words by id that stand together; 0 is a word that nobody wrote. */
  readonly phrases: readonly (readonly number[])[]
  /** Forms that must not stand in a page. */
  readonly without: ReadonlySet<number>
}

export interface Reading {
  readonly lexicon: Lexicon
  readonly synonyms?: Synonyms
  /** Reads each word as it was typed. */
  readonly literally?: boolean
  /** Known words may be unfinished or misspelt too. */
  readonly relaxed?: boolean
}

/** What a typed text asks for. Stop words count only where nothing else was typed; the last word may be unfinished. */
export function readQuery(typed: string, reading: Reading): Query {
  const asked = readOperators(typed)
  const { lexicon, synonyms = NO_SYNONYMS } = reading
  const words = wordsOf(asked.text).map(({ form }) => apostropheGiven(form, reading))
  const unfinished = /[\p{L}\p{N}]$/u.test(asked.text) ? words.at(-1) : undefined
  const telling = parted(
    words.filter((form) => !STOP_WORDS.has(form)),
    reading,
  )
  const forms = fewest([...new Set(telling.length > 0 ? telling : words)], lexicon)
  const groups = forms.map((form) => ({
    ...groupOf(form, form === unfinished, reading),
    weak: WEAK_WORDS.has(form) || (form === unfinished && form.length === 1),
  }))
  joinNeighbours(groups, lexicon)
  sayOtherwise(groups, lexicon, synonyms)
  return {
    asked,
    groups,
    phrases: asked.phrases.map((phrase) => idsOf(phrase, lexicon)),
    without: without(asked, lexicon),
  }
}

/** Where more was typed than is looked for, the words that fewest pages hold. */
function fewest(forms: readonly string[], lexicon: Lexicon): readonly string[] {
  if (forms.length <= MAX_TERMS) return forms
  const pages = (form: string) => lexicon.pagesWith(form) || Number.MAX_SAFE_INTEGER
  const kept = new Set(forms.toSorted((a, b) => pages(a) - pages(b)).slice(0, MAX_TERMS))
  return forms.filter((form) => kept.has(form))
}

function groupOf(typed: string, unfinished: boolean, { lexicon, literally, relaxed }: Reading) {
  const forms = lexicon.relatives(typed)
  const relatives = forms.size
  if (unfinished && !literally) merge(forms, lexicon.completions(typed, 24), 1)
  // «asso», «covoit»: people cut words short.
  else if (relaxed || (relatives === 0 && typed.length >= 4 && !literally))
    merge(forms, lexicon.completions(typed, 12), relaxed ? 0.7 : 0.9)
  if (literally) return { typed, forms, meant: null }
  const known = lexicon.pagesWith(typed)
  if (known > 2 && !relaxed) return { typed, forms, meant: null }
  const corrections = lexicon.corrections(typed)
  const trust = relatives === 0 ? 1 : 0.5
  const meant = forms.size === 0 ? meantBy(corrections, lexicon) : null
  for (const [id, weight] of corrections) {
    const form = lexicon.vocabulary.formOf(id)
    if (known > 0 && !relaxed && lexicon.pages(id) < known * 5) continue
    merge(forms, lexicon.relatives(form), meant?.sure && meant.form === form ? 1 : weight * trust)
  }
  return { typed, forms, meant }
}

/** The nearest word, sure where the next one is clearly farther away or rarer. */
function meantBy(corrections: Weighted, lexicon: Lexicon): Meant | null {
  const [best, ...others] = corrections
  if (!best) return null
  const [id, weight] = best
  const family = lexicon.relatives(lexicon.vocabulary.formOf(id))
  const next = others.find(([other]) => !family.has(other))
  const apart = !next || weight - next[1] >= 0.15 || lexicon.pages(id) >= lexicon.pages(next[0]) * 4
  return {
    form: lexicon.vocabulary.formOf(id),
    written: lexicon.vocabulary.writtenOf(id),
    sure: weight >= 0.6 && apart,
  }
}

const ELIDED = /^(?:[cdjlmnst]|qu)(?=[aeiouyh]..)/

/** «dinfos», «lasso»: on a phone the apostrophe is left out. What nobody wrote is read as the word after it. */
function apostropheGiven(form: string, { lexicon, literally }: Reading): string {
  const rest = form.replace(ELIDED, '')
  if (rest === form || literally || lexicon.relatives(form).size > 0) return form
  return STOP_WORDS.has(rest) || lexicon.relatives(rest).size > 0 ? rest : form
}

/** Two words written as one are two: «compostpartagé». */
function parted(forms: readonly string[], { lexicon, literally }: Reading): string[] {
  return forms.flatMap((form) => {
    if (literally || form.length < 8 || form.length > 40 || lexicon.relatives(form).size > 0) return [form]
    if (lexicon.corrections(form).size > 0 || lexicon.completions(form, 1).size > 0) return [form]
    for (let at = form.length - 3; at >= 3; at -= 1) {
      const halves = [form.slice(0, at), form.slice(at)]
      if (halves.every((half) => lexicon.pagesWith(half) > 0)) return halves.filter((half) => !STOP_WORDS.has(half))
    }
    return [form]
  })
}

/** «co voiturage» also means «covoiturage». */
function joinNeighbours(groups: readonly QueryGroup[], lexicon: Lexicon): void {
  groups.forEach((group, at) => {
    const next = groups[at + 1]
    if (!next) return
    const joined = lexicon.relatives(group.typed + next.typed)
    merge(group.forms, joined, 0.9)
    merge(next.forms, joined, 0.9)
  })
}

function sayOtherwise(groups: readonly QueryGroup[], lexicon: Lexicon, synonyms: Synonyms): void {
  const said = groups.map(({ typed, meant }) => meant?.form ?? typed)
  for (const { places, others } of synonyms.sayingsIn(said))
    for (const other of others)
      for (const place of places) {
        const into = groups[place]?.forms
        if (into) for (const word of other) merge(into, lexicon.relatives(word), 0.4 / Math.sqrt(other.length))
      }
}

function merge(into: Weighted, more: Weighted, factor: number): void {
  for (const [id, weight] of more) if (weight * factor > (into.get(id) ?? 0)) into.set(id, weight * factor)
}

const idsOf = (text: string, lexicon: Lexicon): number[] =>
  wordsOf(text).map(({ form }) => (lexicon.pagesWith(form) > 0 ? lexicon.vocabulary.idOf(form) : 0))

function without(asked: Asked, lexicon: Lexicon): Set<number> {
  const forms = wordsOf(asked.without.join(' ')).map(({ form }) => form)
  return new Set(
    forms.flatMap((form) => [...lexicon.relatives(form)].filter(([, weight]) => weight > 0.9).map(([id]) => id)),
  )
}

/** The query with what was surely meant in place of what was typed; null where each word is read as typed. */
export function readAs({ asked, groups }: Query, only: 'sure' | 'all'): string | null {
  const meant = new Map(
    groups.flatMap(({ typed, meant: one }) =>
      one && (one.sure || only === 'all') ? [[typed, one.written] as const] : [],
    ),
  )
  if (meant.size === 0) return null
  const text = asked.text.normalize('NFC')
  let [read, at] = ['', 0]
  for (const { form, start, end } of wordsOf(text)) {
    const other = meant.get(form)
    if (!other || start < at) continue
    read += text.slice(at, start) + other
    at = end
  }
  return (read + text.slice(at)).trim()
}
