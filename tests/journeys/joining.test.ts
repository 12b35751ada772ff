import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Me } from '@terreau/shared/api/people.ts'
import { openForCommand } from '../../server/src/cli/open.ts'
import { readConfig } from '../../server/src/config.ts'
import { until } from '../running-wiki.ts'
import { awake, watchedForAll, visit } from './watching.ts'

const here = watchedForAll()

const pathOf = (tab: Page) => new URL(tab.url()).pathname
const arrive = (tab: Page, title: string) => tab.locator('main h1', { hasText: title }).waitFor({ state: 'attached' })

/** Another device of the same member, as its session's secret. */
async function signInElsewhere(tab: Page, name: string): Promise<string> {
  const { member } = (await (await tab.request.get('/api/me')).json()) as Me
  if (!member) throw new Error('nobody is here')
  const opened = await openForCommand(readConfig({ WIKI_FOLDER: here.wiki.folder }))
  const secret = await opened.members.openSession(member.id, name)
  await opened.close()
  return secret
}

test('[J7] the link a first start prints makes its reader the steward, once', async () => {
  const secret = here.wiki.stewardSecret
  const tab = await here.visits.begin(`/entrer/${secret}`)
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
  const late = await here.visits.begin(`/entrer/${secret}`)
  expect(await late.locator('main').innerText()).toContain('a déjà servi')
})

test('[J7] before scripts are there, or without them, a name is enough too; a member takes a link as who they are', async () => {
  const tab = await here.visits.begin(`/entrer/${await here.wiki.invite('member')}`, { javaScriptEnabled: false })
  await tab.locator('main').getByRole('button', { name: 'Entrer' }).click()
  await tab.locator('#join-wrong', { hasText: 'une lettre suffit' }).waitFor()
  await tab.getByLabel('Votre nom').fill('Farida')
  await tab.keyboard.press('Enter')
  await tab.locator('.who-is-here', { hasText: 'Farida' }).waitFor()
  expect(pathOf(tab)).toBe('/')
  await tab.goto(`/entrer/${await here.wiki.invite('validator')}`)
  await tab.getByRole('button', { name: 'Accepter, en restant Farida' }).click()
  await tab.waitForURL((url) => url.pathname === '/')
  expect(((await (await tab.request.get('/api/me')).json()) as Me).member).toMatchObject({
    name: 'Farida',
    role: 'validator',
  })
})

test('[J7] scripts that come once a name was refused take the screen over with what was typed', async () => {
  const tab = await here.visits.begin('/entrer')
  const secret = await here.wiki.invite('member')
  await tab.evaluate((to) => {
    const form = Object.assign(document.createElement('form'), { method: 'post', action: to })
    form.append(Object.assign(document.createElement('input'), { name: 'name', value: 'x'.repeat(61) }))
    document.body.append(form)
    form.submit()
  }, `/entrer/${secret}`)
  await tab.waitForURL(`**/entrer/${secret}`)
  await awake(tab)
  expect(await tab.getByLabel('Votre nom').inputValue()).toBe('x'.repeat(61))
  expect(await tab.locator('#join-wrong').innerText()).not.toBe('')
  await tab.getByLabel('Votre nom').fill('Gaël')
  await tab.keyboard.press('Enter')
  await tab.locator('.who-is-here', { hasText: 'Gaël' }).waitFor()
})

test('[J7] the band at the top says who is here, and how to come in', async () => {
  const visitor = await here.visits.begin('/p/repair-cafe')
  await visitor.locator('.masthead').getByRole('link', { name: 'Entrer' }).click()
  await arrive(visitor, 'Comment entrer')
  expect(await visitor.locator('main ol > li').count()).toBe(3)
  const boris = await here.comeIn(await here.wiki.invite('member'), 'Boris')
  expect(await boris.locator('.masthead').getByRole('link', { name: 'Entrer' }).count()).toBe(0)
  await visit(boris, `/entrer/${await here.wiki.invite('member')}`)
  expect(await boris.locator('main').innerText()).toContain('Vous êtes déjà là, Boris.')
  await boris.locator('.who-is-here').click()
  await arrive(boris, 'Votre espace')
})

test('[J8] one sees one’s devices, lets one of them go, and goes out of this one', async () => {
  const tab = await here.comeIn(await here.wiki.invite('member'), 'Chloé')
  const elsewhere = await signInElsewhere(tab, 'Firefox · Android')
  const asElsewhere = () =>
    fetch(`${here.wiki.url}/api/sessions`, { headers: { authorization: `Bearer ${elsewhere}` } })
  expect((await asElsewhere()).status).toBe(200)
  await visit(tab, '/moi')
  const devices = tab.locator('.sessions > li')
  expect(await devices.count()).toBe(2)
  expect(await devices.filter({ hasText: 'cet appareil' }).count()).toBe(1)
  await tab.getByRole('button', { name: 'Déconnecter Firefox · Android' }).click()
  await tab.getByText('Appareil déconnecté.').waitFor()
  await devices.filter({ hasText: 'Firefox' }).waitFor({ state: 'detached' })
  expect((await asElsewhere()).status).toBe(401)
  const others = [await signInElsewhere(tab, 'Safari · iPhone'), await signInElsewhere(tab, 'Chrome · Linux')]
  await visit(tab, '/moi')
  await tab.getByRole('button', { name: 'Fermer partout ailleurs' }).click()
  await tab.getByText('Il ne reste que cet appareil.').waitFor()
  await until(async () => (await devices.count()) === 1)
  const asOthers = others.map((secret) =>
    fetch(`${here.wiki.url}/api/sessions`, { headers: { authorization: `Bearer ${secret}` } }),
  )
  expect((await Promise.all(asOthers)).map(({ status }) => status)).toEqual([401, 401])
  await tab.getByRole('button', { name: 'Sortir' }).click()
  await tab.locator('.masthead').getByRole('link', { name: 'Entrer' }).waitFor()
  expect(((await (await tab.request.get('/api/me')).json()) as Me).member).toBeNull()
  await visit(tab, '/moi')
  expect(await tab.locator('main').innerText()).toContain('Vous lisez en visite.')
})

test('[V4] a device is told that another one came in, on whatever screen, and ends it', async () => {
  const tab = await here.comeIn(await here.wiki.invite('member'), 'Élie')
  const elsewhere = await signInElsewhere(tab, 'Chrome · Android')
  await visit(tab, '/pratiques')
  const notice = tab.getByRole('complementary', { name: 'Appareils reliés à votre nom' })
  expect(await notice.innerText()).toContain('Chrome · Android')
  await notice.getByRole('button', { name: 'Ce n’était pas moi' }).click()
  await notice.waitFor({ state: 'detached' })
  const asElsewhere = await fetch(`${here.wiki.url}/api/sessions`, {
    headers: { authorization: `Bearer ${elsewhere}` },
  })
  expect(asElsewhere.status).toBe(401)
})

test('[J9] a title makes a page that one is already writing, and that the others find', async () => {
  const tab = await here.comeIn(await here.wiki.invite('member'), 'Driss')
  await visit(tab, '/lieux')
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
  const reader = await here.visits.begin('/lieux')
  expect(await reader.locator('.page-card a').allInnerTexts()).toContain('La cabane du canal')
})
