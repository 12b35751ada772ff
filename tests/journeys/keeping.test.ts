import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { type Person, until } from '../running-wiki.ts'
import { OwnBrowser } from './own-browser.ts'
import { visit } from './watching.ts'
import { saved, stageForAll, textIn, typeIn, type WikiPage } from './stage.ts'

const stage = stageForAll()
const opened: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const end of opened.splice(0)) await end()
})

async function ownBrowser(): Promise<OwnBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'terreau-profile-'))
  const own = new OwnBrowser(profile)
  opened.push(async () => {
    await own.kill()
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  })
  return own
}

async function keep(tab: Page): Promise<void> {
  await tab.click('.keeping summary')
  await tab.click('.keeping button')
  await tab.waitForSelector('[data-keeping=on]')
}

interface Kept {
  readonly words: { readonly clientId: number }[]
  readonly pages: number
  readonly marker: string | null
}

/** What the browser's own stores hold of pages. */
function keptIn(tab: Page): Promise<Kept> {
  return tab.evaluate(async () => {
    const marker = localStorage.getItem('terreau.kept')
    const opened = new Promise<IDBDatabase | null>((resolve) => {
      const request = indexedDB.open('terreau')
      // There was none: looking makes none.
      request.addEventListener('upgradeneeded', () => request.transaction?.abort())
      request.addEventListener('error', () => resolve(null))
      request.addEventListener('success', () => resolve(request.result))
    })
    const db = await opened
    if (!db) return { words: [], pages: 0, marker }
    // What is evaluated goes to the browser alone.
    // oxlint-disable-next-line unicorn/consistent-function-scoping
    const ask = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve) => request.addEventListener('success', () => resolve(request.result)))
    const store = (name: string) => db.transaction(name).objectStore(name)
    const words = await ask(store('words').getAll() as IDBRequest<{ clientId: number }[]>)
    const pages = await ask(store('pages').count())
    db.close()
    return { words, pages, marker }
  })
}

async function signIn(context: BrowserContext, person: Person): Promise<void> {
  await context.addCookies([{ name: 'session', value: person.secret, url: stage.wiki.url }])
}

const WRITING = /\/api\/(?:collab\/tickets|pages\/[^/]+\/updates)/

/** Keeps one tab, and no other of the same browser, from bringing anything; it reads on. */
async function cutOff(tab: Page): Promise<void> {
  await tab.route(WRITING, (route) => route.abort())
  await tab.evaluate(() => dispatchEvent(new Event('offline')))
  await tab.waitForSelector('[data-save="offline"]')
  await tab.evaluate(() => dispatchEvent(new Event('online')))
}

async function letThrough(tab: Page): Promise<void> {
  await tab.unroute(WRITING)
  await tab.evaluate(() => dispatchEvent(new Event('online')))
}

async function writesOffline(tab: Page, words: string): Promise<void> {
  await typeIn(tab, words)
  await until(async () => (await tab.locator('.save-says').innerText()).includes('vous pouvez fermer'))
  expect(await tab.locator('.save-says').innerText()).toContain('gardées sur cet appareil')
}

const times = (text: string, words: string) => text.split(words).length - 1

async function timesOnServer(page: WikiPage, words: string): Promise<number> {
  await stage.arrives(page, words)
  return times(JSON.stringify((await stage.onServer(page)).body), words)
}

test('[E23] nothing of pages is in the browser’s stores unless one asks, nor after one asked no more', async () => {
  const page = await stage.ana.createPage('Ne rien laisser traîner')
  const tab = await stage.writeAs(stage.ana, page)
  await typeIn(tab, 'Rien ici.')
  await saved(tab)
  expect(await keptIn(tab)).toEqual({ words: [], pages: 0, marker: null })
  await keep(tab)
  await typeIn(tab, ' Et puis si.')
  await saved(tab)
  await until(async () => {
    const { words, pages } = await keptIn(tab)
    return pages === 1 && words.length === 0
  })
  await tab.click('.keeping button')
  await tab.waitForSelector('[data-keeping=off]')
  expect(await keptIn(tab)).toEqual({ words: [], pages: 0, marker: null })
})

test('[E24] a browser is killed with kept words; reopened on a wiki that was restarted and updated, they are saved', async () => {
  const page = await stage.dalia.createPage('Traverser la panne')
  const own = await ownBrowser()
  const before = await own.open()
  await signIn(before, stage.dalia)
  const tab = await before.newPage()
  await stage.write(tab, page)
  await keep(tab)
  await typeIn(tab, 'Avant. ')
  await saved(tab)
  await stage.wiki.kill()
  await tab.waitForSelector('[data-save="offline"]')
  await writesOffline(tab, 'Pendant la panne.')
  const kept = await keptIn(tab)
  expect(kept.words.length).toBeGreaterThan(5)
  await own.kill()

  await stage.wiki.start()
  const after = await own.open()
  await signIn(after, stage.dalia)
  const home = await after.newPage()
  await visit(home, `${stage.wiki.url}/nouveau`)
  await home.waitForSelector('.kept-here .notice')
  expect(await home.locator('.kept-here').innerText()).toContain('« Traverser la panne » sont enregistrés')
  expect(await timesOnServer(page, 'Pendant la panne.')).toBe(1)
  await stage.write(home, page)
  expect(await textIn(home)).toBe('Avant. Pendant la panne.')
  expect((await keptIn(home)).words).toEqual([])
})

