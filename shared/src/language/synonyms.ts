import type { BodyNode } from '../document/body-node.ts'
import { plainText } from '../document/plain-text.ts'
import { formsOf } from './search-text.ts'
import { frenchStem } from './stems.ts'
import { STOP_WORDS } from './stop-words.ts'

/** Each entry of a group says what the others say; an entry is one word or a few, folded. */
export type SynonymGroups = readonly (readonly string[])[]

/** The groups that a page lists: each item of its lists is one, its words between commas. */
export function synonymsIn(body: BodyNode): string[][] {
  const items = (body.content ?? []).flatMap((block) =>
    block.type === 'bulletList' || block.type === 'orderedList' ? (block.content ?? []) : [],
  )
  return items
    .map((item) => [...new Set(plainText(item).split(/[,;=]/).map(entryOf).filter(Boolean))])
    .filter((group) => group.length > 1)
}

/** The telling words of what stands between two commas; a compound is its joined form. */
function entryOf(text: string): string {
  const forms = formsOf(text.trim())
  const joined = formsOf(text.replace(/\s+/g, '-')).at(-1) ?? ''
  if (/^\S+[-‐‑]\S+$/.test(text.trim())) return joined
  return forms.filter((form) => !STOP_WORDS.has(form)).join(' ')
}

/** What else could have been said. */
export class Synonyms {
  readonly groups: SynonymGroups
  readonly #byStem = new Map<string, number[]>()

  constructor(groups: SynonymGroups) {
    this.groups = groups
    groups.forEach((group, at) => {
      for (const stem of new Set(group.flatMap((entry) => entry.split(' ').map(frenchStem))))
        this.#byStem.set(stem, [...(this.#byStem.get(stem) ?? []), at])
    })
  }

  /** For these typed words: which of them together say an entry, and the other entries of its group. */
  sayingsIn(typed: readonly string[]): { readonly places: number[]; readonly others: string[][] }[] {
    const stems = typed.map(frenchStem)
    const at = new Set(stems.flatMap((stem) => this.#byStem.get(stem) ?? []))
    return [...at].flatMap((group) => sayings(this.groups[group] ?? [], stems))
  }
}

function sayings(group: readonly string[], stems: readonly string[]) {
  const entries = group.map((entry) => entry.split(' '))
  return entries.flatMap((entry) => {
    const places = entry.map((word) => stems.indexOf(frenchStem(word)))
    return places.includes(-1) ? [] : [{ places, others: entries.filter((other) => other !== entry) }]
  })
}

export const NO_SYNONYMS = new Synonyms([])
