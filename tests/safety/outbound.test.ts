import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { picture } from '../../server/src/pictures-for-tests.ts'
import { freePort, Person, RunningWiki, temporaryFolder, until } from '../running-wiki.ts'

const GUARD = join(import.meta.dirname, 'only-this-machine.ts')
const BEYOND = 'asked beyond this machine'

let wiki: RunningWiki
let removeFolder: () => Promise<void>

beforeAll(async () => {
  const folder = await temporaryFolder()
  removeFolder = folder.remove
  wiki = new RunningWiki(folder.path, await freePort())
  await wiki.start({ NODE_OPTIONS: `--import ${GUARD}` })
})
afterAll(async () => {
  await wiki.stop()
  await removeFolder()
})

/** All that is read at an address of its own: the API, the screens, what they load. */
async function readEverything(person: Person, slug: string): Promise<number[]> {
  const { json } = await person.ask<{ paths: Record<string, { get?: object }> }>('GET', '/api/openapi.json')
  const plain = Object.entries(json.paths).flatMap(([path, { get }]) => (get && !path.includes('{') ? [path] : []))
  const screens = ['/', '/pratiques', '/chercher?q=velo', '/moi', '/entrer', '/registre', '/territoires', '/nulle-part']
  const page = [`/p/${slug}`, `/p/${slug}.md`, `/p/${slug}/modifier`, `/api/pages/${slug}`, `/api/search?q=compost`]
  const headers = { authorization: `Bearer ${person.secret}` }
  const answers = [...plain, ...screens, ...page].map((path) => fetch(`${wiki.url}${path}`, { headers }))
  return (await Promise.all(answers)).map(({ status }) => status)
}

/** Words that name other places, as an address, a picture and a link. */
async function writeOfElsewhere(person: Person, pageId: string): Promise<void> {
  const live = person.open(pageId as never)
  await until(() => live.getState().mayWrite)
  const words = new Y.XmlText()
  const before = 'Voir https://example.org/ et '
  words.insert(0, before)
  words.insert(before.length, 'là', { link: { href: 'https://example.org/tracker.png' } })
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [words])
  live.body.insert(0, [paragraph])
  await until(() => live.getState().save.kind === 'saved')
  expect(live.getState().save.kind).toBe('saved')
  live.destroy()
}

test('[Y8] a wiki that is used, written, searched and read asks nothing beyond this machine', async () => {
  const ana = await Person.joining(wiki.url, wiki.stewardSecret, 'Ana')
  const page = await ana.createPage('Réparer un vélo')
  await writeOfElsewhere(ana, page.id)
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(await picture())], { type: 'image/png' }), 'a.png')
  const headers = { authorization: `Bearer ${ana.secret}` }
  expect((await fetch(`${wiki.url}/api/files`, { method: 'POST', headers, body: form })).status).toBe(201)
  await ana.ask('POST', '/api/invitations', { role: 'member', uses: 1, days: 1 })
  await ana.ask('POST', '/api/mail-links', { address: 'ana@example.org' })
  await ana.ask('POST', '/api/passkey-sessions/options')
  await ana.ask('PUT', `/api/pages/${page.id}/lock`, { reason: 'Le temps de relire' })
  const read = await readEverything(ana, page.slug)
  expect(read.filter((status) => status === 200).length).toBeGreaterThan(15)
  expect(read.filter((status) => status >= 500)).toEqual([])
  await wiki.stop()
  expect(wiki.printed).not.toContain(BEYOND)
})

const TRIES = [
  `fetch('http://192.0.2.1/').catch(() => {})`,
  `import('node:dns').then(({ resolve4 }) => resolve4('example.org', () => {}))`,
  `import('node:tls').then(({ connect }) => connect(443, '192.0.2.1'))`,
  `import('node:dgram').then(({ createSocket }) => createSocket('udp4').send('x', 53, '192.0.2.1'))`,
  `new (require('node:worker_threads').Worker)(new URL("data:text/javascript,fetch('http://192.0.2.1/')")).on('error', () => {})`,
]

test.each(TRIES)('[Y8] what looks out for it notices %s', (code) => {
  const tried = spawnSync(process.execPath, ['--import', GUARD, '--eval', code], { encoding: 'utf8' })
  expect(tried.stderr).toContain(BEYOND)
})
