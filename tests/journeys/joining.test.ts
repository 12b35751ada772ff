import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Me } from '@terreau/shared/api/people.ts'
import { openForCommand } from '../../server/src/cli/open.ts'
import { readConfig } from '../../server/src/config.ts'
import { freePort, RunningWiki, temporaryFolder } from '../running-wiki.ts'
import { launchBrowser } from './browser.ts'
import { Visits } from './watching.ts'

let wiki: RunningWiki
let browser: Browser
let removeFolder: () => Promise<void>
let visits: Visits

beforeAll(async () => {
  const folder = await temporaryFolder()
  removeFolder = folder.remove
  wiki = new RunningWiki(folder.path, await freePort())
  await wiki.start()
  browser = await launchBrowser()
  visits = new Visits(browser, wiki.url)
})

/** Whatever was done, nothing complained and nothing left this machine. */
afterEach(() => visits.end())

afterAll(async () => {
  await browser?.close()
  await wiki.stop()
  await removeFolder()
})

const pathOf = (tab: Page) => new URL(tab.url()).pathname
const arrive = (tab: Page, title: string) => tab.locator('main h1', { hasText: title }).waitFor({ state: 'attached' })

/** Comes in with an invitation's link, as people do. */
async function comeIn(secret: string, name: string): Promise<Page> {
  const tab = await visits.begin(`/entrer/${secret}`)
  await tab.getByLabel('Votre nom').fill(name)
  await tab.locator('main').getByRole('button', { name: 'Entrer' }).click()
  await tab.waitForURL('**/')
  await tab.locator('.who-is-here').waitFor()
  return tab
}

/** Another device of the same member, as its session's secret. */
async function signInElsewhere(tab: Page, name: string): Promise<string> {
  const { member } = (await (await tab.request.get('/api/me')).json()) as Me
  if (!member) throw new Error('nobody is here')
  const opened = await openForCommand(readConfig({ WIKI_FOLDER: wiki.folder }))
  const secret = await opened.members.openSession(member.id, name)
  await opened.close()
  return secret
}

test('[J7] the link a first start prints makes its reader the steward, once', async () => {
  const secret = wiki.stewardSecret
  const tab = await visits.begin(`/entrer/${secret}`)
  expect(await tab.locator('main').innerText()).toContain('prendre soin du wiki')
  await tab.locator('main').getByRole('button', { name: 'Entrer' }).click()
  await tab.locator('#join-wrong', { hasText: 'une lettre suffit' }).waitFor()
  await tab.getByLabel('Votre nom').fill('  Ana  ')
  await tab.keyboard.press('Enter')
  await tab.locator('.who-is-here', { hasText: 'Ana' }).waitFor()
  expect(pathOf(tab)).toBe('/')
  expect(((await (await tab.request.get('/api/me')).json()) as Me).member).toMatchObject({
    name: 'Ana',
    role: 'steward',
  })
  const late = await visits.begin(`/entrer/${secret}`)
  expect(await late.locator('main').innerText()).toContain('a déjà servi')
})

test('[J7] the band at the top says who is here, and how to come in', async () => {
  const visitor = await visits.begin('/p/repair-cafe')
  await visitor.locator('.masthead').getByRole('link', { name: 'Entrer' }).click()
  await arrive(visitor, 'Comment entrer')
  expect(await visitor.locator('main ol > li').count()).toBe(3)
  const boris = await comeIn(await wiki.invite('member'), 'Boris')
  expect(await boris.locator('.masthead').getByRole('link', { name: 'Entrer' }).count()).toBe(0)
  await boris.goto(`/entrer/${await wiki.invite('member')}`)
  expect(await boris.locator('main').innerText()).toContain('Vous êtes déjà là, Boris.')
  await boris.locator('.who-is-here').click()
  await arrive(boris, 'Votre espace')
})

test('[J8] one sees one’s devices, lets one of them go, and goes out of this one', async () => {
  const tab = await comeIn(await wiki.invite('member'), 'Chloé')
  const elsewhere = await signInElsewhere(tab, 'Firefox · Android')
  const asElsewhere = () => fetch(`${wiki.url}/api/sessions`, { headers: { authorization: `Bearer ${elsewhere}` } })
  expect((await asElsewhere()).status).toBe(200)
  await tab.goto('/moi')
  const devices = tab.locator('.sessions > li')
  expect(await devices.count()).toBe(2)
  expect(await devices.filter({ hasText: 'cet appareil' }).count()).toBe(1)
  await tab.getByRole('button', { name: 'Déconnecter Firefox · Android' }).click()
  await tab.getByText('Appareil déconnecté.').waitFor()
  await devices.filter({ hasText: 'Firefox' }).waitFor({ state: 'detached' })
  expect((await asElsewhere()).status).toBe(401)
  await tab.getByRole('button', { name: 'Sortir' }).click()
  await tab.locator('.masthead').getByRole('link', { name: 'Entrer' }).waitFor()
  expect(((await (await tab.request.get('/api/me')).json()) as Me).member).toBeNull()
  await tab.goto('/moi')
  expect(await tab.locator('main').innerText()).toContain('Vous lisez en visite.')
})

test('[J9] a title makes a page that one is already writing, and that the others find', async () => {
  const tab = await comeIn(await wiki.invite('member'), 'Driss')
  await tab.goto('/lieux')
  await tab.getByRole('link', { name: 'Nouveau lieu' }).click()
  await arrive(tab, 'Écrire une page')
  expect(await tab.locator('input[name=type]:checked').getAttribute('value')).toBe('place')
  await tab.getByLabel('Titre').fill('Un')
  await tab.getByRole('button', { name: 'Commencer' }).click()
  await tab.locator('#start-wrong', { hasText: 'trois lettres' }).waitFor()
  await tab.getByLabel('Titre').fill('La cabane du canal')
  await tab.getByRole('button', { name: 'Commencer' }).click()
  await tab.locator('.writing').click()
  expect(pathOf(tab)).toBe('/p/la-cabane-du-canal/modifier')
  await tab.keyboard.type('Deux bancs, une bouilloire.')
  await tab.waitForSelector('[data-save="saved"]')
  await tab.locator('.desk-bar').getByRole('link', { name: 'Lire' }).click()
  await tab.locator('.prose', { hasText: 'Deux bancs, une bouilloire.' }).waitFor()
  expect(await tab.locator('section[aria-labelledby=makers]').innerText()).toContain('Driss')
  const reader = await visits.begin('/lieux')
  expect(await reader.locator('.page-card a').allInnerTexts()).toContain('La cabane du canal')
})
