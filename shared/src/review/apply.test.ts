import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BodyNode } from '../document/body-node.ts'
import type { PageContent } from '../document/passages.ts'
import { pageSchema } from '../document/schema.ts'
import { parseField } from '../page-types/parse-field.ts'
import { applyHunks, emptyPage } from './apply.ts'
import { hunksBetween, unitsOf } from './hunks.ts'
import type { Unit } from './hunk.ts'
import { editedInPlace, twoStates } from './page-arbitrary.ts'

const COMPOST = 'Le compost du jardin demande trois bacs.'
const [BREAD, KEYS] = ['Lundi on cuit du pain.', 'La clé tourne entre six voisins.']
const line = (text: string): BodyNode => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const list = (...texts: string[]): BodyNode => ({
  type: 'bulletList',
  content: texts.map((text) => ({ type: 'listItem', content: [line(text)] })),
})
const page = (...content: BodyNode[]): PageContent => ({
  type: 'practice',
  fields: {},
  body: { type: 'doc', content },
})
/** What there is once only what says one of these was accepted. */
const accepting = (before: PageContent, after: PageContent, ...texts: string[]) => {
  const difference = hunksBetween(before, after)
  const wanted = difference.hunks.filter((hunk) =>
    [...hunk.before, ...hunk.after].some(({ text }) => texts.includes(text)),
  )
  return applyHunks(difference, new Set(wanted.map(({ key }) => key)))
}

const statements = (name: string) => Array.from({ length: 40 }, (_, at) => `${name}${at} ${name}${at}x ${name}${at}y`)

const told = ({ hash, field, within }: Unit) => `${field ?? ''} ${hash} ${within?.type ?? ''}`
const nodesOf = (page: PageContent) => unitsOf(page).flatMap(({ node }) => node ?? [])

/** Some of its keys, by a number for each. */
const some = (keys: readonly string[], chances: readonly number[]) =>
  new Set(keys.filter((_, at) => (chances[at % chances.length] ?? 0) % 2 === 0))

test('[D20] accepting nothing leaves the page before, accepting everything gives the page after', () => {
  fc.assert(
    fc.property(twoStates, ({ before, after }) => {
      const difference = hunksBetween(before, after)
      expect(applyHunks(difference, new Set())).toEqual({ content: before, applied: new Set() })
      const all = new Set(difference.hunks.map(({ key }) => key))
      expect(applyHunks(difference, all)).toEqual({ content: all.size > 0 ? after : before, applied: all })
    }),
  )
})

test('[D21] whatever is accepted, the page is within the schema and each field within its own', () => {
  fc.assert(
    fc.property(twoStates, fc.array(fc.nat(1), { minLength: 1, maxLength: 12 }), ({ before, after }, chances) => {
      const difference = hunksBetween(before, after)
      const keys = difference.hunks.map(({ key }) => key)
      const { content } = applyHunks(difference, some(keys, chances))
      pageSchema.nodeFromJSON(content.body).check()
      for (const [field, value] of Object.entries(content.fields))
        expect(parseField('principle', field, value)).toBe('ok')
    }),
    { numRuns: 100 },
  )
})

test('[D25] what was accepted stands as it is now and the rest as it was: nothing is lost, doubled or brought along', () => {
  fc.assert(
    fc.property(twoStates, fc.array(fc.nat(1), { minLength: 1, maxLength: 12 }), ({ before, after }, chances) => {
      const difference = hunksBetween(before, after)
      const keys = difference.hunks.map(({ key }) => key)
      const { content, applied } = applyHunks(difference, some(keys, chances))
      const wanted = difference.hunks.flatMap((hunk) => (applied.has(hunk.key) ? hunk.after : hunk.before))
      expect(unitsOf(content).map(told).toSorted()).toEqual([...difference.same, ...wanted].map(told).toSorted())
    }),
    { numRuns: 100 },
  )
})

