import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { folderStartedOnce } from '../folder-started-once.ts'
import { freePort, Person, RunningWiki, until } from '../running-wiki.ts'
import { launchBrowser, visitAs } from './browser.ts'
import { visit } from './watching.ts'

const PASTED_BLOCKS = 2000
const STEPS = 300

let wiki: RunningWiki
let browser: Browser
let removeFolder: () => Promise<void>
let page: PageAnswer['page']
let ben: Person
let [writing, beside]: (BrowserContext | null)[] = [null, null]
let tab: Page
let other: Page

beforeAll(async () => {
  const folder = await folderStartedOnce()
  removeFolder = folder.remove
  wiki = new RunningWiki(folder.path, await freePort())
  await wiki.start()
  browser = await launchBrowser()
  const ana = await Person.joining(wiki.url, wiki.stewardSecret, 'Ana')
  ben = await Person.joining(wiki.url, await wiki.invite('member'), 'Ben')
  page = await ana.createPage('Tout ce qu’une main peut faire')
  ;[writing, tab] = await writeAs(ana)
  ;[beside, other] = await writeAs(ben)
})

afterAll(async () => {
  await writing?.close()
  await beside?.close()
  await browser?.close()
  await wiki.stop()
  await removeFolder()
})

async function writeAs(person: Person): Promise<[BrowserContext, Page]> {
  const context = await visitAs(browser, wiki.url, person.secret)
  const opened = await context.newPage()
  await visit(opened, `${wiki.url}/p/${page.slug}/modifier`)
  await opened.waitForSelector('.writing')
  await opened.waitForSelector('[data-save="saved"]')
  return [context, opened]
}

type Writing = HTMLElement & {
  editor: {
    view: {
      dom: HTMLElement
      pasteHTML(html: string): boolean
      coordsAtPos(at: number): { left: number; top: number; bottom: number }
    }
    getJSON(): unknown
    commands: Record<string, (...a: unknown[]) => boolean>
  }
}

const bodyIn = (one: Page) =>
  one.evaluate(() => JSON.stringify(document.querySelector<Writing>('.writing')?.editor.getJSON()))

const stateOf = (one: Page) => one.getAttribute('[data-save]', 'data-save')

/** Waits for everything to be saved, and for both to see the same page. */
async function agreed(): Promise<{ save: (string | null)[]; same: boolean }> {
  const ends = ['saved', 'refused', 'closed', 'outdated']
  await until(
    async () => ends.includes((await stateOf(tab)) ?? '') && ends.includes((await stateOf(other)) ?? ''),
    60_000,
  )
  await until(async () => (await bodyIn(tab)) === (await bodyIn(other)), 60_000)
  return { save: [await stateOf(tab), await stateOf(other)], same: (await bodyIn(tab)) === (await bodyIn(other)) }
}

const ALL_WELL = { save: ['saved', 'saved'], same: true }

async function command(name: string, ...words: unknown[]): Promise<void> {
  await tab.evaluate(
    ([one, args]) => void document.querySelector<Writing>('.writing')?.editor.commands[one]?.(...args),
    [name, words] as const,
  )
}

test('[X4] typing, with accents, emojis and letters written from right to left', async () => {
  await tab.click('.writing')
  await tab.keyboard.type('Un seau, œuvre d’été. ')
  for (const words of ['👩‍🌾', '👨‍👩‍👧‍👦', '🇫🇷', 'e\u0301te\u0301 ', 'שלום ', 'مرحبا ']) await tab.keyboard.insertText(words)
  for (let times = 0; times < 6; times += 1) await tab.keyboard.press('Backspace')
  await tab.keyboard.press('Enter')
  expect(await agreed()).toEqual(ALL_WELL)
})

test('[X4] composing, as keyboards do for Japanese or for an accent', async () => {
  const keys = await tab.context().newCDPSession(tab)
  for (const text of ['に', 'にほ', 'にほん', '日本']) {
    await keys.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  }
  await other.click('.writing')
  await other.keyboard.press('Control+Home')
  await other.keyboard.type('Pendant ce temps. ')
  await keys.send('Input.insertText', { text: '日本' })
  await keys.send('Input.imeSetComposition', { text: '^', selectionStart: 1, selectionEnd: 1 })
  await keys.send('Input.insertText', { text: 'ê' })
  expect(await agreed()).toEqual(ALL_WELL)
  expect(await bodyIn(tab)).toContain('日本ê')
})

test('[X4] tables, lists and tasks made, filled, parted and undone', async () => {
  await tab.keyboard.press('Control+End')
  await command('insertTable', { rows: 3, cols: 3, withHeaderRow: true })
  for (const cell of ['un', 'deux', 'trois', 'quatre', 'cinq']) {
    await tab.keyboard.type(cell)
    await tab.keyboard.press('Tab')
  }
  for (const name of ['addRowAfter', 'addColumnBefore', 'deleteRow', 'deleteColumn', 'mergeOrSplit', 'toggleHeaderRow'])
    await command(name)
  await command('deleteTable')
  await tab.keyboard.press('Control+z')
  await tab.keyboard.press('Control+End')
  for (const name of ['toggleBulletList', 'toggleTaskList', 'toggleOrderedList']) {
    await tab.keyboard.press('Enter')
    await command(name)
    for (const item of ['a', 'b', 'c']) {
      await tab.keyboard.type(item)
      await tab.keyboard.press('Enter')
    }
    await tab.keyboard.press('Backspace')
    await tab.keyboard.press('Enter')
  }
  for (let times = 0; times < 8; times += 1) await tab.keyboard.press('Control+z')
  for (let times = 0; times < 4; times += 1) await tab.keyboard.press('Control+Shift+z')
  expect(await agreed()).toEqual(ALL_WELL)
})

