import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BodyNode } from './body-node.ts'
import { align } from './align.ts'
import { block, body as anyBody, sentence } from './body-arbitrary.ts'
import { passagesOf, type PassageContent } from './passages.ts'

const passages = (blocks: BodyNode[]) =>
  passagesOf({ type: 'practice', fields: {}, body: { type: 'doc', content: blocks } })
const lines = (...texts: string[]) =>
  passages(texts.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })))

/** The links as one reads them: what became what. */
const told = (before: PassageContent[], after: PassageContent[]) =>
  align(before, after).map((link) => [
    link.kind,
    link.before.map(({ text }) => text),
    link.after.map(({ text }) => text),
  ])

const titled = (title: string, text: string) => ({
  type: 'practice' as const,
  fields: { title },
  body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] },
})

const COMPOST = 'Le compost du jardin demande trois bacs, un peu de paille et quelqu’un qui passe chaque semaine.'
const BIKES = 'L’atelier vélo ouvre le mercredi soir, avec les outils du lieu et des pièces de récupération.'
const KEYS = 'La clé du local tourne entre six voisins, et chacun note son passage dans le carnet.'

/** One thing that a person does to the blocks of a page. */
type Edit = (blocks: BodyNode[]) => BodyNode[]

const splitText = (node: BodyNode): BodyNode[] => {
  const [first, ...rest] = node.content ?? []
  const words = (first?.text ?? '').split(' ')
  const half = Math.ceil(words.length / 2)
  const part = (some: string[], more: BodyNode[]): BodyNode => ({
    ...node,
    content: [...(some.length > 0 ? [{ ...first, type: 'text', text: some.join(' ') }] : []), ...more],
  })
  return first?.text === undefined ? [node] : [part(words.slice(0, half), []), part(words.slice(half), rest)]
}

const at = (place: number, blocks: BodyNode[]) => place % Math.max(1, blocks.length)

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.nat(20).map(
    (place): Edit =>
      (blocks) =>
        blocks.toSpliced(at(place, blocks), 1),
  ),
  fc.tuple(fc.nat(20), block).map(
    ([place, added]): Edit =>
      (blocks) =>
        blocks.toSpliced(at(place, blocks), 0, added),
  ),
  fc.tuple(fc.nat(20), fc.nat(20)).map(([from, to]): Edit => (blocks) => {
    const moved = blocks.slice(at(from, blocks), at(from, blocks) + 1)
    return blocks.toSpliced(at(from, blocks), 1).toSpliced(at(to, blocks), 0, ...moved)
  }),
  fc.nat(20).map(
    (place): Edit =>
      (blocks) =>
        blocks.flatMap((one, i) => (i === at(place, blocks) ? splitText(one) : [one])),
  ),
  fc.nat(20).map((place): Edit => (blocks) => {
    const [one, two] = blocks.slice(at(place, blocks), at(place, blocks) + 2)
    if (one?.type !== 'paragraph' || two?.type !== 'paragraph') return blocks
    return blocks.toSpliced(at(place, blocks), 2, {
      type: 'paragraph',
      content: [...(one.content ?? []), ...(two.content ?? [])],
    })
  }),
  fc.tuple(fc.nat(20), fc.nat(20)).map(
    ([from, to]): Edit =>
      (blocks) =>
        blocks.toSpliced(at(to, blocks), 0, ...blocks.slice(at(from, blocks), at(from, blocks) + 3)),
  ),
  fc.tuple(fc.nat(20), sentence).map(
    ([place, text]): Edit =>
      (blocks) =>
        blocks.map((one, i) =>
          i === at(place, blocks) && one.type === 'paragraph' ? { ...one, content: [{ type: 'text', text }] } : one,
        ),
  ),
)

const edited = fc.tuple(anyBody, fc.array(edit, { maxLength: 8 })).map(([body, edits]) => {
  const before = body.content ?? []
  return { before, after: edits.reduce((blocks, change) => change(blocks), before) }
})

