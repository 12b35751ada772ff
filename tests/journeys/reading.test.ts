import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { SearchAnswer } from '@terreau/shared/api/search.ts'
import * as Y from 'yjs'
import { Person, until } from '../running-wiki.ts'
import { awake, watchedForAll } from './watching.ts'

const BUNDLE = join(import.meta.dirname, '../../client/dist/browser')
/** What a reading page may carry, in bytes of scripts as they travel. */
const MOST_SCRIPT = 120_000
const REPAIR = '/p/repair-cafe'
const WORKSHOP = 'Tenir un atelier vélo participatif'

let steward: Person

const here = watchedForAll()

beforeAll(async () => {
  steward = await Person.joining(here.wiki.url, here.wiki.stewardSecret, 'Ana')
})

const heading = (tab: Page) => tab.locator('main h1').innerText()
const pathOf = (tab: Page) => decodeURIComponent(new URL(tab.url()).pathname)
/** Waits until the screen of this title is shown. */
const arrive = (tab: Page, title: string) => tab.locator('main h1', { hasText: title }).waitFor({ state: 'attached' })
/** Presses Tab until the focus is on a link or button of this name. */
async function tabTo(tab: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await tab.keyboard.press('Tab')
    if ((await tab.evaluate(() => document.activeElement?.textContent?.trim())) === name) return
  }
  throw new Error(`forty Tabs do not lead to «${name}»`)
}

async function pageNow(ref: string): Promise<PageAnswer['page']> {
  return (await steward.ask<PageAnswer>('GET', `/api/pages/${ref}`)).json.page
}

/** The editor's file, and words by which its libraries are known in it or in what it imports. */
async function editorBundle(): Promise<{ editor: string; marks: string[] }> {
  const manifest = JSON.parse(await readFile(join(BUNDLE, '.vite/manifest.json'), 'utf8')) as Record<
    string,
    { file: string; imports?: string[] }
  >
  const names = new Set(['src/editing/edit-screen.tsx'])
  // A set grows while it is walked: what is imported imports more.
  for (const name of names) for (const imported of manifest[name]?.imports ?? []) names.add(imported)
  const files = [...names].map((name) => manifest[name]?.file ?? '')
  const [editor = ''] = files
  const texts = await Promise.all(files.map((file) => readFile(join(BUNDLE, file), 'utf8')))
  const marks = ['Yjs was already imported', 'ProseMirror']
  expect(marks.filter((mark) => texts.some((text) => text.includes(mark)))).toEqual(marks)
  return { editor, marks }
}

async function found(words: string): Promise<string[]> {
  const { json } = await steward.ask<SearchAnswer>('GET', `/api/search?${new URLSearchParams({ q: words })}`)
  return json.results.map((result) => result.page.id)
}

