import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { PageAnswer, PageList } from '@terreau/shared/api/pages.ts'
import { until } from '../running-wiki.ts'
import { stageForAll } from './stage.ts'
import { awake, visit } from './watching.ts'

function linkTo(href: string): Y.XmlElement {
  const [paragraph, text] = [new Y.XmlElement('paragraph'), new Y.XmlText()]
  text.insert(0, 'Voir la liste', { link: { href } })
  paragraph.insert(0, [text])
  return paragraph
}

const stage = stageForAll()
const servers: Server[] = []
afterAll(() => servers.forEach((server) => server.close()))

const visitor = async (options = {}) => {
  const context = await stage.browser.newContext({ locale: 'fr-FR', ...options })
  context.setDefaultTimeout(60_000)
  return { tab: await context.newPage(), end: () => context.close() }
}
const fieldsOf = async (ref: string) =>
  (await stage.ana.ask<PageAnswer>('GET', `/api/pages/${ref}?version=live`)).json.page.fields

test('[T31] [T30] places are looked at as cards, a table and a map with the same filters; the map has each pin in its list, and nothing is refused by the policy', async () => {
  const { tab, end } = await visitor()
  const complaints: string[] = []
  tab.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  await visit(tab, `${stage.wiki.url}/lieux?wheelchair=limited`)
  await tab.getByRole('navigation', { name: 'Façons de voir' }).getByRole('link', { name: 'Tableau' }).click()
  await tab.waitForURL('**/lieux/tableau?wheelchair=limited')
  const rows = tab.locator('.page-table tbody tr')
  const first = await rows.first().innerText()
  await tab.getByRole('link', { name: 'Titre' }).click()
  await tab.waitForURL('**sort=-title**')
  await until(async () => (await rows.first().innerText()) !== first)
  expect(await tab.locator('th[aria-sort=descending]').innerText()).toContain('Titre')
  await tab.getByRole('link', { name: 'Carte' }).click()
  await tab.waitForSelector('.map-pin')
  const listed = await tab.locator('.map-list > li > a:first-child').allInnerTexts()
  const pinned = await tab.locator('.map-pin').evaluateAll((pins) => pins.map((pin) => pin.getAttribute('title')))
  expect([pinned, listed.length > 1]).toEqual([listed, true])
  await tab.locator('.map-pin').first().focus()
  await tab.keyboard.press('Enter')
  await tab.locator('.leaflet-popup').getByRole('link').click()
  await tab.waitForURL('**/p/**')
  expect(complaints).toEqual([])
  await end()
})

test('[T12] [T14] a place says whether it is open, its week and how to come, without JavaScript and on 320 pixels', async () => {
  const { tab, end } = await visitor({ javaScriptEnabled: false, viewport: { width: 320, height: 700 } })
  await tab.goto(`${stage.wiki.url}/p/la-grande-serre`)
  const opening = tab.getByRole('region', { name: 'Quand c’est ouvert' })
  expect(await opening.locator('.open-line b').innerText()).toMatch(/^(?:Ouvert|Fermé)$/)
  expect(await opening.locator('li').count()).toBe(7)
  const ways = await tab.getByRole('region', { name: 'Comment venir' }).locator('.chip').allInnerTexts()
  expect([ways[0], ways.at(-1)]).toEqual(['à vélo', 'covoiturage'])
  expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  await tab.goto(`${stage.wiki.url}/lieux?openOn=2026-12-05T15:00`)
  expect(await tab.locator('.page-card h2').allInnerTexts()).toContain('Halle des Wagons')
  await end()
})

test('[T33] hours are written as one says them, and kept in the grammar of maps once their week looks right; a commune is chosen, not typed', async () => {
  const { ana } = stage
  const page = (await ana.ask<PageAnswer>('POST', '/api/pages', { type: 'place', title: 'La cabane du quai' })).json
    .page
  const tab = await stage.writeAs(ana, page)
  const hours = tab.getByRole('textbox', { name: 'Horaires' })
  if (!(await hours.isVisible())) await tab.getByText('Plus de précisions').click()
  await hours.fill('lun-ven 9h-18h, samedi 9h-12h')
  await hours.press('Enter')
  await tab.getByText('Voici ce que nous lisons').waitFor()
  expect(await fieldsOf(page.id)).not.toHaveProperty('opening_hours')
  await tab.getByRole('button', { name: 'C’est bien ça' }).click()
  await until(async () => (await fieldsOf(page.id)).opening_hours === 'Mo-Fr 09:00-18:00; Sa 09:00-12:00')
  await hours.fill('quand il fait beau')
  await hours.press('Enter')
  await tab.locator('[data-field=opening_hours] [role=alert]').waitFor()
  expect(await hours.inputValue()).toBe('quand il fait beau')
  const commune = tab.getByRole('combobox', { name: 'Une commune' })
  await commune.fill('saint denis')
  await tab.getByRole('option', { name: 'La Réunion' }).click()
  await until(async () => (await fieldsOf(page.id)).commune === '97411')
  await tab.getByRole('button', { name: 'Choisir sur la carte' }).click()
  await tab.locator('.pick-map .map-box').focus()
  await tab.keyboard.press('ArrowRight')
  await tab.getByRole('button', { name: 'C’est ici' }).click()
  await until(async () => (await fieldsOf(page.id)).geo !== undefined)
})