test('[X4] words dragged from one paragraph to another', async () => {
  const before = await bodyIn(tab)
  await command('setTextSelection', { from: 1, to: 8 })
  await tab.evaluate(() => {
    const { editor } = document.querySelector('.writing') as Writing
    const dataTransfer = new DataTransfer()
    const say = (type: string, at: number) => {
      const { left, top, bottom } = editor.view.coordsAtPos(at)
      const where = { clientX: left + 1, clientY: (top + bottom) / 2 }
      editor.view.dom.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, ...where }))
    }
    say('dragstart', 4)
    say('drop', 14)
    say('dragend', 14)
  })
  expect(await agreed()).toEqual(ALL_WELL)
  expect(await bodyIn(tab)).not.toBe(before)
})

/** One thing that a hand does, by its number: the same numbers do the same again. */
async function handful(number: number): Promise<void> {
  const keys = [
    'Enter',
    'Backspace',
    'Delete',
    'Tab',
    'Shift+Tab',
    'Control+z',
    'Control+Shift+z',
    'Control+b',
    'Control+i',
  ]
  const moves = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'Home', 'End', 'Control+Home', 'Control+End', 'Shift+ArrowLeft']
  const words = ['Un tas. ', 'été ', '👩‍🌾', 'שלום ', '- ', '1. ', '## ', '> ', '``` ']
  const commands = ['toggleBulletList', 'toggleOrderedList', 'toggleTaskList', 'toggleBlockquote', 'setHorizontalRule']
  const kind = number % 4
  if (kind === 0) await tab.keyboard.press(keys[Math.floor(number / 4) % keys.length] ?? 'Enter')
  else if (kind === 1) await tab.keyboard.press(moves[Math.floor(number / 4) % moves.length] ?? 'End')
  else if (kind === 2) await tab.keyboard.type(words[Math.floor(number / 4) % words.length] ?? 'a')
  else await command(commands[Math.floor(number / 4) % commands.length] ?? '')
}

test('[X4] a long session in which one does a little of everything while somebody else writes', async () => {
  await tab.click('.writing')
  await other.click('.writing')
  for (let step = 0; step < STEPS; step += 1) {
    // The golden ratio visits every number without a rhythm.
    await handful(Math.floor(((step * 0.618_033_988_75) % 1) * 1000))
    if (step % 5 === 0) await other.keyboard.type(step % 2 === 0 ? 'Ben ' : '🌱')
    if (step % 40 === 0) await other.keyboard.press('Enter')
    expect(await stateOf(tab)).not.toBe('refused')
  }
  // What was typed may have opened a window that asks something.
  await tab.keyboard.press('Escape')
  await tab.waitForSelector('dialog.asking', { state: 'detached' })
  expect(await agreed()).toEqual(ALL_WELL)
})

test('[X4] two thousand blocks pasted at once, undone and done again', async () => {
  await tab.click('.writing')
  await tab.keyboard.press('Control+End')
  const kinds = [
    (n: number) =>
      `<p>Paragraphe ${n} avec <strong>du gras</strong> et <a href="https://example.org/${n}">un lien</a>.</p>`,
    (n: number) => `<h2>Titre ${n}</h2>`,
    (n: number) => `<ul><li>un ${n}</li><li>deux</li></ul>`,
  ]
  const html = Array.from({ length: PASTED_BLOCKS }, (_, n) => kinds[n % kinds.length]?.(n) ?? '').join('')
  await tab.evaluate((pasted) => void document.querySelector<Writing>('.writing')?.editor.view.pasteHTML(pasted), html)
  expect(await agreed()).toEqual(ALL_WELL)
  expect((await bodyIn(other)).includes(`Paragraphe ${PASTED_BLOCKS - 2}`)).toBe(true)
  await tab.keyboard.press('Control+z')
  await tab.keyboard.press('Control+Shift+z')
  expect(await agreed()).toEqual(ALL_WELL)
})

test('[X4] what two people did apart, one of them without a network, comes together', async () => {
  await writing?.setOffline(true)
  await tab.keyboard.press('Control+Home')
  await tab.keyboard.type('Hors ligne. ')
  await tab.keyboard.press('Enter')
  await command('toggleHeading', { level: 2 })
  await command('toggleBlockquote')
  await other.keyboard.press('Control+Home')
  await other.keyboard.type('En ligne. ')
  await command('selectAll')
  await command('toggleBold')
  await writing?.setOffline(false)
  expect(await agreed()).toEqual(ALL_WELL)
})

test('[X4] a page emptied by somebody else goes on with a paragraph to write in', async () => {
  const third = ben.open(page.id)
  await until(() => third.getState().mayWrite)
  third.body.delete(0, third.body.length)
  await until(() => third.getState().save.kind === 'saved' && third.body.length > 0)
  third.destroy()
  await until(async () => !(await bodyIn(tab)).includes('Paragraphe'))
  await tab.click('.writing')
  await tab.keyboard.type('On recommence.')
  expect(await agreed()).toEqual(ALL_WELL)
  expect(await bodyIn(other)).toContain('On recommence.')
})
