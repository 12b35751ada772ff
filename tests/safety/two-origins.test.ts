import { createServer, type Server } from 'node:http'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { WikiForTests } from '../../server/src/wiki-for-tests.ts'
import { Stage, type WikiPage } from '../journeys/stage.ts'
import { freePort, until } from '../running-wiki.ts'

const stage = new Stage()
let other: Server
let port: number
let page: WikiPage
let routes: readonly string[]

/** A site of somebody else on another port of the same machine: to cookies it is the same site, so only our own checks stand between. */
beforeAll(async () => {
  await stage.open()
  page = await stage.ana.createPage('Une page convoitée')
  port = await freePort()
  other = createServer((_, answer) =>
    answer.setHeader('content-type', 'text/html').end('<!doctype html><title>Ailleurs</title><body>'),
  )
  await new Promise<void>((resolve) => other.listen(port, resolve))
  const wiki = await WikiForTests.open()
  routes = wiki.routes
  await wiki.close()
})
afterAll(async () => {
  other?.close()
  await stage.close()
})

async function elsewhere(host: 'localhost' | '127.0.0.1'): Promise<{ context: BrowserContext; tab: Page }> {
  const context = await stage.visitAs(stage.ana)
  const tab = await context.newPage()
  await tab.goto(`http://${host}:${port}/`)
  return { context, tab }
}

/** What may be seen to change: the page, the people's sessions, territories, the ledger, and who is in. */
async function state(): Promise<string> {
  const { json } = await stage.ana.ask<PageAnswer>('GET', `/api/pages/${page.id}`)
  const rest = [
    '/api/territories',
    '/api/ledger',
    '/api/reports',
    '/api/invitations',
    '/api/pages?limit=1',
    '/api/quarantine',
    '/api/me',
  ]
  const answers = await Promise.all(rest.map(async (path) => (await stage.ana.ask('GET', path)).json))
  return JSON.stringify([json.page, ...answers])
}

/** Every way that a page has to send something somewhere without leaving itself. */
async function tryAll(tab: Page, url: string, method: string): Promise<void> {
  await tab.evaluate(
    async ({ url, method }) => {
      const body = JSON.stringify({
        type: 'practice',
        title: 'Volée',
        name: 'Volé',
        kind: 'centre',
        reason: 'Volé',
        archived: true,
        summary: 'Volé',
      })
      const ways: RequestInit[] = [
        'text/plain',
        'application/json',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
      ].flatMap((type) =>
        (['no-cors', 'cors'] as const).map((mode) => ({
          method,
          mode,
          credentials: 'include' as const,
          headers: { 'content-type': type },
          body,
        })),
      )
      await Promise.all(ways.map((way) => fetch(url, way).catch(() => null)))
      if (method === 'POST') navigator.sendBeacon(url, body)
    },
    { url, method },
  )
}

/** Forms are sent into a frame: the page stays where it is. */
async function sendForms(tab: Page, url: string): Promise<void> {
  for (const enctype of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
    await tab.evaluate(
      async ({ url, enctype }) => {
        const frame = Object.assign(document.createElement('iframe'), { name: `f${Math.random()}` })
        const form = Object.assign(document.createElement('form'), {
          action: url,
          method: 'post',
          enctype,
          target: frame.name,
        })
        form.append(
          Object.assign(document.createElement('input'), {
            name: '{"type":"practice","title":"Volée","x":"',
            value: '"}',
          }),
        )
        document.body.append(frame, form)
        const loaded = new Promise((resolve) => frame.addEventListener('load', resolve))
        form.submit()
        await Promise.race([loaded, new Promise((resolve) => setTimeout(resolve, 1_000))])
      },
      { url, enctype },
    )
}

test.each(['localhost', '127.0.0.1'] as const)(
  '[Y4] a page of another origin, on %s, tries every change and makes none',
  async (host) => {
    const before = await state()
    const { tab } = await elsewhere(host)
    const changing = routes.filter((route) => !/^(?:GET|HEAD) /.test(route))
    expect(changing.length).toBeGreaterThan(20)
    for (const route of changing) {
      const [method = '', path = ''] = route.split(' ')
      const url = stage.wiki.url + path.replace(/:ref|:id/, page.id).replaceAll(/:\w+/g, page.id)
      await tryAll(tab, url, method)
    }
    await sendForms(tab, `${stage.wiki.url}/api/pages`)
    await sendForms(tab, `${stage.wiki.url}/api/files`)
    expect(await state()).toBe(before)
    expect((await stage.ana.ask<{ member: object | null }>('GET', '/api/me')).json.member).not.toBeNull()
  },
)

test('[Y4] it reads nothing of ours, opens no socket and shows none of our pages in a frame', async () => {
  const { tab } = await elsewhere('localhost')
  const seen = await tab.evaluate(
    async ({ wiki, id }) => {
      const read = await fetch(`${wiki}/api/me`, { credentials: 'include' }).then(
        () => 'read',
        () => 'refused',
      )
      const socket = new WebSocket(`${wiki.replace('http', 'ws')}/collab/${id}?ticket=${'x'.repeat(43)}`)
      const opened = await new Promise((resolve) => {
        socket.addEventListener('open', () => resolve('opened'))
        socket.addEventListener('error', () => resolve('refused'))
      })
      const frame = Object.assign(document.createElement('iframe'), { src: `${wiki}/` })
      document.body.append(frame)
      await new Promise((resolve) => frame.addEventListener('load', resolve))
      const picture = new Image()
      const shown = new Promise((resolve) => {
        picture.addEventListener('load', () => resolve('shown'))
        picture.addEventListener('error', () => resolve('refused'))
      })
      return {
        read,
        opened,
        inFrame: frame.contentDocument?.title ?? 'another origin',
        shown: ((picture.src = `${wiki}/assets/none.svg`), await shown),
      }
    },
    { wiki: stage.wiki.url, id: page.id },
  )
  expect(seen).toMatchObject({ read: 'refused', opened: 'refused', shown: 'refused' })
  const framed = () => tab.frames().find((frame) => frame !== tab.mainFrame())
  // The browser says where a frame came to in its own time; until then it is nowhere.
  await until(() => framed()?.url() !== '')
  expect(framed()?.url()).toMatch(/^chrome-error:/)
})

test('[Y4] a page that ours was opened from gets no hold of it', async () => {
  const { tab } = await elsewhere('localhost')
  const opening = tab.waitForEvent('popup')
  await tab.evaluate((url) => void window.open(url), `${stage.wiki.url}/`)
  const popup = await opening
  await popup.waitForLoadState()
  expect(await popup.evaluate(() => window.opener === null)).toBe(true)
})