test('[T38] a stop far from what it serves is asked about as soon as it is written, and kept', async () => {
  const { ana } = stage
  const serre = (await ana.ask<PageAnswer>('GET', '/api/pages/la-grande-serre')).json.page
  const way = { type: 'transport-option', title: 'Le bus du lac' }
  const page = (await ana.ask<PageAnswer>('POST', '/api/pages', way)).json.page
  await ana.ask('PATCH', `/api/pages/${page.id}/fields`, { serves: [serre.id], mode: 'bus' })
  const tab = await stage.writeAs(ana, page)
  const stop = tab.getByRole('textbox', { name: 'Position de l’arrêt' })
  if (!(await stop.isVisible())) await tab.getByText('Plus de précisions').click()
  await stop.fill('44.95, -0.55')
  await stop.press('Enter')
  const asked = tab.locator('[data-field=stop_geo] ~ output')
  await asked.getByText('La Grande Serre').waitFor()
  expect(await asked.innerText()).toContain('laissez-le ainsi')
  expect((await fieldsOf(page.id)).stop_geo).toEqual({ lat: 44.95, lon: -0.55 })
  const { lat, lon } = serre.fields.geo as { lat: number; lon: number }
  await stop.fill(`${lat}, ${lon}`)
  await stop.press('Enter')
  await until(async () => (await asked.innerText()) === '')
})

test('[T37] a member changes a cell where it stands, and it is an edit of theirs; what can’t be kept stays with a word', async () => {
  const { dalia } = stage
  const tab = await (await stage.visitAs(dalia)).newPage()
  await visit(tab, `${stage.wiki.url}/espaces/tableau`)
  await tab.getByRole('checkbox', { name: 'Modifier dans le tableau' }).check()
  const { pages } = (await dalia.ask<PageList>('GET', '/api/pages?type=space')).json
  const [space] = pages
  const cell = tab.getByLabel(`${space?.title}, Ambiance sonore`)
  await cell.selectOption('lively')
  await until(async () => (await fieldsOf(space?.id ?? '')).noise === 'lively')
  const { json } = await dalia.ask<PageAnswer>('GET', `/api/pages/${space?.id}?version=live`)
  expect(json.page.authors.map(({ name }) => name)).toContain('Dalia')
})

