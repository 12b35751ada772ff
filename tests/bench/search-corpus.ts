import type { BodyNode } from '@terreau/shared/document/body-node.ts'
import { formsOf, searchText } from '@terreau/shared/language/search-text.ts'
import { seeded, type Chance } from '../seeded.ts'
import type { CorpusPage } from './search-set.ts'

/** Words of one made page, about; real guides are longer, pages of a wiki as a rule shorter. */
const WORDS = 260

/** One word in so many is one that no page held before: a vocabulary grows as long as people write. */
const NEW_WORD = 60

/**
 * The pages given, then as many made of them as make `total`: passages drawn from any of them, one word in sixty replaced
 * by a new one, and a title of three to six words drawn from all. The same each time.
 */
export function* corpusOf(pages: readonly CorpusPage[], total: number): Generator<CorpusPage> {
  yield* pages.slice(0, total)
  const chance = seeded(20_261_129)
  const passages = pages
    .flatMap((page) => searchText(page).body)
    .filter((text) => text.length > 60 && text.length < 1500)
  const words = [...new Set(passages.flatMap(formsOf))].filter((form) => form.length > 3)
  for (let at = pages.length; at < total; at += 1) yield made(at, passages, words, chance)
}

function made(at: number, passages: readonly string[], words: readonly string[], chance: Chance): CorpusPage {
  const one = <T>(list: readonly T[]): T | undefined => list[Math.floor(chance() * list.length)]
  const content: BodyNode[] = []
  for (let length = 0; length < WORDS;) {
    const drawn = (one(passages) ?? '').split(/\s+/)
    const text = drawn.map((word) => (chance() < 1 / NEW_WORD ? newWord(words, chance) : word)).join(' ')
    content.push({ type: 'paragraph', content: [{ type: 'text', text }] })
    length += drawn.length
  }
  const title = Array.from({ length: 3 + Math.floor(chance() * 4) }, () => one(words) ?? '').join(' ')
  const body: BodyNode = { type: 'doc', content }
  return { key: `made-${at}`, type: 'practice', lang: 'fr', title, fields: { title }, body, addresses: [] }
}

/** Two halves of words that exist. */
function newWord(words: readonly string[], chance: Chance): string {
  const half = (from: 0 | 1) => {
    const word = words[Math.floor(chance() * words.length)] ?? ''
    const middle = word.length >> 1
    return from === 0 ? word.slice(0, middle + 1) : word.slice(middle)
  }
  return half(0) + half(1)
}