test('[E24] words kept under another version of the schema leave before the editor opens, once', async () => {
  const page = await stage.ana.createPage('Changer de version')
  const context = await stage.visitAs(stage.ana)
  const tab = await context.newPage()
  await stage.write(tab, page)
  await keep(tab)
  await cutOff(tab)
  await writesOffline(tab, 'Écrit dans l’ancienne version.')
  const [word] = (await keptIn(tab)).words
  await tab.evaluate(async () => {
    // What is evaluated goes to the browser alone.
    // oxlint-disable-next-line unicorn/consistent-function-scoping
    const ask = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve) => request.addEventListener('success', () => resolve(request.result)))
    const db = await ask(indexedDB.open('terreau'))
    for (const name of ['words', 'pages']) {
      const store = db.transaction(name, 'readwrite').objectStore(name)
      for (const key of await ask(store.getAllKeys()))
        await ask(store.put({ ...(await ask(store.get(key))), schema: 'another' }, key))
    }
    db.close()
  })
  await tab.close({ runBeforeUnload: false })
  const again = await context.newPage()
  await stage.write(again, page)
  expect(await textIn(again)).toBe('Écrit dans l’ancienne version.')
  expect([await timesOnServer(page, 'ancienne version'), word?.clientId]).toEqual([1, expect.any(Number)])
})

test('[E25] the words of a tab that is gone are brought by another that lives, once', async () => {
  const page = await stage.ana.createPage('Deux onglets')
  const context = await stage.visitAs(stage.ana)
  const [first, second] = [await context.newPage(), await context.newPage()]
  await stage.write(first, page)
  await keep(first)
  await stage.write(second, page)
  await second.waitForSelector('[data-keeping=on]')
  await cutOff(first)
  await writesOffline(first, 'Mots du premier. ')
  await typeIn(second, 'Mots du second. ')
  await saved(second)
  expect(times(await textIn(second), 'Mots du premier')).toBe(0)
  await first.close({ runBeforeUnload: false })
  await until(async () => (await textIn(second)).includes('Mots du premier.'))
  expect([times(await textIn(second), 'Mots du premier.'), times(await textIn(second), 'Mots du second.')]).toEqual([
    1, 1,
  ])
  expect(await timesOnServer(page, 'Mots du premier.')).toBe(1)
  await until(async () => (await keptIn(second)).words.length === 0)
  expect((await keptIn(second)).words).toEqual([])
})

test('[E25] two tabs that keep nothing write one page: each word enters once', async () => {
  const page = await stage.ana.createPage('Deux onglets sans garder')
  const context = await stage.visitAs(stage.ana)
  const [first, second] = [await context.newPage(), await context.newPage()]
  await stage.write(first, page)
  await stage.write(second, page)
  await cutOff(first)
  await typeIn(first, 'Un. ')
  await typeIn(second, 'Deux. ')
  await saved(second)
  await letThrough(first)
  await saved(first)
  await until(async () => (await textIn(second)).includes('Un.'))
  const text = await textIn(second)
  expect([times(text, 'Un.'), times(text, 'Deux.'), await textIn(first)]).toEqual([1, 1, text])
})

test('[E23] signing out in one tab leaves nothing on the device, and ends the other', async () => {
  const joined = await stage.invited('Farid')
  const page = await joined.createPage('Sortir proprement')
  const context = await stage.visitAs(joined)
  const [writing, me] = [await context.newPage(), await context.newPage()]
  await stage.write(writing, page)
  await keep(writing)
  await typeIn(writing, 'Bien enregistré.')
  await saved(writing)
  await visit(me, `${stage.wiki.url}/moi`)
  await me.click('text=Sortir')
  await me.waitForURL(`${stage.wiki.url}/`)
  await writing.waitForSelector('[data-save="closed"]')
  expect(await keptIn(writing)).toEqual({ words: [], pages: 0, marker: null })
  expect(await timesOnServer(page, 'Bien enregistré.')).toBe(1)
})

test('[E23] signing out with words that only this device has is asked twice', async () => {
  const joined = await stage.invited('Hélène')
  const page = await joined.createPage('Sortir trop tôt')
  const context = await stage.visitAs(joined)
  const [writing, me] = [await context.newPage(), await context.newPage()]
  await stage.write(writing, page)
  await keep(writing)
  await cutOff(writing)
  await writesOffline(writing, 'Pas encore partis.')
  await me.route('**/updates', (route) => route.abort())
  await visit(me, `${stage.wiki.url}/moi`)
  await me.click('text=Sortir')
  await me.locator('[role=alert]', { hasText: 'sortir les efface' }).waitFor()
  await me.click('text=Rester')
  expect((await keptIn(me)).words.length).toBeGreaterThan(5)
  await me.click('text=Sortir')
  await me.click('text=Sortir quand même')
  await me.waitForURL(`${stage.wiki.url}/`)
  expect(await keptIn(me)).toEqual({ words: [], pages: 0, marker: null })
})