test('[T39] [T40] a keeper looks at two pages of one place and keeps one, on 320 pixels; the other leads to it until it is taken out of the archive', async () => {
  const { ana } = stage
  const made = async (title: string, fields: object) => {
    const page = (await ana.ask<PageAnswer>('POST', '/api/pages', { type: 'place', title })).json.page
    await ana.ask('PATCH', `/api/pages/${page.id}/fields`, fields)
    return page
  }
  const kept = await made('Le Moulin', { geo: { lat: 45.1, lon: -0.2 } })
  const gone = await made('Association Le Moulin', { geo: { lat: 45.1, lon: -0.2 }, shower: 'yes' })
  await made('Le Moulin d’à côté', { geo: { lat: 45.101, lon: -0.2 } })
  const tab = await (await stage.visitAs(ana, { viewport: { width: 320, height: 700 } })).newPage()
  await visit(tab, `${stage.wiki.url}/manques`)
  await tab.getByRole('link', { name: 'Doublons' }).click()
  const pair = tab.locator('.card').filter({ hasText: 'Association Le Moulin' })
  expect(await pair.innerText()).toContain('De l’autre page, elle recevrait : Douche')
  expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  const near = tab
    .locator('.card')
    .filter({ hasText: 'Le Moulin d’à côté' })
    .filter({ hasText: 'Garder « Le Moulin »' })
  const two = { name: 'Ce sont deux lieux : « Le Moulin » et « Le Moulin d’à côté »' }
  const now = (says: string) => until(() => tab.evaluate((said) => document.activeElement?.textContent === said, says))
  await tab.getByRole('button', two).click()
  await now('C’est noté : « Le Moulin » et « Le Moulin d’à côté » sont deux lieux.')
  expect(await near.count()).toBe(0)
  await tab.keyboard.press('Tab')
  await tab.keyboard.press('Enter')
  await now('« Le Moulin » et « Le Moulin d’à côté » sont de nouveau à regarder ensemble.')
  await tab.getByRole('button', two).click()
  await tab
    .getByRole('button', { name: 'Les montrer de nouveau ensemble : « Le Moulin » et « Le Moulin d’à côté »' })
    .click()
  await near.waitFor()
  await tab.getByRole('button', two).click()
  await tab.getByRole('heading', { name: 'Dits distincts' }).waitFor()
  await pair.getByRole('button', { name: 'Garder « Le Moulin »' }).click()
  await tab.getByRole('heading', { name: 'Réunies' }).waitFor()
  expect(await pair.count()).toBe(0)
  await now('« Association Le Moulin » mène maintenant à « Le Moulin ».')
  expect((await fieldsOf(kept.id)).shower).toBe('yes')
  await visit(tab, `${stage.wiki.url}/p/${gone.slug}`)
  expect(new URL(tab.url()).pathname).toBe(`/p/${kept.slug}`)
  await visit(tab, `${stage.wiki.url}/doublons`)
  await tab.getByRole('link', { name: 'Association Le Moulin' }).click()
  await tab.getByText('Elle a été réunie à').waitFor()
  await tab.goBack()
  await tab.getByRole('button', { name: 'Sortir « Association Le Moulin » des archives' }).click()
  await pair.waitFor()
})

/** Another site with a page that shows an address of the wiki; answers the address of that page. */
async function elsewhere(shown: string): Promise<string> {
  const host = createServer((_request, response) =>
    response
      .setHeader('content-type', 'text/html')
      .end(`<!doctype html><title>Ailleurs</title><iframe src="${stage.wiki.url}${shown}"></iframe>`),
  )
  servers.push(host)
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(host.address() as AddressInfo).port}/`
}

test.each([true, false])(
  '[T32] [J2] in another site’s page a list is put in order where it stands, and pages open in a tab of their own; scripts: %s',
  async (javaScriptEnabled) => {
    const { tab, end } = await visitor({ javaScriptEnabled })
    await tab.goto(await elsewhere('/integrer/lieux/tableau'))
    const frame = tab.frameLocator('iframe')
    if (javaScriptEnabled) await Promise.all(tab.frames().slice(1).map(awake))
    const first = await frame.locator('tbody tr').first().innerText()
    await frame.getByRole('link', { name: 'Titre' }).click()
    await until(async () => (await frame.locator('tbody tr').first().innerText()) !== first)
    expect(new URL(tab.frames()[1]?.url() ?? '').search).toBe('?sort=-title')
    const [opened] = await Promise.all([
      tab.context().waitForEvent('page'),
      frame.getByRole('link', { name: 'La Grande Serre' }).click(),
    ])
    await opened.waitForURL('**/p/la-grande-serre')
    expect(await opened.evaluate(() => window.opener)).toBeNull()
    await frame.getByRole('link', { name: 'La Grande Serre' }).waitFor()
    await end()
  },
)

test('[T35] [T32] another site shows a list in its page, whose links leave it; a paragraph that is a link to a list shows it', async () => {
  const { wiki, dalia } = stage
  const { tab, end } = await visitor()
  await tab.goto(await elsewhere('/integrer/lieux?stage=open'))
  const frame = tab.frameLocator('iframe')
  await Promise.all(tab.frames().slice(1).map(awake))
  const [opened] = await Promise.all([
    tab.context().waitForEvent('page'),
    frame.getByRole('link', { name: 'La Grande Serre' }).click(),
  ])
  await opened.waitForURL('**/p/la-grande-serre')
  expect(await frame.locator('.masthead').count()).toBe(0)
  await end()

  const page = await dalia.createPage('Nos lieux ouverts')
  const live = dalia.open(page.id)
  await until(() => live.getState().mayWrite)
  live.body.insert(0, [linkTo(`${wiki.url}/lieux?stage=open`), linkTo('https://example.org/lieux?stage=open')])
  await until(() => live.outbox.waiting.length === 0)
  live.destroy()
  const reader = await (await stage.visitAs(dalia)).newPage()
  await visit(reader, `${wiki.url}/p/${page.slug}?version=live`)
  await reader.locator('.live-list').getByRole('link', { name: 'La Grande Serre' }).waitFor()
  expect(await reader.locator('.live-list').count()).toBe(1)
})
