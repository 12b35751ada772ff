import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { QuestionList } from '@terreau/shared/api/questions.ts'
import { Person, until } from '../running-wiki.ts'
import { watchedForAll, visit } from './watching.ts'

const here = watchedForAll()
const WORKSHOP = 'Tenir un atelier vélo participatif'

let steward: Person

beforeAll(async () => {
  steward = await Person.joining(here.wiki.url, here.wiki.stewardSecret, 'Ana')
})

const asked = (tab: Page) => new URL(tab.url()).searchParams
const titles = (tab: Page) => tab.locator('.result h2').allInnerTexts()
const options = (tab: Page) => tab.locator('.suggestions [role=option]')
const chosen = (tab: Page) => tab.locator('.suggestions [aria-selected=true]')

describe('[J10] while one writes', () => {
  test('pages, then passages, then the whole search are walked by keyboard, and said', async () => {
    const tab = await here.visits.begin('/acteurs')
    await tab.keyboard.press('/')
    await tab.keyboard.type('atelier vé')
    await tab.getByRole('option', { name: WORKSHOP }).first().waitFor()
    expect(await tab.locator('.searchbox output').innerText()).toMatch(/propositions, flèche bas/)
    const last = (await options(tab).count()) - 1
    expect(await options(tab).nth(last).innerText()).toBe('Chercher partout « atelier vé »')
    await tab.keyboard.press('ArrowUp')
    expect(await chosen(tab).innerText()).toContain('Chercher partout')
    await tab.keyboard.press('Home')
    expect(await chosen(tab).getAttribute('id')).toBe(await options(tab).first().getAttribute('id'))
    await tab.keyboard.press('End')
    expect(await chosen(tab).innerText()).toContain('Chercher partout')
    await tab.keyboard.press('ArrowDown')
    expect(await chosen(tab).count()).toBe(0)
    await tab.keyboard.press('Escape')
    expect(await tab.locator('.suggestions').isHidden()).toBe(true)
    await tab.keyboard.type('lo')
    await tab.getByRole('option', { name: 'Chercher partout' }).waitFor()
    await tab.keyboard.press('ArrowUp')
    await tab.keyboard.press('Enter')
    await tab.waitForURL(/\/chercher\?q=atelier/)
  })
})

