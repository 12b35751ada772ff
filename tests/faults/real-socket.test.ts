import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { schemaFingerprint } from '@terreau/shared/document/schema.ts'
import { WikiForTests } from '@terreau/server/wiki-for-tests.ts'
import { Person, until } from '../running-wiki.ts'

let wiki: WikiForTests
let url: string

beforeAll(async () => {
  wiki = await WikiForTests.open()
  url = await wiki.app.listen({ host: '127.0.0.1', port: 0 })
})

afterAll(() => wiki.close())

test('[Z5] a frame that no server would read is not sent again for ever: its words are handed back', async () => {
  const ana = await Person.joining(url, await wiki.wiki.members.invite('member', 1, 1), 'Ana')
  const { id } = await ana.createPage('Un très long texte')
  const page = ana.open(id)
  await until(() => page.getState().mayWrite)
  const paragraph = page.body.get(0) as Y.XmlElement
  paragraph.insert(0, [new Y.XmlText(`Gardez ceci. ${'x'.repeat(5 * 1024 * 1024)}`)])
  await until(() => page.getState().save.kind === 'refused')
  expect(page.getState().save).toMatchObject({
    kind: 'refused',
    why: 'wire.too-large',
    words: expect.stringContaining('Gardez ceci.'),
  })
  page.destroy()
})

test('[R4] a page of another site opens no socket, whatever cookie the browser shows', async () => {
  const ana = await Person.joining(url, await wiki.wiki.members.invite('member', 1, 1), 'Ana')
  const { id } = await ana.createPage('Une page convoitée')
  const answers = []
  for (const origin of [
    'https://evil.example',
    `${wiki.config.origins[0]}.evil.example`,
    wiki.config.origins[0] ?? '',
  ]) {
    const ticket = await ana.ticket({ pageId: id, schema: schemaFingerprint })
    const opened = 'ticket' in ticket ? ticket.ticket : ''
    const address = `${url.replace('http', 'ws')}/collab/${id}?ticket=${opened}`
    answers.push(await firstWordOf(new WebSocket(address, { origin, headers: { cookie: `session=${ana.secret}` } })))
  }
  expect(answers).toEqual([403, 403, 'open'])
})

function firstWordOf(socket: WebSocket): Promise<number | 'open' | undefined> {
  return new Promise((resolve) => {
    socket.on('open', () => (socket.close(), resolve('open')))
    socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode))
  })
}
