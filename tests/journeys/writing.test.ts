import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { type Person, type RunningWiki, until } from '../running-wiki.ts'
import { saved, stageForAll, stateOf, textIn, type Stage, type Writing } from './stage.ts'
import { visit } from './watching.ts'

const stage = stageForAll()
let wiki: RunningWiki
let ana: Person
let dalia: Person

beforeAll(() => void ({ wiki, ana, dalia } = stage))

const writeAs: Stage['writeAs'] = (person, page, options) => stage.writeAs(person, page, options)
const onServer: Stage['onServer'] = (page) => stage.onServer(page)

/** The body as this editor holds it. */
function bodyIn(tab: Page): Promise<string> {
  return tab.evaluate(() => JSON.stringify(document.querySelector<Writing>('.writing')?.editor.getJSON()))
}

/** Waits, at most as long as `until` does, for these words to be in an editor or to leave it. */
const shows = (tab: Page, words: string) => until(async () => (await textIn(tab)).includes(words))
const loses = (tab: Page, words: string) => until(async () => !(await textIn(tab)).includes(words))

/** Update frames that this tab sends from now on, without those that say nothing. */
function updatesSentBy(tab: Page): Uint8Array[] {
  const updates: Uint8Array[] = []
  tab.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const frame = payload as Buffer
      if (frame[0] !== 0 || frame[1] === 0) return
      const update = new Uint8Array(frame.subarray(frame[2] !== undefined && frame[2] < 128 ? 3 : 4))
      const { structs, ds } = Y.decodeUpdate(update)
      if (structs.length + ds.clients.size > 0) updates.push(update)
    }),
  )
  return updates
}

async function putCursorAtStart(tab: Page): Promise<void> {
  await tab.click('.writing p')
  await goTo(tab, 'Control+Home')
}

/** Goes there, and waits for the editor to know: it sets the cursor itself while it gains the focus. */
async function goTo(tab: Page, key: 'Home' | 'Control+Home'): Promise<void> {
  await until(async () => {
    await tab.keyboard.press(key)
    return tab.evaluate(
      () => document.querySelector<Writing>('.writing')?.editor.state.selection.$from.parentOffset === 0,
    )
  })
}

async function writeARichPage(tab: Page): Promise<void> {
  await tab.click('.writing')
  await tab.waitForSelector('.writing:focus')
  for (const block of ['titre', 'etapes', 'sante', 'taches', 'tableau', 'citation', 'code'])
    await writeBlock(tab, block)
}

async function writeBlock(tab: Page, block: string): Promise<void> {
  await tab.keyboard.press('Control+End')
  await tab.keyboard.press('Enter')
  await tab.evaluate(() => {
    const { editor } = document.querySelector('.writing') as HTMLElement & {
      editor: {
        chain(): {
          focus(): { insertContentAt(at: number, node: unknown): { setTextSelection(at: number): { run(): void } } }
        }
        state: { doc: { content: { size: number } } }
      }
    }
    const { size } = editor.state.doc.content
    editor
      .chain()
      .focus()
      .insertContentAt(size, { type: 'paragraph' })
      .setTextSelection(size + 1)
      .run()
  })
  await tab.keyboard.type(`/${block}`)
  await tab.waitForSelector('.writing-menu [role=option]')
  await tab.keyboard.press('Enter')
  await tab.keyboard.type(`Un bloc : ${block}`)
  if (block !== 'tableau') return
  await tab.keyboard.press('Tab')
  await tab.keyboard.type('Autre colonne')
}

test('[E2] opening a page, and walking about in it, writes nothing', async () => {
  const page = await ana.createPage('Tenir le four commun')
  await writeARichPage(await writeAs(ana, page))
  await until(async () => JSON.stringify((await onServer(page)).body).includes('Un bloc : code'))
  const before = await onServer(page)
  const tab = await (await stage.visitAs(dalia)).newPage()
  const updates = updatesSentBy(tab)
  await visit(tab, `${wiki.url}/p/${page.slug}/modifier`)
  await tab.waitForSelector('.writing table')
  for (const part of ['p', 'h2', '.steps p', '.callout p:not(.callout-kind)', '.tasks p', 'td p', 'pre'])
    await tab.click(`.writing ${part} >> nth=0`)
  for (const key of ['Control+Home', 'ArrowDown', 'ArrowDown', 'Control+End', 'Control+a'])
    await tab.keyboard.press(key)
  for (const field of ['#sheet-title', '#sheet-summary', '[data-field=purpose] textarea']) await tab.click(field)
  await tab.click('.writing p >> nth=0')
  expect(updates).toEqual([])
  expect((await onServer(page)).seq).toBe(before.seq)
})