describe('[J1] a newcomer', () => {
  test('finds a practice by keyboard alone, follows a link in it, reads its sources, and comes back', async () => {
    const tab = await here.visits.begin('/')
    await tab.keyboard.press('/')
    await tab.keyboard.type('velo reparer')
    await tab.keyboard.press('Enter')
    await arrive(tab, 'velo reparer')
    expect(pathOf(tab)).toBe('/chercher')
    await tabTo(tab, 'Organiser un après-midi de réparation')
    await tab.keyboard.press('Enter')
    await arrive(tab, 'Organiser un après-midi de réparation')
    expect(pathOf(tab)).toBe(REPAIR)
    expect(await tab.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    expect(await tab.locator('section[aria-labelledby=sources] li').count()).toBeGreaterThan(0)
    await tab.locator('.prose').getByRole('link', { name: WORKSHOP }).first().focus()
    await tab.keyboard.press('Enter')
    await arrive(tab, WORKSHOP)
    await tab.goBack()
    await arrive(tab, 'Organiser un après-midi de réparation')
    await tab.goBack()
    await arrive(tab, 'velo reparer')
    expect(await tab.locator('mark').first().innerText()).toMatch(/v[ée]lo|répar/i)
  })

  test('is offered a page while typing, and opens it with the arrows', async () => {
    const tab = await here.visits.begin('/pratiques')
    await tab.keyboard.press('/')
    await tab.keyboard.type('atelier vé')
    await tab.getByRole('option', { name: WORKSHOP }).first().waitFor()
    await tab.keyboard.press('ArrowDown')
    expect(await tab.locator('.suggestions [aria-selected=true]').count()).toBe(1)
    await tab.keyboard.press('Escape')
    expect(await tab.locator('.suggestions [role=option]').count()).toBe(0)
    await tab.keyboard.type('l')
    await tab.getByRole('option', { name: WORKSHOP }).first().waitFor()
    const names = await tab.locator('.suggestions [role=option] > span:first-child').allInnerTexts()
    for (const _ of names.slice(0, names.indexOf(WORKSHOP) + 1)) await tab.keyboard.press('ArrowDown')
    await tab.keyboard.press('Enter')
    await arrive(tab, WORKSHOP)
  })

  test('goes from a call in the text to its source and back, and from there to the source’s page', async () => {
    const tab = await here.visits.begin(REPAIR)
    await tab.locator('.prose a[href^="#source-"]').first().click()
    expect(new URL(tab.url()).hash).toBe('#source-1')
    await tab.locator('.back-to-text').first().click()
    expect(new URL(tab.url()).hash).toBe('#appel-1')
    const source = tab.locator('section[aria-labelledby=sources] a[href^="/p/"]').first()
    const title = await source.innerText()
    await source.click()
    await arrive(tab, title)
    expect(await tab.locator('[aria-current=page]', { hasText: 'Sources' }).count()).toBeGreaterThan(0)
  })

  test('[O8] copies the line that the licence asks for, and reads it without scripts', async () => {
    const tab = await here.visits.begin(REPAIR)
    await tab.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await tab.getByRole('button', { name: 'Copier la mention' }).click()
    await tab.getByText('Mention copiée.').waitFor()
    const copied = await tab.evaluate(() => navigator.clipboard.readText())
    expect(copied).toContain('« Organiser un après-midi de réparation »')
    expect(copied).toContain(
      `${here.wiki.url}${REPAIR}, CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/.`,
    )
    const plain = await here.visits.begin(REPAIR, { javaScriptEnabled: false })
    expect(await plain.locator('.credit a').allInnerTexts()).toEqual(['adresse de la page', 'CC BY-SA 4.0'])
    expect(await plain.locator('.credit button').count()).toBe(0)
  })

  test('who searches what nobody wrote is offered to write it', async () => {
    const tab = await here.visits.begin('/chercher?q=zzqqxw')
    await tab.getByRole('link', { name: 'Vous connaissez la réponse ? Écrivez-la.' }).click()
    await arrive(tab, 'Écrire une page')
    expect(await tab.getByText('entrez d’abord').count()).toBe(1)
  })
})

describe('[J2] without JavaScript', () => {
  const off = { javaScriptEnabled: false, viewport: { width: 320, height: 700 } }

  test('the menu leads to listings, and their filters work', async () => {
    const tab = await here.visits.begin('/', off)
    await tab.locator('.menu > summary').click()
    await tab.locator('.menu').getByRole('link', { name: 'Pratiques' }).click()
    expect(await heading(tab)).toBe('Pratiques')
    const all = await tab.locator('.page-card').count()
    await tab.getByText('Plus de filtres').click()
    await tab.locator('select[name=difficulty]').selectOption('easy')
    await tab.getByRole('button', { name: 'Appliquer' }).click()
    expect(new URL(tab.url()).searchParams.get('difficulty')).toBe('easy')
    expect(await tab.locator('select[name=difficulty]').inputValue()).toBe('easy')
    const kept = await tab.locator('.page-card').count()
    expect(kept).toBeGreaterThan(0)
    expect(kept).toBeLessThan(all)
  })

  test('the search form answers, its filters narrow, and a result leads to a whole page', async () => {
    const tab = await here.visits.begin('/', off)
    await tab.locator('[data-search]').fill('velo reparer')
    await tab.keyboard.press('Enter')
    await arrive(tab, 'velo reparer')
    expect(pathOf(tab)).toBe('/chercher')
    expect(await tab.locator('.result').count()).toBeGreaterThan(1)
    await tab.getByText('Filtres', { exact: true }).click()
    await tab.locator('input[name=type][value=actor]').check()
    await tab.getByRole('button', { name: 'Appliquer les filtres' }).click()
    expect(await tab.locator('input[name=type][value=actor]').isChecked()).toBe(true)
    expect(await tab.getByText('Filtres : 1 choisi').isVisible()).toBe(true)
    expect(new Set(await tab.locator('.result .chip').allInnerTexts())).toEqual(new Set(['Acteur local']))
    await tab.locator('.result h2 a').first().click()
    expect(pathOf(tab)).toMatch(/^\/p\//)
    expect((await tab.locator('.prose').innerText()).length).toBeGreaterThan(100)
  })

  test('language and colours are links, and both are remembered', async () => {
    const tab = await here.visits.begin(REPAIR, off)
    await tab.locator('.footer').getByRole('link', { name: 'English' }).click()
    expect(await tab.getAttribute('html', 'lang')).toBe('en')
    expect(pathOf(tab)).toBe(REPAIR)
    await tab.locator('.footer').getByRole('link', { name: 'Dark' }).click()
    expect(await tab.getAttribute('html', 'data-theme')).toBe('dark')
    await tab.goto('/lieux')
    expect(await tab.getAttribute('html', 'lang')).toBe('en')
    expect(await tab.getAttribute('html', 'data-theme')).toBe('dark')
    expect(await heading(tab)).toBe('Places')
  })
})

describe('[J3] addresses', () => {
  test('?lang=en is remembered, and the page keeps the language it is written in', async () => {
    const tab = await here.visits.begin(`${REPAIR}?lang=en`)
    expect(await tab.getAttribute('html', 'lang')).toBe('en')
    expect(await tab.getAttribute('.prose', 'lang')).toBe('fr')
    await tab.goto('/')
    expect(await tab.getAttribute('html', 'lang')).toBe('en')
    expect(await heading(tab)).toBe('What do you want to do here?')
  })

  test('a renamed page’s old address leads to it, typed or clicked', async () => {
    const page = await steward.createPage('Faire sécher la menthe')
    await steward.ask('PATCH', `/api/pages/${page.id}/fields`, { title: 'Faire sécher la verveine' })
    await until(async () => (await pageNow(page.id)).slug !== page.slug)
    const tab = await here.visits.begin(`/p/${page.slug}`)
    expect(pathOf(tab)).toBe('/p/faire-secher-la-verveine')
    expect(await heading(tab)).toBe('Faire sécher la verveine')
    await tab.goto(`/p/${page.id}`)
    expect(pathOf(tab)).toBe('/p/faire-secher-la-verveine')
  })

  test.each([
    ['/p/jamais-ecrite', 'Il n’y a rien à cette adresse'],
    ['/nulle-part', 'Il n’y a rien à cette adresse'],
    ['/entrer/invitation-que-personne-n-a-faite', 'Ce lien d’invitation n’existe pas'],
  ])('an unknown address says so, with the right status and what to do next: %s', async (path, sentence) => {
    const tab = await here.visits.begin('/')
    const answer = await tab.goto(path)
    expect(answer?.status()).toBe(404)
    expect(await tab.locator('main').innerText()).toContain(sentence)
    await awake(tab)
    expect(await tab.locator('main').innerText()).toContain(sentence)
    await tab
      .getByRole('navigation', { name: 'Que faire maintenant ?' })
      .getByRole('link', { name: 'Chercher' })
      .click()
    await arrive(tab, 'Chercher')
  })
})

describe('[J4] what a reading page carries', () => {
  test('its scripts weigh at most 120 kB on the wire, and neither the editor nor Yjs is among them', async () => {
    const { editor, marks } = await editorBundle()
    const tab = await here.visits.begin(REPAIR)
    await tab.waitForLoadState('networkidle')
    const scripts = await tab.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map((entry) => entry as PerformanceResourceTiming)
        .filter(({ name }) => name.endsWith('.js'))
        .map(({ name, encodedBodySize, decodedBodySize }) => ({ name, encodedBodySize, decodedBodySize })),
    )
    const weight = scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)
    expect(weight).toBeGreaterThan(0)
    expect(weight).toBeLessThanOrEqual(MOST_SCRIPT)
    expect(scripts.map(({ name }) => name).filter((name) => name.includes(editor))).toEqual([])
    for (const { name } of scripts) {
      const text = await (await fetch(name)).text()
      expect(marks.filter((mark) => text.includes(mark))).toEqual([])
    }
  })
})

