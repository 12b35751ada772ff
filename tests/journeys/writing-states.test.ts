import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { encodeMessage, MESSAGE, type Notice } from '@terreau/shared/wire.ts'
import { OnTheWay } from './on-the-way.ts'
import { saved, stageForAll, textIn, typeIn } from './stage.ts'
import { visit } from './watching.ts'

const stage = stageForAll()

const disk = (state: 'well' | 'low' | 'full'): Uint8Array => {
  const notice: Notice = { kind: 'disk', state }
  return encodeMessage(MESSAGE.notice, notice)
}

async function troubles(tab: Page, state: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: tab }).analyze()
  const { scrollWidth, clientWidth } = await tab.evaluate(() => document.documentElement)
  const wide = scrollWidth > clientWidth ? [`${state}: wider than the screen`] : []
  return [...violations.map(({ id, nodes }) => `${state}: ${id}: ${nodes[0]?.html}`), ...wide]
}

test.each([
  ['fr', 'dark', 320],
  ['en', 'light', 1280],
] as const)('[E20] axe finds nothing on the states of writing: %s, %s, %i pixels', async (lang, colorScheme, width) => {
  const page = await stage.ana.createPage('Montrer chaque état')
  const context = await stage.visitAs(stage.dalia, { viewport: { width, height: 900 }, colorScheme })
  const tab = await context.newPage()
  const way = new OnTheWay()
  await way.stand(tab)
  await visit(tab, `${stage.wiki.url}/p/${page.slug}/modifier?lang=${lang}`)
  await tab.waitForSelector('.writing')
  await typeIn(tab, 'Tout se voit.')
  await saved(tab)
  const found: string[] = []
  const look = async (state: string) => void found.push(...(await troubles(tab, state)))
  await tab.click('.keeping summary')
  await look('not kept')
  await tab.click('.keeping button')
  await tab.waitForSelector('[data-keeping=on]')
  await look('kept')
  way.say(disk('low'))
  await tab.waitForSelector('.desk-notice')
  await look('disk low')
  way.say(disk('full'))
  await tab.waitForSelector('[data-save="not-saved"]')
  await look('disk full')
  way.say(disk('well'))
  const strange = new Y.Doc()
  strange.getXmlFragment('body').insert(0, [new Y.XmlElement('poll')])
  way.bring(Y.encodeStateAsUpdate(strange))
  await tab.waitForSelector('[role=alert]')
  await look('held')
  expect(found).toEqual([])
})

test('[E27] while the disk is full no hand writes, neither in the text nor by the tools, and it goes on by itself', async () => {
  const page = await stage.ana.createPage('Attendre de la place')
  const tab = await (await stage.visitAs(stage.dalia)).newPage()
  const way = new OnTheWay()
  await way.stand(tab)
  await stage.write(tab, page)
  await typeIn(tab, 'Avant.')
  await saved(tab)
  way.say(disk('full'))
  await tab.waitForSelector('[data-save="not-saved"]')
  expect(await tab.locator('.save-says').innerText()).toContain('le disque du wiki est plein')
  expect(await tab.getAttribute('.writing', 'contenteditable')).toBe('false')
  const sent = way.sent.length
  await tab.click('.writing')
  await tab.keyboard.type('Pendant.')
  await tab.keyboard.press('Control+z')
  await tab.evaluate(() => document.querySelector<HTMLElement>('.toolbar .tool')?.focus())
  await tab.keyboard.press('Enter')
  expect([await textIn(tab), way.sent.length]).toEqual(['Avant.', sent])
  way.say(disk('well'))
  await saved(tab)
  await typeIn(tab, ' Après.')
  await stage.arrives(page, 'Avant. Après.')
})