test('[E23] what one member kept is gone when another comes in', async () => {
  const page = await stage.dalia.createPage('Ordinateur partagé')
  const context = await stage.visitAs(stage.dalia)
  const tab = await context.newPage()
  await stage.write(tab, page)
  await keep(tab)
  await typeIn(tab, 'À Dalia.')
  await saved(tab)
  await until(async () => (await keptIn(tab)).pages === 1)
  await context.clearCookies()
  await signIn(context, stage.ana)
  await visit(tab, `${stage.wiki.url}/`)
  await until(async () => (await keptIn(tab)).marker === null)
  expect(await keptIn(tab)).toEqual({ words: [], pages: 0, marker: null })
})

test('[E26] a store that the browser deleted is told, with the page that had unsaved words', async () => {
  const page = await stage.ana.createPage('Effacé par le navigateur')
  const context = await stage.visitAs(stage.ana)
  const tab = await context.newPage()
  await stage.write(tab, page)
  await keep(tab)
  await cutOff(tab)
  await writesOffline(tab, 'Mots à perdre.')
  await tab.close({ runBeforeUnload: false })
  const back = await context.newPage()
  const keys = await context.newCDPSession(back)
  await keys.send('Storage.clearDataForOrigin', { origin: stage.wiki.url, storageTypes: 'indexeddb' })
  await visit(back, `${stage.wiki.url}/`)
  await back.waitForSelector('.kept-here [role=alert]')
  const said = await back.locator('.kept-here [role=alert]').innerText()
  expect(said).toContain('Le navigateur a effacé')
  expect(said).toContain('« Effacé par le navigateur »')
  await back.click('.kept-here >> text=Ne plus garder')
  await back.waitForSelector('.kept-here', { state: 'detached' })
  expect(await keptIn(back)).toEqual({ words: [], pages: 0, marker: null })
})

test('[Z3] kept words let one leave without alarm; others hold one back, and every screen tells of them', async () => {
  const page = await stage.ana.createPage('Partir ou rester')
  const context = await stage.visitAs(stage.ana)
  const tab = await context.newPage()
  await stage.write(tab, page)
  const asked: string[] = []
  tab.on('dialog', (dialog) => {
    asked.push(dialog.type())
    void dialog.dismiss()
  })
  await cutOff(tab)
  await typeIn(tab, 'Pas encore gardé.')
  await tab.evaluate(() => location.reload())
  await until(() => asked.length > 0)
  expect(asked).toEqual(['beforeunload'])
  await keep(tab)
  await until(async () => (await tab.locator('.save-says').innerText()).includes('vous pouvez fermer'))
  await tab.click('.desk-bar >> text=Lire')
  await tab.waitForSelector('.kept-here output.notice')
  expect(await tab.locator('.kept-here output.notice').first().innerText()).toContain('gardés sur cet appareil')
  await letThrough(tab)
  expect(await timesOnServer(page, 'Pas encore gardé.')).toBe(1)
  await tab.waitForSelector('.kept-here output.notice', { state: 'detached' })
})

test('[E28] words that could not enter are listed once, put back by hand, and put aside', async () => {
  const page = await stage.ana.createPage('Rouvrir la cuisine')
  const tab = await stage.writeAs(stage.dalia, page)
  await keep(tab)
  await cutOff(tab)
  await writesOffline(tab, 'Ces mots reviennent.')
  await stage.ana.ask('PUT', `/api/pages/${page.id}/archived`, { archived: true })
  await letThrough(tab)
  await tab.waitForSelector('dialog.asking textarea')
  await stage.ana.ask('PUT', `/api/pages/${page.id}/archived`, { archived: false })
  await visit(tab, `${stage.wiki.url}/moi`)
  await tab.click('.recovered summary')
  expect(await tab.inputValue('.recovered textarea')).toBe('Ces mots reviennent.')
  await tab.click('.recovered >> text=Aller les remettre')
  await tab.waitForSelector('.writing')
  expect(await tab.locator('.recovered li').count()).toBe(1)
  await tab.click('.recovered summary')
  await tab.click('.recovered >> text=Ajouter à la fin')
  await stage.arrives(page, 'Ces mots reviennent.')
  expect(await textIn(tab)).toContain('Ces mots reviennent.')
  await tab.click('.recovered >> text=Mettre de côté')
  await tab.waitForSelector('.recovered', { state: 'detached' })
  await tab.reload()
  await tab.waitForSelector('.writing')
  expect(await tab.locator('.recovered').count()).toBe(0)
})
