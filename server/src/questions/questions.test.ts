import { afterAll, beforeAll, expect, test } from 'vitest'
import type { QuestionList } from '@terreau/shared/api/questions.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

let wiki: WikiForTests
let ana: string
let steward: string

beforeAll(async () => {
  wiki = await WikiForTests.open()
  ana = await wiki.someone('member', 'Ana')
  steward = await wiki.someone('steward', 'Sam')
})
afterAll(() => wiki.close())

const ask = (words: string, secret?: string) => wiki.ask('POST', '/api/questions', secret, { words, lang: 'fr' })
const list = async (more = '') => (await wiki.ask<QuestionList>('GET', `/api/questions${more}`, ana)).json
const waiting = async () => (await list()).questions.map(({ words }) => words)

test('[Q16] anyone asks what they did not find; it waits once, in plain words, without a name', async () => {
  expect((await ask('Qui  prête <b>une échelle</b> ?')).status).toBe(204)
  expect((await ask('qui prête <B>une echelle</B> ?', ana)).status).toBe(204)
  const { questions } = await list()
  expect(questions.map(({ id: _id, at: _at, ...said }) => said)).toEqual([
    { words: 'Qui prête <b>une échelle</b> ?', lang: 'fr' },
  ])
})

test('[Q16] members read them, oldest first, and visitors do not', async () => {
  await ask('Où trouver de la paille ?')
  const first = await list('?limit=1')
  const second = await list(`?limit=1&cursor=${first.next}`)
  expect([first, second].flatMap(({ questions }) => questions.map(({ words }) => words))).toEqual([
    'Qui prête <b>une échelle</b> ?',
    'Où trouver de la paille ?',
  ])
  expect([second.next, (await wiki.ask('GET', '/api/questions')).status]).toEqual([null, 401])
})

test('[Q16] a question that a page answers is listed no more, until that page is archived', async () => {
  const page = await wiki.page(ana, 'La paille de la ferme')
  const { questions } = await list()
  const id = questions.find(({ words }) => words.includes('paille'))?.id
  expect((await wiki.ask('POST', `/api/questions/${id}/answer`, ana, { page: page.slug })).status).toBe(204)
  expect(await waiting()).toEqual(['Qui prête <b>une échelle</b> ?'])
  await wiki.ask('PUT', `/api/pages/${page.slug}/archived`, steward, { archived: true })
  expect((await waiting()).length).toBe(2)
})

test('[Q16] a steward takes one away, and nobody else does', async () => {
  const { questions, may } = await list()
  const [first] = questions
  expect(may.remove).toBe(false)
  expect((await wiki.ask('DELETE', `/api/questions/${first?.id}`, ana)).json.code).toBe('member.not-allowed')
  expect((await wiki.ask('DELETE', `/api/questions/${first?.id}`, steward)).status).toBe(204)
  expect((await wiki.ask('DELETE', `/api/questions/${first?.id}`, steward)).json.code).toBe('question.unknown')
  expect((await waiting()).length).toBe(1)
})