test('[D25] what stands as it was is in the old order, and what stands as it is now in the new one', () => {
  fc.assert(
    fc.property(twoStates, fc.array(fc.nat(1), { minLength: 1, maxLength: 12 }), ({ before, after }, chances) => {
      const difference = hunksBetween(before, after)
      const keys = difference.hunks.map(({ key }) => key)
      const nodes = nodesOf(applyHunks(difference, some(keys, chances)).content)
      for (const side of [before, after]) {
        const order = nodesOf(side)
        const there = nodes.filter((node) => order.includes(node))
        expect(there).toEqual(order.filter((node) => there.includes(node)))
      }
    }),
    { numRuns: 100 },
  )
})

test('[D26] accepted in two rounds or at once is the same: after one, what was not accepted is what is left', () => {
  fc.assert(
    fc.property(editedInPlace, fc.array(fc.nat(1), { minLength: 1, maxLength: 12 }), ({ before, after }, chances) => {
      const difference = hunksBetween(before, after)
      const keys = difference.hunks.map(({ key }) => key)
      const { content, applied } = applyHunks(difference, some(keys, chances))
      const left = hunksBetween(content, after)
      expect(left.hunks.map(({ key }) => key)).toEqual(keys.filter((key) => !applied.has(key)))
      expect(applyHunks(left, new Set(keys)).content.body).toEqual(after.body)
    }),
    { numRuns: 100 },
  )
})

describe('[D21] lists, statements and pages without anything', () => {
  test('an item enters the list that it was written in, and one that went stays in its own', () => {
    const [before, after] = [page(list(BREAD, KEYS), line('Fin.')), page(list(COMPOST, KEYS), line('La suite.'))]
    expect(accepting(before, after, COMPOST).content).toEqual(page(list(BREAD, COMPOST, KEYS), line('Fin.')))
  })

  test('two lists that stood apart stay apart; parted by nothing but what went, they are as they stand now', () => {
    const apart = page(list(BREAD), line(COMPOST), list(KEYS), line('Fin.'))
    expect(accepting(apart, page(list(BREAD), list(KEYS), line('La suite.')), COMPOST).content).toEqual(
      page(list(BREAD), list(KEYS), line('Fin.')),
    )
    expect(accepting(apart, page(list(BREAD, KEYS), line('La suite.')), COMPOST).content).toEqual(
      page(list(BREAD, KEYS), line('Fin.')),
    )
  })

  test('what was carried elsewhere and not accepted stands under what it stood under', () => {
    const before = page(line(KEYS), line(COMPOST), line(BREAD), line('Fin.'))
    const after = page(line(KEYS), line(BREAD), line('La suite.'), line('Fin.'), line(COMPOST))
    expect(accepting(before, after, 'La suite.').content).toEqual(
      page(line(KEYS), line(COMPOST), line(BREAD), line('La suite.'), line('Fin.')),
    )
  })

  test('statements that a field cannot hold together are not applied', () => {
    const [old, fresh] = [statements('mot'), statements('chose')]
    const difference = hunksBetween(
      { ...page(line(KEYS)), type: 'principle', fields: { is: old } },
      { ...page(line(BREAD)), type: 'principle', fields: { is: fresh } },
    )
    const taken = difference.hunks.filter(({ before, after }) =>
      [...before, ...after].some(({ text }) => [KEYS, fresh[0]].includes(text)),
    )
    const { content, applied } = applyHunks(difference, new Set(taken.map(({ key }) => key)))
    expect(content.fields).toEqual({ is: old })
    expect(taken.filter(({ key }) => !applied.has(key))).toMatchObject([{ kind: 'field', after: [{ text: fresh[0] }] }])
  })

  test('accepting the first field of a page never validated gives it an empty body', () => {
    const after = { ...page(line(KEYS)), fields: { title: 'Clé' } }
    const { content } = accepting(emptyPage('practice'), after, 'Clé')
    expect(content).toEqual({ type: 'practice', fields: { title: 'Clé' }, body: page({ type: 'paragraph' }).body })
  })

  test('two equal changes are accepted as one', () => {
    const after = page(line(BREAD), line(KEYS), line(BREAD), line('Fin.'))
    expect(accepting(page(line(KEYS)), after, BREAD).content).toEqual(page(line(BREAD), line(KEYS), line(BREAD)))
  })
})
