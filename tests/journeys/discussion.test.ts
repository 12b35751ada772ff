import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { ThreadList } from '@terreau/shared/api/discussion.ts'
import { until } from '../running-wiki.ts'
import { saved, stageForAll, typeIn, type WikiPage } from './stage.ts'
import { visit } from './watching.ts'

const stage = stageForAll()

const SHOTS = process.env.SHOTS

const threads = async (page: WikiPage) =>
  (await stage.ana.ask<ThreadList>('GET', `/api/pages/${page.id}/threads`)).json.threads

async function usable(tab: Page, name: string): Promise<void> {
  expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  for (const theme of ['light', 'dark']) {
    await tab.evaluate((one) => document.documentElement.setAttribute('data-theme', one), theme)
    const { violations } = await new AxeBuilder({ page: tab }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
    if (SHOTS) await tab.screenshot({ path: `${SHOTS}/${name}-${theme}.png`, fullPage: true })
  }
}

test('[D38] [D33] [D34] [D39] from the keyboard, a member objects to a passage, says which statement it contradicts, and calls its author; it follows the passage; a peer answers; a reader without scripts finds both', async () => {
  const { ana, dalia, wiki, browser } = stage
  const bao = await stage.invited('Bao')
  const page = await dalia.createPage('Ouvrir un point de retrait')
  const author = await stage.writeAs(dalia, page)
  await typeIn(author, 'Le jeudi soir convient mieux que le samedi.')
  await stage.arrives(page, 'le samedi.')
  await saved(author)
  const { passages } = await stage.onServer(page)
  const hash = passages.find(({ text }) => text.startsWith('Le jeudi'))?.hash ?? ''

  const tab = await (await stage.visitAs(bao, { viewport: { width: 320, height: 700 } })).newPage()
  await visit(tab, `${wiki.url}/p/${page.slug}/discussion?passage=${hash}`)
  await tab.getByLabel('De quoi parlez-vous ?').focus()
  await tab.keyboard.press('Tab')
  await tab.keyboard.press('ArrowUp')
  await tab.keyboard.press('Tab')
  await tab.keyboard.type('Les comptages disent autre chose, @Dal')
  await tab.getByRole('button', { name: 'Appeler Dalia' }).waitFor()
  await usable(tab, 'discussion-form')
  await tab.keyboard.press('Tab')
  await tab.keyboard.press('Enter')
  await tab.keyboard.type('?')
  await tab.keyboard.press('Tab')
  await tab.keyboard.press('ArrowDown')
  const isNot = await tab.locator('option:checked').last().innerText()
  await tab.keyboard.press('Tab')
  await tab.keyboard.press('Enter')
  await tab.getByRole('heading', { name: 'Objection de Bao' }).waitFor()
  expect(await tab.locator('.thread-words').innerText()).toBe('Les comptages disent autre chose, @Dalia ?')
  expect((await threads(page))[0]?.messages[0]?.mentions.map(({ name }) => name)).toEqual(['Dalia'])
  expect(await tab.locator('.thread-contradicts').innerText()).toContain(isNot)
  await usable(tab, 'discussion-objection')

  await typeIn(author, ' Sauf en juillet.')
  await stage.arrives(page, 'en juillet.')
  await until(async () => (await threads(page))[0]?.passage?.live !== hash)
  expect((await threads(page))[0]?.passage?.live).not.toBe(null)

  const peer = await (await stage.visitAs(ana)).newPage()
  await visit(peer, `${wiki.url}/p/${page.slug}`)
  await peer.getByRole('link', { name: 'Discussion' }).click()
  await peer.getByText('Ce passage a changé depuis.').waitFor()
  await peer.locator('summary', { hasText: 'Répondre à l’objection' }).click()
  await peer.getByLabel('Votre réponse, que tout le monde pourra lire').fill('Le comptage d’octobre le dit.')
  await peer.getByRole('button', { name: 'Répondre à l’objection' }).click()
  await peer.getByText('Réponse donnée par Ana.').waitFor()
  if (SHOTS) await peer.screenshot({ path: `${SHOTS}/discussion-wide.png`, fullPage: true })

  const context = await browser.newContext({ locale: 'fr-FR', javaScriptEnabled: false })
  const reader = await context.newPage()
  await reader.goto(`${wiki.url}/p/${page.slug}/historique`)
  const kept = reader.getByRole('region', { name: 'Objections et variantes' })
  expect(await kept.locator('.thread-words').allInnerTexts()).toEqual([
    'Les comptages disent autre chose, @Dalia ?',
    'Le comptage d’octobre le dit.',
  ])
  expect(await kept.innerText()).toContain('Réponse donnée par Ana.')
  if (SHOTS) await reader.screenshot({ path: `${SHOTS}/discussion-history.png`, fullPage: true })
  await reader.goto(`${wiki.url}/p/${page.slug}/discussion`)
  expect(await reader.getByRole('link', { name: 'Entrer pour prendre part à la discussion' }).count()).toBe(1)
  await context.close()
})
