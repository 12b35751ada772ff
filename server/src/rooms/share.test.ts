import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { WikiForTests } from '../wiki-for-tests.ts'

let wiki: WikiForTests

beforeAll(async () => {
  wiki = await WikiForTests.open()
})
afterAll(() => wiki.close())

test('[G6] whoever used up their share of the gate is asked to wait, others are not, and it comes back with time', async () => {
  const [ana, ben] = [await wiki.someone('member', 'Ana'), await wiki.someone('member', 'Ben')]
  const page = await wiki.page(ana, 'Une page à plusieurs')
  const nothing = Buffer.from(Y.encodeStateAsUpdate(new Y.Doc()))
  const bring = async (secret: string) => {
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/octet-stream' }
    const url = `/api/pages/${page.id}/updates`
    return (await wiki.app.inject({ method: 'POST', url, headers, payload: nothing })).statusCode
  }
  const { json } = await wiki.ask<{ member: { id: never } }>('GET', '/api/me', ana)
  wiki.wiki.work.pour(json.member.id, 2000)
  expect([await bring(ana), await bring(ben)]).toEqual([429, 200])
  wiki.ahead = 60_000
  expect(await bring(ana)).toBe(200)
})
