import type { ReviewHunk, Verdict } from '@terreau/shared/api/reviews.ts'
import { describe, expect, test } from 'vitest'
import { cardsOf, type CardKind, isOpen, merged, nextCard, progressOf, wholeProposal, withAnswer } from './deck.ts'

const ME = 'me'
const passage = { hash: '', kind: 'paragraph', text: '', within: null }

const hunk = (key: string, said: Partial<ReviewHunk> = {}): ReviewHunk => ({
  key,
  kind: 'text',
  wordless: false,
  section: null,
  before: [passage],
  after: [passage],
  words: [{ kind: 'added', text: 'Une phrase de plus, qui dit quelque chose d’important.' }],
  authors: [],
  at: '2026-11-20T10:00:00.000Z',
  messages: [],
  sources: [],
  verdicts: [],
  required: 1,
  missing: 1,
  state: 'waiting',
  mayJudge: true,
  notJudging: null,
  figureWithoutSource: false,
  ...said,
})
const small = (key: string, said: Partial<ReviewHunk> = {}) =>
  hunk(key, { words: [{ kind: 'added', text: 'mot' }], ...said })
const mine = (verdict: Verdict['verdict'], at = '2026-11-21T10:00:00.000Z'): Verdict => ({
  by: { id: ME as never, name: 'Ana' },
  verdict,
  reason: null,
  at,
})
const deck = (hunks: readonly ReviewHunk[], apart: readonly CardKind[] = []) =>
  cardsOf(hunks, { me: ME, apart: new Set(apart), isProse: (field) => field === 'is' })
const shape = (hunks: readonly ReviewHunk[], apart: readonly CardKind[] = []) =>
  deck(hunks, apart).map(({ kind, hunks: inside }) => [kind, ...inside.map(({ key }) => key)])

describe('[D41] what is answered at once', () => {
  test('all that one member proposed apart and still waits can be, and nothing else with it', () => {
    const proposal = { id: 'p', apart: true, beside: null, name: 'Bob', visitor: false, why: null, stale: false }
    const cards = deck([
      hunk('a', { proposal }),
      hunk('b'),
      hunk('c', { proposal }),
      hunk('d', { proposal, verdicts: [mine('returned')], state: 'returned' }),
      hunk('e', { proposal: { ...proposal, id: 'other' } }),
    ])
    const whole = cards.map((card) => wholeProposal(cards, card, ME)?.hunks.map(({ key }) => key))
    expect(whole).toEqual([['a', 'c'], undefined, ['a', 'c'], ['a', 'c'], undefined])
  })

  test('new words are read one by one, in reading order; what has none comes after, together', () => {
    const form = { wordless: true, kind: 'format' } as const
    expect(shape([hunk('f1', form), hunk('a'), hunk('s', { kind: 'still' }), hunk('f2', form), hunk('b')])).toEqual([
      ['one', 'a'],
      ['one', 'b'],
      ['form', 'f1', 'f2'],
      ['still', 's'],
    ])
  })

  test('three small touches are together, two are not, and one with a figure that has no source never is', () => {
    expect(shape([small('a'), small('b')])).toEqual([
      ['one', 'a'],
      ['one', 'b'],
    ])
    expect(shape([small('a'), small('b', { figureWithoutSource: true }), small('c'), small('d')])).toEqual([
      ['one', 'b'],
      ['small', 'a', 'c', 'd'],
    ])
  })

  test('what fields state in a few words is together, and new passages never are', () => {
    const stated: Partial<ReviewHunk> = { kind: 'field', field: 'cost', before: [] }
    const statement = { ...stated, field: 'is' }
    const all = [small('p', statement), small('a', stated), small('b', stated), small('c', stated)]
    expect(shape([...all, small('n', { before: [] })])).toEqual([
      ['one', 'p'],
      ['one', 'n'],
      ['small', 'a', 'b', 'c'],
    ])
  })

  test('a group may be left, and what one may not answer is in none', () => {
    const all = [small('a'), small('b'), small('c'), hunk('own', { wordless: true, notJudging: 'own-hand' })]
    expect(shape(all)).toEqual([
      ['one', 'own'],
      ['small', 'a', 'b', 'c'],
    ])
    expect(shape(all, ['small']).map(([kind]) => kind)).toEqual(['one', 'one', 'one', 'one'])
  })
})

describe('going through the cards', () => {
  test('[D41] after an answer comes the next open one, around the end, until none is left', () => {
    const cards = deck([hunk('a'), hunk('b', { state: 'accepted' }), hunk('c')])
    expect(nextCard(cards, ME, 'a')?.id).toBe('c')
    expect(nextCard(cards, ME, 'c')?.id).toBe('a')
    const done = deck([withAnswer(hunk('a'), mine('validated')), hunk('x', { notJudging: 'writing' })])
    expect(done.some((card) => isOpen(card, ME))).toBe(false)
    expect(nextCard(done, ME, 'a')).toBeNull()
  })

  test('[D41] progress counts what was asked of one, and what others settled', () => {
    const hunks = [withAnswer(hunk('a'), mine('returned')), hunk('b'), hunk('c', { notJudging: 'own-hand' })]
    expect(progressOf(hunks, ME)).toEqual({ done: 1, all: 2 })
  })

  test('[D41] an answer given here stands until the server tells of a later one', () => {
    const told = hunk('a', { verdicts: [mine('returned', '2026-11-22T10:00:00.000Z')] })
    expect(withAnswer(told, mine('validated')).verdicts).toEqual(told.verdicts)
    expect(withAnswer(hunk('a'), mine('validated'))).toMatchObject({ verdicts: [mine('validated')], state: 'accepted' })
    expect(withAnswer(hunk('a', { required: 2 }), mine('validated'))).toMatchObject({ missing: 1, state: 'waiting' })
  })
})

test('[D42] what was answered stays where it stood once a version took it up; what moved gives way', () => {
  const [a, b, c, d] = [hunk('a'), hunk('b'), hunk('c'), hunk('d')]
  expect(merged([a, b, c], [d, c], new Set(['a'])).map(({ key }) => key)).toEqual(['a', 'd', 'c'])
  expect(merged([a, b, c], [a, d], new Set(['b', 'c'])).map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd'])
  expect(merged([a, b], [], new Set(['a', 'b']))).toEqual([a, b])
})
