import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { Territory } from '@terreau/shared/api/territories.ts'
import type { LivePage } from '../../client/src/sync/live-page.ts'
import { schemaFingerprint } from '@terreau/shared/document/schema.ts'
import type { ClientId, MemberId } from '@terreau/shared/ids.ts'
import { openForCommand } from '../../server/src/cli/open.ts'
import { readConfig } from '../../server/src/config.ts'
import { folderStartedOnce } from '../folder-started-once.ts'
import { freePort, Person, RunningWiki, until } from '../running-wiki.ts'

let wiki: RunningWiki
let removeFolder: () => Promise<void>
let steward: Person

beforeAll(async () => {
  const folder = await folderStartedOnce()
  removeFolder = folder.remove
  wiki = new RunningWiki(folder.path, await freePort())
  await wiki.start()
  steward = await Person.joining(wiki.url, wiki.stewardSecret, 'Sam')
})

afterAll(async () => {
  await wiki.stop()
  await removeFolder()
})

/** Someone writing in a page of a territory of their own. */
async function atWork(
  name: string,
): Promise<{ person: Person; live: LivePage; page: PageAnswer['page']; territory: Territory }> {
  const person = await Person.joining(wiki.url, await wiki.invite('member'), name)
  const { json: territory } = await steward.ask<Territory>('POST', '/api/territories', {
    name: `Chez ${name}`,
    kind: 'centre',
  })
  await steward.ask('PUT', `/api/territories/${territory.id}/members/${await idOf(person)}`, { role: 'member' })
  const asked = { type: 'practice', title: `Page de ${name}`, territory: territory.id, visibility: 'private' }
  const { json } = await person.ask<PageAnswer>('POST', '/api/pages', asked)
  const live = person.open(json.page.id)
  await until(() => live.getState().mayWrite)
  write(live, 'Avant. ')
  await until(() => live.getState().save.kind === 'saved')
  return { person, live, page: json.page, territory }
}

async function idOf(person: Person): Promise<string> {
  return (await person.ask<{ member: { id: string } }>('GET', '/api/me')).json.member.id
}

function write(live: LivePage, words: string): void {
  const first = live.body.get(0) as Y.XmlElement
  if (first.length === 0) first.insert(0, [new Y.XmlText()])
  ;(first.get(0) as Y.XmlText).insert(0, words)
}

/** Milliseconds from a loss of right until its connection says so, and what it says. */
async function untilClosed(live: LivePage, lose: () => Promise<unknown>): Promise<{ ms: number; why: unknown }> {
  const began = performance.now()
  await Promise.all([lose(), until(() => live.getState().save.kind === 'closed')])
  const { save } = live.getState()
  return { ms: performance.now() - began, why: 'why' in save ? save.why : save.kind }
}

async function onOneMoreDevice(person: Person): Promise<Person> {
  const beside = await openForCommand(readConfig({ WIKI_FOLDER: wiki.folder }))
  const secret = await beside.members.openSession((await idOf(person)) as MemberId, 'another')
  await beside.close()
  return new Person(wiki.url, secret)
}

/** A session of somebody newly invited, who comes in where this person is in. */
async function besides(person: Person, name: string): Promise<Person> {
  const answer = await fetch(`${wiki.url}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${person.secret}` },
    body: JSON.stringify({ invitation: await wiki.invite('member'), name }),
  })
  return new Person(wiki.url, /session=([^;]+)/.exec(answer.headers.getSetCookie().join(';'))?.[1] ?? '')
}

async function textOf(page: PageAnswer['page']): Promise<string> {
  return JSON.stringify((await steward.ask<PageAnswer>('GET', `/api/pages/${page.id}`)).json.page.body)
}

test('[R11] whoever is taken out of a territory is out of its private pages at once, and writes nothing there any more', async () => {
  const { person, live, page, territory } = await atWork('Ina')
  const member = await idOf(person)
  const closed = await untilClosed(live, () =>
    steward.ask('PUT', `/api/territories/${territory.id}/members/${member}`, { role: 'visitor' }),
  )
  expect(closed.why).toBe('page.unknown')
  write(live, 'Après. ')
  expect((await person.ask('GET', `/api/pages/${page.id}`)).status).toBe(404)
  await until(async () => (await textOf(page)).includes('Avant.'))
  const text = await textOf(page)
  expect([text.includes('Avant.'), text.includes('Après.')]).toEqual([true, false])
  console.log(`  a lost territory reached its socket in ${closed.ms.toFixed(0)} ms`)
  live.destroy()
})

test('[R11] a page that is closed to someone closes their connection, and one that is archived takes their pen', async () => {
  const { live, page } = await atWork('Ben')
  const archived = await untilClosed(live, () =>
    steward.ask('PUT', `/api/pages/${page.id}/archived`, { archived: true }),
  )
  expect(archived.why).toBe('wire.read-only')
  live.destroy()
})

test('[R11] a session that ends elsewhere closes the page that it held open', async () => {
  const { person, live } = await atWork('Chloé')
  const closed = await untilClosed(live, () => person.ask('DELETE', '/api/sessions/current'))
  expect(closed.why).toBe('member.unknown')
  live.destroy()
})

test('[V10] whoever leaves is out of every page at once, on every device', async () => {
  const { person, live } = await atWork('Zoé')
  const id = await idOf(person)
  const closed = await untilClosed(live, () => person.ask('DELETE', '/api/me', { id }))
  expect(closed.why).toBe('member.unknown')
  console.log(`  a departure reached its socket in ${closed.ms.toFixed(0)} ms`)
  live.destroy()
})

test('[V9] connections of the name that ends are closed at once; the one that remains writes on, also under ids of the other', async () => {
  const { person: old, live, page } = await atWork('Nana')
  const [oldId, clientId] = [await idOf(old), live.doc.clientID as ClientId]
  const kept = await besides(await onOneMoreDevice(old), 'Ana')
  const closed = await untilClosed(live, () => kept.ask('POST', '/api/me/other', { id: oldId }))
  expect(closed.why).toBe('member.unknown')
  const asked = { pageId: page.id, schema: schemaFingerprint, clientId }
  expect(await kept.ticket(asked)).toMatchObject({ clientId, right: 'write' })
  live.destroy()
})