describe('[P5] passages are followed by their content', () => {
  test('every passage of both sides is in exactly one link, whatever was done', () => {
    fc.assert(
      fc.property(edited, (page) => {
        const [before, after] = [passages(page.before), passages(page.after)]
        const links = align(before, after)
        const linked = { before: links.flatMap((link) => link.before), after: links.flatMap((link) => link.after) }
        expect([linked.before.length, linked.after.length]).toEqual([before.length, after.length])
        expect([new Set(linked.before), new Set(linked.after)]).toEqual([new Set(before), new Set(after)])
      }),
    )
  })

  test('each kind has the sides it says, and what is same is equal', () => {
    const sides = {
      same: [1, 1],
      changed: [1, 1],
      moved: [1, 1],
      added: [0, 1],
      removed: [1, 0],
      split: [1, 2],
      join: [2, 1],
    }
    fc.assert(
      fc.property(edited, (page) => {
        for (const { kind, before, after } of align(passages(page.before), passages(page.after))) {
          expect([Math.min(before.length, 2), Math.min(after.length, 2)]).toEqual(sides[kind])
          const equal = before[0]?.hash === after[0]?.hash
          expect(kind === 'same' ? equal : kind === 'changed' ? !equal : true).toBe(true)
        }
      }),
    )
  })

  test('a page beside itself is all the same; an edit taken back leaves no trace', () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        const links = align(passages(body.content ?? []), passages(structuredClone(body).content ?? []))
        expect(links.every(({ kind }) => kind === 'same')).toBe(true)
      }),
    )
  })

  test('links come in the order in which the page now reads', () => {
    fc.assert(
      fc.property(edited, (page) => {
        const after = passages(page.after)
        const firsts = align(passages(page.before), after).flatMap((link) => link.after.slice(0, 1))
        expect(firsts).toEqual(after.filter((passage) => firsts.includes(passage)))
      }),
    )
  })

  test('a passage carried elsewhere has moved, and nothing else happened', () => {
    expect(
      told(lines(COMPOST, BIKES, KEYS, 'Bienvenue à tous'), lines(BIKES, KEYS, 'Bienvenue à tous', COMPOST)),
    ).toEqual([
      ['same', [BIKES], [BIKES]],
      ['same', [KEYS], [KEYS]],
      ['same', ['Bienvenue à tous'], ['Bienvenue à tous']],
      ['moved', [COMPOST], [COMPOST]],
    ])
  })

  test('a passage that moved and was touched up is still the same one', () => {
    const touched = KEYS.replace('six', 'sept')
    expect(told(lines(KEYS, COMPOST, BIKES), lines(COMPOST, BIKES, touched)).at(-1)).toEqual([
      'moved',
      [KEYS],
      [touched],
    ])
  })

  test('Enter in the middle of a paragraph splits it', () => {
    const [one, two] = [COMPOST.slice(0, 40), COMPOST.slice(40)]
    expect(told(lines(BIKES, COMPOST, KEYS), lines(BIKES, one, two, KEYS))).toEqual([
      ['same', [BIKES], [BIKES]],
      ['split', [COMPOST], [one, two]],
      ['same', [KEYS], [KEYS]],
    ])
  })

  test('Backspace at the start of a paragraph joins it to the one above', () => {
    expect(told(lines(COMPOST, KEYS), lines(`${COMPOST} ${KEYS}`))).toEqual([
      ['join', [COMPOST, KEYS], [`${COMPOST} ${KEYS}`]],
    ])
  })

  test('a few words changed is a change; other words are a removal and an addition', () => {
    const changed = BIKES.replace('mercredi', 'jeudi')
    expect(told(lines(COMPOST, BIKES), lines(KEYS, changed))).toEqual([
      ['removed', [COMPOST], []],
      ['added', [], [KEYS]],
      ['changed', [BIKES], [changed]],
    ])
  })

  test('of two equal passages, the one that stayed is the one that is left', () => {
    expect(told(lines('oui', BIKES, 'oui', KEYS), lines(BIKES, 'oui', KEYS)).map(([kind]) => kind)).toEqual([
      'removed',
      'same',
      'same',
      'same',
    ])
  })

  test('a pasted copy is added; what it was copied from stays', () => {
    expect(told(lines(COMPOST, BIKES), lines(COMPOST, BIKES, COMPOST)).map(([kind]) => kind)).toEqual([
      'same',
      'same',
      'added',
    ])
  })

  test('a field changes into itself, however different its words, and never into a block', () => {
    expect(told(passagesOf(titled(COMPOST, 'Non')), passagesOf(titled('Oui', COMPOST)))).toEqual([
      ['changed', [COMPOST], ['Oui']],
      ['removed', ['Non'], []],
      ['added', [], [COMPOST]],
    ])
  })

  test('a page of 2,000 passages, all of them touched, is followed one to one', () => {
    const before = lines(...Array.from({ length: 2000 }, (_, i) => `${COMPOST} Bac numéro ${i}, rangée ${i % 40}.`))
    const after = lines(...Array.from({ length: 2000 }, (_, i) => `${COMPOST} Bac numéro ${i}, allée ${i % 40}.`))
    const links = align(before, after)
    expect(links.every(({ kind }) => kind === 'changed')).toBe(true)
    expect(links.map((link) => link.after[0])).toEqual(after)
  })
})