test('[E13] two people write one paragraph at once, one of them offline for a while; both and a reload agree to the byte', async () => {
  const page = await ana.createPage('Partager un composteur')
  const [hers, his] = [await writeAs(ana, page), await writeAs(dalia, page)]
  await hers.click('.writing p')
  await hers.keyboard.type('Le compost du quartier.')
  await saved(hers)
  await shows(his, 'quartier')
  await putCursorAtStart(his)
  await hers.keyboard.press('Control+End')
  await his.context().setOffline(true)
  await his.waitForSelector('[data-save="offline"]')
  await Promise.all([
    hers.keyboard.type(' Il chauffe 🌱 en trois semaines.', { delay: 8 }),
    his.keyboard.type('Ici, chacun apporte 🥕 ses restes. ', { delay: 8 }),
  ])
  await hers.keyboard.press('Enter')
  await hers.keyboard.type('On retourne le tas.')
  expect(await his.locator('.save-state').innerText()).toContain('Hors ligne')
  await his.context().setOffline(false)
  await Promise.all([saved(hers), saved(his)])
  await until(async () => (await bodyIn(hers)) === (await bodyIn(his)))
  const reload = await writeAs(ana, page)
  const bodies = [await bodyIn(hers), await bodyIn(his), await bodyIn(reload)]
  expect(new Set(bodies).size).toBe(1)
  expect(await textIn(reload)).toBe(
    'Ici, chacun apporte 🥕 ses restes. Le compost du quartier. Il chauffe 🌱 en trois semaines.\nOn retourne le tas.',
  )
})

test('[E13] letters typed at the same moment in the same word keep their order', async () => {
  const page = await ana.createPage('Réparer une chaise')
  const [hers, his] = [await writeAs(ana, page), await writeAs(dalia, page)]
  await hers.click('.writing p')
  await hers.keyboard.type('Avant. Après.')
  await shows(his, 'Après.')
  await putCursorAtStart(his)
  await hers.keyboard.press('Control+End')
  await Promise.all([
    hers.keyboard.type(' Ana finit sa phrase sans un accroc.', { delay: 12 }),
    his.keyboard.type('Dalia commence la sienne. ', { delay: 12 }),
  ])
  await Promise.all([saved(hers), saved(his)])
  await until(async () => (await bodyIn(hers)) === (await bodyIn(his)))
  expect(await textIn(hers)).toBe('Dalia commence la sienne. Avant. Après. Ana finit sa phrase sans un accroc.')
})

test('[E14] undo takes back one’s own words only', async () => {
  const page = await ana.createPage('Prêter des outils')
  const [hers, his] = [await writeAs(ana, page), await writeAs(dalia, page)]
  await hers.click('.writing p')
  await hers.keyboard.type('Mots d’Ana.')
  await shows(his, 'Ana')
  await his.click('.writing p')
  await his.keyboard.press('Control+End')
  await his.keyboard.type(' Mots de Dalia.')
  await shows(hers, 'Dalia.')
  await hers.click('.writing p')
  for (let times = 0; times < 5; times += 1) await hers.keyboard.press('Control+z')
  await loses(his, 'Ana')
  await until(async () => (await textIn(hers)).trim() === 'Mots de Dalia.')
  expect((await textIn(hers)).trim()).toBe('Mots de Dalia.')
})

test('[E15] menus are used from the keyboard, in French and in English, whatever the accents', async () => {
  const page = await ana.createPage('Cuisiner ensemble')
  const tab = await writeAs(ana, page)
  await tab.click('.writing')
  await tab.keyboard.type('/etape')
  const option = tab.locator('.writing-menu [role=option][aria-selected=true]')
  await option.waitFor()
  expect(await option.innerText()).toContain('Étapes')
  expect(await tab.getAttribute('.writing', 'aria-activedescendant')).toBe(await option.getAttribute('id'))
  await tab.keyboard.press('Enter')
  await tab.keyboard.type('Laver')
  await tab.keyboard.press('Enter')
  await tab.keyboard.type('Couper')
  await tab.keyboard.press('Enter')
  await tab.keyboard.press('Enter')
  await tab.keyboard.type('/quote')
  await option.waitFor()
  await tab.keyboard.press('Enter')
  await tab.keyboard.type('On mange ensemble.')
  expect(await tab.locator('.writing .steps > li').allInnerTexts()).toEqual(['Laver', 'Couper'])
  expect(await tab.locator('.writing blockquote').innerText()).toBe('On mange ensemble.')
})

