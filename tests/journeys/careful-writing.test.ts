import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { until } from '../running-wiki.ts'
import { OfficeProxy, OnTheWay } from './on-the-way.ts'
import { saved, stageForAll, stateOf, textIn, typeIn, type WikiPage } from './stage.ts'
import { visit } from './watching.ts'

const stage = stageForAll()

/** What a later version of the wiki might let somebody write, and how it is taken away again. */
function poll(): { put: Uint8Array; takeAway: Uint8Array } {
  const doc = new Y.Doc()
  doc.clientID = 77
  const element = new Y.XmlElement('poll')
  doc.getXmlFragment('body').insert(0, [element])
  const put = Y.encodeStateAsUpdate(doc)
  const known = Y.encodeStateVector(doc)
  doc.getXmlFragment('body').delete(0, 1)
  return { put, takeAway: Y.encodeStateAsUpdate(doc, known) }
}

const deletions = (updates: readonly Uint8Array[]) =>
  updates.filter((update) => Y.decodeUpdate(update).ds.clients.size > 0).length

async function heldIn(tab: Page): Promise<string> {
  await tab.waitForSelector('.desk-notice[role=alert]')
  return tab.locator('.desk-notice[role=alert]').innerText()
}

test('[E21] a page with a block that this editor does not know is read, not written, and loses nothing by it', async () => {
  const page = await stage.ana.createPage('Tenir un sondage')
  const first = await stage.writeAs(stage.ana, page)
  await typeIn(first, 'Le texte de tous.')
  await stage.arrives(page, 'Le texte de tous.')
  const before = await stage.onServer(page)
  const tab = await (await stage.visitAs(stage.dalia)).newPage()
  const way = new OnTheWay()
  way.atFirst = poll().put
  await way.stand(tab)
  await visit(tab, `${stage.wiki.url}/p/${page.slug}/modifier`)
  expect(await heldIn(tab)).toContain('Rien n’est effacé')
  expect(await tab.locator('main').innerText()).toContain('Le texte de tous.')
  expect(await tab.locator('.writing').count()).toBe(0)
  expect([way.sent, (await stage.onServer(page)).seq]).toEqual([[], before.seq])
  way.bring(poll().takeAway)
  await tab.waitForSelector('.writing')
  await typeIn(tab, ' Et la suite.')
  await stage.arrives(page, 'Le texte de tous. Et la suite.')
})

test('[E21] a block that comes while one writes holds the editor, and one’s last words are saved', async () => {
  const page = await stage.ana.createPage('Recevoir un sondage')
  const tab = await (await stage.visitAs(stage.dalia)).newPage()
  const way = new OnTheWay()
  await way.stand(tab)
  await stage.write(tab, page)
  await typeIn(tab, 'Mes derniers mots')
  const { put, takeAway } = poll()
  way.bring(put)
  expect(await heldIn(tab)).toContain('Rechargez')
  await tab.waitForSelector('.writing[contenteditable=false]')
  await tab.click('.writing')
  await tab.keyboard.type(' et rien de plus')
  await tab.keyboard.press('Control+z')
  await saved(tab)
  expect([await textIn(tab), deletions(way.sent)]).toEqual(['Mes derniers mots', 0])
  await stage.arrives(page, 'Mes derniers mots')
  way.bring(takeAway)
  await tab.waitForSelector('.writing[contenteditable=true]')
  expect(await tab.locator('[role=alert]').count()).toBe(0)
  await typeIn(tab, ', puis les autres.')
  await stage.arrives(page, 'Mes derniers mots, puis les autres.')
})

async function writtenIndirectly(tab: Page, page: WikiPage): Promise<void> {
  await tab.waitForSelector('[data-indirect]', { timeout: 60_000 })
  await typeIn(tab, 'Par une autre voie.')
  await saved(tab)
  expect(await tab.locator('.save-says').innerText()).toContain('connexion directe impossible')
  await stage.arrives(page, 'Par une autre voie.')
}

test('[E22] where each socket is closed at once, words are saved by requests, and others’ are seen', async () => {
  const page = await stage.ana.createPage('Écrire depuis la mairie')
  const other = await stage.writeAs(stage.ana, page)
  const tab = await (await stage.visitAs(stage.dalia)).newPage()
  let closes = true
  await tab.routeWebSocket(/\/collab\//, (socket) => {
    if (closes) void socket.close({ code: 1011 })
    else socket.connectToServer()
  })
  await stage.write(tab, page)
  await writtenIndirectly(tab, page)
  await until(async () => (await textIn(other)) === 'Par une autre voie.')
  await typeIn(other, ' Bien lu.')
  await until(async () => (await textIn(tab)).includes('Bien lu.'))
  expect(await textIn(tab)).toBe('Par une autre voie. Bien lu.')
  const { violations } = await new AxeBuilder({ page: tab }).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  closes = false
  await tab.evaluate(() => dispatchEvent(new Event('online')))
  await tab.waitForSelector('[data-indirect]', { state: 'detached' })
  await typeIn(tab, ' De nouveau en direct.')
  await saved(tab)
  await until(async () => (await textIn(other)).includes('en direct.'))
  expect(await stateOf(tab)).toBe('saved')
})

test('[E22] behind a proxy that lets no socket through, words are saved by requests within seconds', async () => {
  const page = await stage.ana.createPage('Écrire depuis le bureau')
  const proxy = new OfficeProxy()
  const server = await proxy.listen()
  const tab = await stage.writeAs(stage.dalia, page, { proxy: { server, bypass: '<-loopback>' } })
  await writtenIndirectly(tab, page)
  expect(JSON.stringify((await stage.onServer(page)).body)).toContain('Par une autre voie.')
  await tab.context().close()
  proxy.close()
})
