import type { BodyNode } from '@terreau/shared/document/body-node.ts'
import type { PageContent } from '@terreau/shared/document/passages.ts'
import type { Chance } from '../convergence/chance.ts'

const SYLLABLES = [
  'ba',
  'cher',
  'di',
  'fou',
  'gra',
  'jar',
  'ki',
  'lé',
  'mon',
  'nu',
  'pain',
  'quar',
  'ris',
  'so',
  'té',
  'vel',
]

/** So many words, of which few are heard often and most hardly ever, as in any language. */
const VOCABULARY = 6000

function word(chance: Chance): string {
  const rank = Math.floor(VOCABULARY ** chance.fraction())
  const syllables = rank
    .toString(16)
    .split('')
    .map((digit) => SYLLABLES[Number.parseInt(digit, 16)])
  return syllables.join('')
}

const sentence = (chance: Chance, words: number) => Array.from({ length: words }, () => word(chance)).join(' ')

const line = (text: string): BodyNode => ({ type: 'paragraph', content: [{ type: 'text', text }] })

/** A page of so many characters: paragraphs, and here and there a list. */
export function longPage(chance: Chance, characters: number): PageContent {
  const content: BodyNode[] = []
  for (let written = 0; written < characters;) {
    const lines = Array.from({ length: chance.oneIn(6) ? 4 : 1 }, () =>
      line(`${sentence(chance, 8 + chance.below(40))}.`),
    )
    written += lines.reduce((sum, { content: [text] = [] }) => sum + (text?.text?.length ?? 0), 0)
    if (lines.length === 1) content.push(...lines)
    else content.push({ type: 'bulletList', content: lines.map((one) => ({ type: 'listItem', content: [one] })) })
  }
  return { type: 'practice', fields: { title: 'Une longue page' }, body: { type: 'doc', content } }
}

/** So many edits further, spread over all of it: words mostly, now and then a block moved, cut, added or removed. */
export function later(page: PageContent, chance: Chance, edits: number): PageContent {
  const content = structuredClone(page.body.content ?? [])
  for (let edit = 0; edit < edits; edit += 1) {
    const at = chance.below(content.length)
    const kind = chance.below(60)
    const text = content[at]?.content?.[0]
    if (kind === 0) content.splice(at, 0, line(sentence(chance, 20)))
    else if (kind === 1) content.splice(at, 1)
    else if (kind === 2) content.splice(chance.below(content.length), 0, ...content.splice(at, 1))
    else if (kind === 3 && text?.text) content.splice(at, 1, ...halves(text.text).map(line))
    else reword(content[at], chance)
  }
  return { ...page, body: { type: 'doc', content } }
}

function halves(text: string): string[] {
  const words = text.split(' ')
  const half = words.length >> 1
  return half === 0 ? [text] : [words.slice(0, half).join(' '), words.slice(half).join(' ')]
}

function reword(node: BodyNode | undefined, chance: Chance): void {
  if (node?.text === undefined) return reword(node?.content?.[chance.below(node.content.length)], chance)
  const words = node.text.split(' ')
  words.splice(chance.below(words.length), chance.below(2), sentence(chance, 1))
  node.text = words.join(' ')
}