test('[E15] two brackets find a page, and the tools are one stop of Tab', async () => {
  const target = await ana.createPage('Fournil du coin')
  const page = await ana.createPage('Faire le pain')
  const tab = await writeAs(ana, page)
  await tab.click('.writing')
  await tab.keyboard.type('Voir [[fournil')
  await tab.waitForSelector('.writing-menu [role=option]')
  await tab.keyboard.press('Enter')
  expect(await tab.getAttribute('.writing a[data-page]', 'data-page')).toBe(target.id)
  await tab.click('.writing a[data-page]')
  await tab.keyboard.type('!')
  expect(await tab.getAttribute('.writing a[data-page]', 'data-page')).toBe(target.id)
  expect(new URL(tab.url()).pathname).toBe(`/p/${page.slug}/modifier`)
  await tab.keyboard.press('Alt+F10')
  await tab.keyboard.press('ArrowRight')
  expect(await tab.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Italique')
  await tab.keyboard.press('Escape')
  await tab.waitForSelector('.writing:focus')
  expect(await tab.getAttribute(':focus', 'aria-multiline')).toBe('true')
})

test('[E16] fields are written by several; what can’t be kept stays in its box with a word on how to write it', async () => {
  const page = await ana.createPage('Tenir une buvette')
  const [hers, his] = [await writeAs(ana, page), await writeAs(dalia, page)]
  for (const tab of [hers, his]) await tab.click('.more-fields summary')
  await hers.fill('[data-field=duration] input', '1 h 30')
  await hers.keyboard.press('Enter')
  await his.selectOption('[data-field=kind] select', 'guide')
  await his.fill('[data-field=participants] input', 'plein de monde')
  await his.keyboard.press('Tab')
  await until(async () => (await his.inputValue('[data-field=duration] input')) === '1 h 30')
  expect(await his.inputValue('[data-field=duration] input')).toBe('1 h 30')
  expect(await his.locator('[data-field=participants] [role=alert]').innerText()).toContain('6 à 12')
  await until(async () => (await onServer(page)).fields.kind === 'guide')
  const { fields } = await onServer(page)
  expect([fields.duration, fields.kind, fields.participants]).toEqual(['PT1H30M', 'guide', undefined])
})

test('[E16] others changing a field do not pull it from under the one who types in it', async () => {
  const page = await ana.createPage('Titre de départ')
  const [hers, his] = [await writeAs(ana, page), await writeAs(dalia, page)]
  await his.fill('#sheet-summary', 'Une phrase encore')
  await his.click('#sheet-summary')
  await hers.locator('.sheet-summary .in-field').waitFor()
  expect(await hers.locator('.sheet-summary .in-field').innerText()).toContain('Dalia')
  await hers.fill('#sheet-summary', 'Autre chose')
  await hers.keyboard.press('Enter')
  await his.keyboard.press('End')
  await his.keyboard.type(' en cours')
  expect(await his.inputValue('#sheet-summary')).toBe('Une phrase encore en cours')
  await his.keyboard.press('Enter')
  await until(async () => (await hers.inputValue('#sheet-summary')) === 'Une phrase encore en cours')
  expect(await hers.inputValue('#sheet-summary')).toBe('Une phrase encore en cours')
})

test('[E15] steps are made, joined, parted and left from the keyboard', async () => {
  const page = await ana.createPage('Monter une étagère')
  const tab = await writeAs(ana, page)
  const steps = () => tab.locator('.writing .steps > li').allInnerTexts()
  await tab.click('.writing')
  await tab.click('.toolbar >> text=Étapes')
  await tab.keyboard.type('Percer')
  await tab.keyboard.press('Enter')
  await tab.keyboard.type('Visser')
  await tab.keyboard.press('Tab')
  expect(await steps()).toEqual(['Percer\n\nVisser'])
  await tab.keyboard.press('Shift+Tab')
  expect(await steps()).toEqual(['Percer', 'Visser'])
  await goTo(tab, 'Home')
  await tab.keyboard.press('Backspace')
  expect(await steps()).toEqual(['Percer\n\nVisser'])
  await tab.keyboard.press('Shift+Tab')
  await tab.keyboard.press('Shift+Tab')
  expect([await steps(), (await textIn(tab)).trim()]).toEqual([['Percer'], 'Percer\nVisser'])
})

test('[E29] Enter over several blocks takes them away and goes on from there', async () => {
  const page = await ana.createPage('Recommencer au milieu')
  const tab = await writeAs(ana, page)
  const errors: Error[] = []
  tab.on('pageerror', (error) => errors.push(error))
  await tab.click('.writing')
  await tab.waitForSelector('.writing:focus')
  for (const line of ['Avant', 'Un', 'Deux', 'Trois']) {
    await tab.keyboard.type(line)
    await tab.keyboard.press('Enter')
  }
  await tab.keyboard.type('Après')
  const line = (words: string) => tab.locator('.writing p', { hasText: words })
  await line('Un').click({ position: { x: 0, y: 8 } })
  await line('Trois').click({ position: { x: 300, y: 8 }, modifiers: ['Shift'] })
  await tab.waitForFunction(() => !document.querySelector<Writing>('.writing')?.editor.state.selection.empty)
  expect(await tab.evaluate(() => getSelection()?.toString().split(/\n+/))).toEqual(['Un', 'Deux', 'Trois'])
  await tab.keyboard.press('Enter')
  await loses(tab, 'Trois')
  await tab.keyboard.type('Autrement')
  expect(await textIn(tab)).toBe('Avant\n\nAutrement\nAprès')
  await tab.keyboard.press('Control+a')
  await tab.keyboard.press('Enter')
  await loses(tab, 'Avant')
  expect(await textIn(tab)).toBe('\n')
  await saved(tab)
  expect(errors).toEqual([])
})

test('[E18] a picture enters with the words that describe it, and not without', async () => {
  const page = await ana.createPage('Peindre un banc')
  const tab = await writeAs(ana, page)
  const picture = { name: 'banc.png', mimeType: 'image/png', buffer: await tab.screenshot() }
  await tab.click('.writing')
  await tab.click('.toolbar >> text=Image')
  await tab.setInputFiles('dialog input[type=file]', picture)
  await tab.click('dialog .btn.primary')
  expect(await tab.locator('dialog .said-wrong').innerText()).toContain('Décrivez')
  await tab.fill('dialog textarea', 'Un banc bleu sous un tilleul')
  await tab.click('dialog .btn.primary')
  await tab.waitForSelector('.writing img[data-file]')
  expect(await tab.getAttribute('.writing img[data-file]', 'alt')).toBe('Un banc bleu sous un tilleul')
  await until(async () => JSON.stringify((await onServer(page)).body).includes('banc bleu'))
  const [image] = (await onServer(page)).body.content ?? []
  expect(image?.type).toBe('image')
  // Everyone sees it once the page counts as showing it, a moment after it was written.
  const served = async () => (await fetch(`${wiki.url}/files/${String(image?.attrs?.file)}`)).status
  await until(async () => (await served()) === 200)
  expect(await served()).toBe(200)
})

test('[E18] a source is made and cited in one window, and its number follows the text', async () => {
  const page = await ana.createPage('Trier les graines')
  const tab = await writeAs(ana, page)
  await tab.click('.writing')
  for (const title of ['Carnet des graines', 'Bulletin du jardin']) {
    await tab.waitForSelector('.writing:focus')
    await goTo(tab, 'Control+Home')
    await tab.click('text=Citer une source')
    await tab.click('dialog summary')
    await tab.fill('dialog details input', title)
    await tab.click('dialog details .btn.primary')
    await tab.locator('.cited li', { hasText: title }).waitFor()
  }
  await tab.waitForSelector('.writing:focus')
  expect(await tab.locator('.cited li').allInnerTexts()).toEqual(['Bulletin du jardin', 'Carnet des graines'])
  await goTo(tab, 'Control+Home')
  await tab.click('text=Citer une source')
  await tab.fill('dialog [role=combobox]', 'Carnet des graines')
  await tab.waitForSelector('dialog [role=option]')
  await tab.keyboard.press('Enter')
  await tab.fill('dialog .field input', 'p. 12')
  await tab.click('dialog form .btn.primary >> nth=0')
  await until(async () => (await tab.locator('.writing .citation').count()) === 3)
  expect(await tab.locator('.cited li').allInnerTexts()).toEqual(['Carnet des graines', 'Bulletin du jardin'])
  expect(await tab.locator('.writing .citation').allInnerTexts()).toEqual(['[1]', '[2]', '[1]'])
})

test('[O5] a figure without a source is asked about, and one tap leads to where it comes from', async () => {
  const page = await ana.createPage('Compter les lieux')
  const tab = await writeAs(ana, page)
  await tab.click('.writing')
  await tab.keyboard.type('On en compte 3 500 en France, avec 2 vis.')
  expect(await tab.locator('.unsourced-figure').allInnerTexts()).toEqual(['3 500'])
  expect(await tab.locator('.figure-hint output').innerText()).toBe('Un chiffre sans source : d’où vient-il ?')
  await tab.click('.figure-hint button')
  await tab.click('dialog summary')
  await tab.fill('dialog details input', 'Enquête sur les lieux')
  await tab.fill('dialog details input[type=url]', 'exemple.org/lieux')
  await tab.click('dialog details .btn.primary')
  await tab.waitForSelector('.writing .citation')
  expect(await tab.locator('.writing p').first().innerText()).toContain('3 500[1] en France')
  expect(await tab.locator('.unsourced-figure').count()).toBe(0)
  await until(async () => JSON.stringify((await onServer(page)).body).includes('citation'))
  await tab.keyboard.press('Control+End')
  await tab.keyboard.press('Enter')
  await tab.keyboard.type('Et 30 % de plus.')
  expect(await tab.locator('.unsourced-figure').count()).toBe(1)
  await tab.uncheck('.figure-setting input')
  expect(await tab.locator('.unsourced-figure').count()).toBe(0)
  await tab.reload()
  await tab.waitForSelector('.writing .citation')
  expect(await tab.locator('.unsourced-figure').count()).toBe(0)
})

test('[O2] a list that another tool wrote is looked at, made, and found already there the next time', async () => {
  const page = await ana.createPage('Partager une bibliographie')
  const tab = await writeAs(ana, page)
  const list = JSON.stringify([{ type: 'book', title: 'Le sol vivant', issued: { raw: '2020' } }, { type: 'book' }])
  const bring = async () => {
    await visit(tab, `${wiki.url}/sources/apporter`)
    await tab.setInputFiles('input[type=file]', {
      name: 'x.json',
      mimeType: 'application/json',
      buffer: Buffer.from(list),
    })
    await tab.getByRole('button', { name: 'Voir ce qui serait créé' }).click()
  }
  await bring()
  await tab.getByText('Numéro 2 de la liste').waitFor()
  await tab.getByRole('button', { name: 'Créer cette source' }).click()
  await tab.getByRole('link', { name: 'Le sol vivant' }).waitFor()
  await bring()
  await tab.getByText('Rien de nouveau').waitFor()
  expect(await tab.getByRole('button', { name: /^Créer/ }).count()).toBe(0)
  await tab.getByRole('button', { name: 'Changer de liste' }).click()
  await tab.fill('textarea', 'pas du JSON')
  await tab.getByRole('button', { name: 'Voir ce qui serait créé' }).click()
  expect(await tab.getByRole('alert').innerText()).toContain('CSL JSON')
})

test('[E15] chosen words become a link to an address, and to nothing else', async () => {
  const page = await ana.createPage('Écouter la radio du quartier')
  const tab = await writeAs(ana, page)
  await tab.click('.writing')
  await tab.keyboard.type('Le site')
  await tab.keyboard.press('Shift+Home')
  await tab.waitForFunction(() => String(getSelection()) === 'Le site')
  await tab.keyboard.press('Control+k')
  await tab.fill('dialog [role=combobox]', 'javascript:alert(1)')
  await tab.keyboard.press('Enter')
  expect(await tab.locator('dialog .said-wrong').innerText()).toContain('https://')
  await tab.fill('dialog [role=combobox]', 'exemple.org')
  await tab.keyboard.press('Enter')
  await tab.waitForSelector('.writing a')
  expect(await tab.locator('.writing a').getAttribute('href')).toBe('https://exemple.org')
})

test('[E19] what is pasted from elsewhere keeps only what a page can hold', async () => {
  const page = await ana.createPage('Coller un texte')
  const tab = await writeAs(ana, page)
  await tab.click('.writing')
  await tab.evaluate(() => {
    const html =
      '<h1>Titre</h1><p style="color:red">Un <b>mot</b> <a href="javascript:alert(1)">piège</a><script>1</script></p>' +
      '<img src="x" data-file="nimporte" alt="x"><aside data-kind="pub">Encart</aside><a data-page="x">lien</a><iframe></iframe>'
    const data = new DataTransfer()
    data.setData('text/html', html)
    document
      .querySelector('.writing')
      ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
  await shows(tab, 'piège')
  await until(async () => JSON.stringify((await onServer(page)).body).includes('piège'))
  await saved(tab)
  const body = JSON.stringify((await onServer(page)).body)
  expect(body).toContain('mot')
  expect(body).not.toMatch(/javascript|nimporte|pub|iframe|style/)
})

test('[E17] people are named where they write, in words', async () => {
  const page = await ana.createPage('Se croiser')
  const hers = await writeAs(ana, page)
  const his = await writeAs(dalia, page)
  await his.click('.writing p')
  await his.keyboard.type('Bonjour')
  await hers.waitForSelector('.others-caret')
  expect(await hers.locator('.people-here summary').innerText()).toContain('Dalia est là aussi')
  expect(await hers.locator('.others-caret').innerText()).toContain('D')
  expect(await hers.locator('[data-news]').innerText()).toContain('Dalia arrive')
  await his.close()
  await until(async () => (await hers.locator('.people-here summary').innerText()).includes('Personne d’autre'))
  expect(await hers.locator('.others-caret').count()).toBe(0)
})

test.each([
  ['fr', 'light', 1280],
  ['en', 'dark', 320],
] as const)('[E20] axe finds nothing on the editor: %s, %s, %i pixels', async (lang, colorScheme, width) => {
  const page = await ana.createPage('Ranger l’atelier')
  const tab = await writeAs(ana, page, { viewport: { width, height: 900 }, colorScheme })
  await writeARichPage(tab)
  await visit(tab, `${wiki.url}/p/${page.slug}/modifier?lang=${lang}`)
  await tab.waitForSelector('.writing table')
  await tab.click('.more-fields summary')
  const { violations } = await new AxeBuilder({ page: tab }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
})

test('[E3] the pill tells the truth while the network goes, and when the wiki is killed and comes back', async () => {
  const page = await ana.createPage('Organiser une veillée')
  const tab = await writeAs(ana, page)
  await saved(tab)
  await tab.click('.writing')
  await tab.keyboard.type('Avant la panne. ')
  await saved(tab)
  await wiki.kill()
  await tab.waitForSelector('[data-save="offline"]')
  await tab.keyboard.type('Pendant la panne.')
  expect(await stateOf(tab)).toBe('offline')
  await wiki.start()
  await saved(tab)
  await until(async () => JSON.stringify((await onServer(page)).body).includes('Pendant la panne.'))
  const { body } = await onServer(page)
  expect(body.content).toEqual([
    { type: 'paragraph', content: [{ type: 'text', text: 'Avant la panne. Pendant la panne.' }] },
  ])
})

test('[E4] words still on their way when one goes back to reading arrive all the same', async () => {
  const page = await ana.createPage('Partir trop vite')
  const tab = await writeAs(dalia, page)
  await tab.click('.writing')
  await tab.context().setOffline(true)
  await tab.waitForSelector('[data-save="offline"]')
  await tab.keyboard.type('Écrit juste avant de partir.')
  await tab.click('.desk-bar >> text=Lire')
  await tab.context().setOffline(false)
  await tab.waitForSelector('.writing', { state: 'detached' })
  await until(async () => JSON.stringify((await onServer(page)).body).includes('juste avant'))
  expect(JSON.stringify((await onServer(page)).body)).toContain('Écrit juste avant de partir.')
})

test('[E9] words that may not enter any more are handed back to their author', async () => {
  const page = await ana.createPage('Fermer la cuisine')
  const tab = await writeAs(dalia, page)
  await tab.click('.writing')
  await tab.context().setOffline(true)
  await tab.waitForSelector('[data-save="offline"]')
  await tab.keyboard.type('Ces mots comptent.')
  await ana.ask('PUT', `/api/pages/${page.id}/archived`, { archived: true })
  await tab.context().setOffline(false)
  await tab.waitForSelector('dialog.asking textarea')
  expect(await tab.inputValue('dialog.asking textarea')).toBe('Ces mots comptent.')
})
