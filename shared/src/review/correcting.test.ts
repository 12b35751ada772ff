import fc from 'fast-check'
import { expect, test } from 'vitest'
import { block, word } from '../document/body-arbitrary.ts'
import type { BodyNode } from '../document/body-node.ts'
import { plainText } from '../document/plain-text.ts'
import type { PageContent } from '../document/passages.ts'
import { corrected } from './correcting.ts'
import { unitsOf } from './hunks.ts'
import { carriedOver, reworded, rewordingsBetween, trimmed } from './rewording.ts'

const words = fc.array(fc.oneof(word, fc.constantFrom('vélo', '🚲', 'é', 'https://exemple.org/a')), { maxLength: 8 })
const text = words.map((all) => all.join(' '))
const page = (...content: BodyNode[]): PageContent => ({
  type: 'practice',
  fields: { title: 'Réparer un vélo', summary: 'On répare.' },
  body: { type: 'doc', content },
})
const paragraph = (...content: BodyNode[]): BodyNode => ({ type: 'paragraph', content })
const said = (words: string, ...marks: string[]): BodyNode => ({
  type: 'text',
  text: words,
  ...(marks.length > 0 && { marks: marks.map((type) => ({ type })) }),
})

/** A page of one block with its words made others. */
function correctedBlock(node: BodyNode, to: string) {
  const content = page(node)
  const unit = unitsOf(content).find(({ field }) => field === undefined)
  return corrected(content, { hash: unit?.hash ?? '', base: unit?.text ?? '', words: to })
}

test('[D61] words made others are the other words, and only they change', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const all = rewordingsBetween(before, after)
      expect(reworded(before, all)).toBe(after)
      const least = all.map((one) => trimmed(one, before))
      expect(reworded(before, least)).toBe(after)
      expect(least.every(({ insert }) => insert.isWellFormed())).toBe(true)
    }),
  )
})

test('[D61] what two changed in one text apart stands in it together, and what both changed in no text at all', () => {
  const base = 'Il faut une clé de dix et un chiffon.'
  const proposed = rewordingsBetween(base, 'Il faut une clé de douze et un chiffon.')
  const now = 'Avant tout, il faut une clé de dix et un grand chiffon.'
  expect(reworded(now, carriedOver(proposed, base, now) ?? [])).toBe(
    'Avant tout, il faut une clé de douze et un grand chiffon.',
  )
  expect(carriedOver(proposed, base, 'Il faut une clé de treize et un chiffon.')).toBeNull()
})

test('[D61] a corrected block has the words proposed, or stays as it was where they are not words alone', () => {
  fc.assert(
    fc.property(block, text, (node, added) => {
      const [unit] = unitsOf(page(node)).filter(({ field }) => field === undefined)
      if (!unit) return
      const to = `${unit.text} ${added}`.trim()
      const done = corrected(page(node), { hash: unit.hash, base: unit.text, words: to })
      expect(typeof done === 'string' ? done : done.after.text).toBeOneOf(to === unit.text ? ['same'] : [to, 'shape'])
    }),
    { numRuns: 200 },
  )
})

test('[D61] marks outside of the changed words stay, and an address becomes a link', () => {
  const done = correctedBlock(
    paragraph(said('Une '), said('clé de dix', 'bold'), said(' et un chiffon')),
    'Une clé de douze et un chiffon, voir https://exemple.org/cles.',
  )
  expect(typeof done === 'string' ? done : done.after.node?.content).toMatchObject([
    { text: 'Une ' },
    { text: 'clé de douze', marks: [{ type: 'bold' }] },
    { text: ' et un chiffon, voir ' },
    { text: 'https://exemple.org/cles', marks: [{ type: 'link', attrs: { href: 'https://exemple.org/cles' } }] },
    { text: '.' },
  ])
})

test('[D61] a line break can be taken away, what lies between two blocks cannot; statements are corrected one by one', () => {
  const item = {
    type: 'bulletList',
    content: [{ type: 'listItem', content: [paragraph(said('un')), paragraph(said('deux'))] }],
  }
  expect(correctedBlock(item, 'un deux')).toBe('shape')
  const broken = correctedBlock(paragraph(said('un'), { type: 'hardBreak' }, said('deux')), 'un deux')
  expect(typeof broken === 'string' ? broken : plainText(broken.after.node as BodyNode)).toBe('un deux')
  const fields = { title: 'Échanger', is: ['donner', 'prêter'] }
  const content: PageContent = { type: 'principle', fields, body: { type: 'doc', content: [] } }
  const unit = unitsOf(content).find(({ text: of }) => of === 'prêter')
  const done = corrected(content, { hash: unit?.hash ?? '', field: 'is', base: 'prêter', words: 'se prêter' })
  expect(typeof done === 'string' ? done : [done.after.value, done.after.path]).toEqual(['se prêter', [1]])
})