describe('[J5] what is written', () => {
  test('is found by its words at once, and seen on the search screen', async () => {
    const page = await steward.createPage('Garder les graines')
    const live = steward.open(page.id)
    await until(() => live.getState().mayWrite)
    const text = new Y.XmlText('On les garde dans des enveloppes de papier cristal, près du clafoutis.')
    ;(live.body.get(0) as Y.XmlElement).insert(0, [text])
    await until(async () => (await found('clafoutis')).includes(page.id), 3000)
    expect(await found('clafoutis')).toContain(page.id)
    live.destroy()
    const tab = await here.visits.begin('/chercher?q=clafoutis')
    expect(await tab.locator('.result h2').allInnerTexts()).toEqual(['Garder les graines'])
    expect(await tab.locator('.result mark').innerText()).toBe('clafoutis')
  })
})

test('[J6] the watch over these visits hears errors, refused content and requests that would leave this machine', async () => {
  const tab = await here.visits.begin('/')
  await tab.evaluate(() => {
    const image = new Image()
    image.src = 'https://elsewhere.example/pixel.png'
    console.error('something broke')
    setTimeout(() => {
      throw new Error('something else broke')
    })
    return new Promise((resolve) => image.addEventListener('error', resolve))
  })
  const seen = here.visits.pardon()
  const heard = [/content policy: img-src/, /something broke/, /something else broke/]
  await until(() => heard.every((what) => seen?.complaints.some((complaint) => what.test(complaint))))
  for (const what of heard) expect(seen?.complaints).toContainEqual(expect.stringMatching(what))
  await tab.context().close()
})