describe('[J11] the answers', () => {
  test('are narrowed by choices that stand in the address, which going back undoes one by one', async () => {
    const tab = await here.visits.begin('/chercher?q=velo')
    const all = await titles(tab)
    await tab.getByRole('checkbox', { name: /^Pratiques/ }).check()
    await until(() => Promise.resolve(asked(tab).get('type') === 'practice'))
    await until(async () => (await titles(tab)).length < all.length)
    await tab.locator('[data-search]').fill('compost')
    await until(() => Promise.resolve(asked(tab).get('q') === 'compost'))
    expect(asked(tab).get('type')).toBe('practice')
    await tab.goBack()
    await until(() => Promise.resolve(asked(tab).get('q') === 'velo'))
    await tab.goBack()
    await until(async () => (await titles(tab)).length === all.length)
    expect(asked(tab).get('type')).toBeNull()
    expect(await tab.locator('[data-search]').inputValue()).toBe('velo')
  })

  test('say which words were read, give back those that were typed, and lead to the very passage', async () => {
    const tab = await here.visits.begin('/chercher?q=compots')
    expect(await tab.locator('.list-count').innerText()).toMatch(/^\d+ réponses pour compost ·/)
    await tab.getByRole('link', { name: 'Chercher plutôt « compots »' }).click()
    await until(() => Promise.resolve(asked(tab).get('as') === 'typed'))
    await tab.goBack()
    const passage = tab.locator('.result a[href*=":~:text="]').first()
    await passage.click()
    await tab.waitForURL(/\/p\//)
    await until(() => tab.evaluate(() => scrollY > 0))
    expect(await tab.evaluate(() => scrollY)).toBeGreaterThan(0)
  })
})

test('[Q19] beside the answers a map shows those that are somewhere, under their numbers in the list; a phone fetches none', async () => {
  const tab = await here.visits.begin('/chercher?q=vélo')
  await tab.setViewportSize({ width: 1280, height: 900 })
  await tab.locator('.beside .map-pin').first().waitFor()
  const numbered = tab.locator('.result:has(.pin-number) h2')
  const pinned = await tab.locator('.map-pin').evaluateAll((pins) => pins.map((pin) => pin.getAttribute('title')))
  expect(pinned).toEqual(await numbered.allInnerTexts())
  expect(await tab.locator('.pin-number').allInnerTexts()).toEqual(pinned.map((_, at) => String(at + 1)))
  await tab.setViewportSize({ width: 320, height: 700 })
  await until(async () => (await tab.locator('.map-pin').count()) === 0)
  expect(await tab.locator('.pin-number').first().isVisible()).toBe(false)
  expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
})

describe('[J12] what nobody answers', () => {
  const WORDS = 'comment xylographier un tipi'

  test('is asked by a visitor, and leaves the list once a member names the page that answers', async () => {
    const visitor = await here.visits.begin(`/chercher?${new URLSearchParams({ q: 'xylographier zzqqxw' })}`)
    await visitor.getByLabel('Votre question').fill(WORDS)
    await visitor.getByRole('button', { name: 'Poser la question' }).click()
    await visitor.getByText('la question est posée').waitFor()
    // Without scripts too; asked twice, it is listed once.
    const plain = await here.visits.begin('/chercher?q=zzqqxw', { javaScriptEnabled: false })
    await plain.getByLabel('Votre question').fill(WORDS)
    await plain.getByRole('button', { name: 'Poser la question' }).click()
    expect(asked(plain).get('q')).toBe(WORDS)

    const member = await here.visits.begin('/')
    await member.context().addCookies([{ name: 'session', value: steward.secret, url: here.wiki.url }])
    await visit(member, '/')
    await member.getByText(WORDS).waitFor()
    await member.getByRole('link', { name: 'Toutes les questions sans réponse' }).click()
    await member.getByRole('button', { name: `Une page y répond : « ${WORDS} »` }).click()
    await member.getByLabel('Quelle page ?').fill('atelier vélo')
    await member.getByRole('option', { name: WORKSHOP }).click()
    await member.getByRole('button', { name: 'C’est cette page' }).click()
    await member.getByText(`« ${WORKSHOP} » répond à la question`).waitFor()
    const { json } = await steward.ask<QuestionList>('GET', '/api/questions')
    expect(json.questions.map(({ words }) => words)).not.toContain(WORDS)
  })
})

async function keepHere(tab: Page): Promise<void> {
  await tab.getByRole('button', { name: 'Garder ce wiki sur cet appareil' }).click()
  await tab.locator('[data-carrying=kept]').waitFor()
}

/** All that a browser holds of the wiki: its own stores, and what starts it without a network. */
function heldBy(tab: Page) {
  return tab.evaluate(async () => ({
    stores: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    marker: localStorage.getItem('terreau.carried'),
  }))
}

const NOTHING = { stores: [], caches: [], workers: 0, marker: null }

describe('[J13] without a network', () => {
  test('a visitor who kept the wiki starts it, searches, reads a page, and is told what is not there', async () => {
    const tab = await here.visits.begin('/sans-reseau')
    expect(await heldBy(tab)).toEqual(NOTHING)
    await tab.getByText(/\d+ pages, .*Mo sur cet appareil/).waitFor()
    // What fails to load without a network says so in the console.
    here.visits.pardon()
    await tab.route('**/api/offline-pack?*', (route) => route.abort())
    await tab.getByRole('button', { name: 'Garder ce wiki sur cet appareil' }).click()
    await tab.getByText('Ce qui est arrivé reste').waitFor()
    await tab.unroute('**/api/offline-pack?*')
    await tab.getByRole('button', { name: 'Reprendre' }).click()
    await tab.locator('[data-carrying=kept]').waitFor()
    await tab.context().setOffline(true)
    await visit(tab, '/')
    await tab.locator('[data-search]').fill('velo reparer')
    await tab.keyboard.press('Enter')
    await tab.getByText(/vous lisez et cherchez dans \d+ pages gardées/).waitFor()
    await tab.locator('.result').first().waitFor()
    expect((await titles(tab)).slice(0, 2)).toContain(WORKSHOP)
    await tab.getByRole('link', { name: WORKSHOP, exact: true }).click()
    await tab.getByText('Vous lisez la page gardée').waitFor()
    expect(await tab.locator('.prose').innerText()).toContain('Remettre des vélos en route')
    await visit(tab, '/p/jamais-gardee')
    await tab.getByRole('heading', { name: 'Cette page n’est pas gardée sur cet appareil' }).waitFor()
    await tab.context().setOffline(false)
    await visit(tab, '/p/repair-cafe')
    expect(await tab.getByText('Vous lisez la page gardée').count()).toBe(0)
    expect(await tab.getByRole('link', { name: 'Historique' }).count()).toBe(1)
    await tab.context().close()
  })

  test('only documents and built files ever come from the device, with nothing of anybody in them', async () => {
    const tab = await here.visits.begin('/sans-reseau')
    await keepHere(tab)
    const kept = await tab.evaluate(async () => {
      const [name = ''] = await caches.keys()
      const cache = await caches.open(name)
      const all = await cache.matchAll()
      const paths = all.map(({ url }) => new URL(url).pathname)
      const sizes = await Promise.all(all.map(async (file) => (await file.clone().blob()).size))
      const megabytes = sizes.reduce((sum, size) => sum + size, 0) / 1_000_000
      return { paths, megabytes, shell: await (await cache.match('/sans-reseau/coquille'))?.text() }
    })
    expect(kept.paths.filter((path) => !path.startsWith('/assets/'))).toEqual(['/sans-reseau/coquille'])
    expect(kept.paths.length).toBeGreaterThan(20)
    // What the offer says.
    expect(Math.round(kept.megabytes)).toBe(2)
    expect(kept.shell).toContain('{"lang":null,"answers":{}}')
    expect(kept.shell).toContain('<div id="terreau"></div>')
  })

  test('[E23] signing out leaves nothing of it on the device', async () => {
    const tab = await here.comeIn(await here.wiki.invite('member'), 'Zoé')
    await visit(tab, '/sans-reseau')
    await keepHere(tab)
    await tab.goto('/moi', { waitUntil: 'networkidle' })
    await tab.getByRole('button', { name: 'Sortir' }).click()
    await tab.waitForURL(`${here.wiki.url}/`)
    await until(async () => (await heldBy(tab)).caches.length === 0)
    expect(await heldBy(tab)).toEqual(NOTHING)
  })
})
