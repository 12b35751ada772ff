import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from 'vitest'
import { until } from '../running-wiki.ts'
import { saved, stageForAll, typeIn } from './stage.ts'
import { visit } from './watching.ts'

const stage = stageForAll()

const SHOTS = process.env.SHOTS

test('[F8] [F6] one writes and proposes with a sentence; a reader steps through what changed; a member puts a version back, and an open editor follows', async () => {
  const { ana, dalia, wiki } = stage
  const page = await ana.createPage('Ouvrir un point de retrait')
  const first = await stage.writeAs(ana, page)
  await typeIn(first, 'Il faut un accès facile, et une clé.')
  await stage.arrives(page, 'une clé.')
  await saved(first)
  await first.getByRole('button', { name: 'Proposer à la relecture' }).click()
  await first.getByLabel(/En une phrase, si vous voulez/).fill('De quoi commencer')
  await first.getByRole('button', { name: 'Proposer', exact: true }).click()
  await first.getByText('C’est proposé.').waitFor()
  await first.getByRole('button', { name: 'Fermer' }).click()
  await dalia.ask('PATCH', `/api/pages/${page.id}/fields`, { summary: 'Deux heures par semaine.' })

  const reader = await (await stage.visitAs(dalia, { viewport: { width: 320, height: 700 } })).newPage()
  await visit(reader, `${wiki.url}/p/${page.slug}`)
  await reader.getByRole('link', { name: 'Historique' }).click()
  await reader.locator('.history-line li').nth(1).waitFor()
  const shown = () => reader.locator('.history-change').allInnerTexts()
  await until(async () => (await shown()).join().includes('Deux heures par semaine.'))
  expect(await reader.locator('ins').count()).toBe(1)
  await reader.keyboard.press('j')
  await until(async () => (await shown()).join().includes('un accès facile'))
  expect(await reader.locator('.history-changes .history-message').innerText()).toBe('« De quoi commencer »')
  await reader.keyboard.press('k')
  await until(async () => (await shown()).join().includes('Deux heures'))
  await reader.getByRole('link', { name: 'Plus ancienne' }).click()
  await until(async () => (await shown()).join().includes('un accès facile'))
  expect(await reader.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  for (const theme of ['light', 'dark']) {
    await reader.evaluate((one) => document.documentElement.setAttribute('data-theme', one), theme)
    const { violations } = await new AxeBuilder({ page: reader }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
    if (SHOTS) await reader.screenshot({ path: `${SHOTS}/history-320-${theme}.png`, fullPage: true })
  }
  await typeIn(first, ' Et du café.')
  await stage.arrives(page, 'du café.')
  await reader.getByText('Remettre cette version').click()
  await reader.getByRole('button', { name: 'Remettre la page ainsi' }).click()
  await reader.getByText('A remis la page').first().waitFor()
  await until(async () => !(await first.locator('.writing').innerText()).includes('café'))
  expect((await stage.onServer(page)).fields).not.toHaveProperty('summary')
  await reader.setViewportSize({ width: 1200, height: 900 })
  if (SHOTS) await reader.screenshot({ path: `${SHOTS}/history-1200.png`, fullPage: true })
})

test('[F8] [J2] the history of a page, and any two of its moments, are read without scripts', async () => {
  const { ana, wiki } = stage
  const page = await ana.createPage('Régler un dérailleur')
  await ana.ask('POST', `/api/pages/${page.id}/proposals`, { message: 'La page' })
  await ana.ask('PATCH', `/api/pages/${page.id}/fields`, { summary: 'Deux vis à tourner.' })
  const context = await stage.browser.newContext({ locale: 'fr-FR', javaScriptEnabled: false })
  const reader = await context.newPage()
  await reader.goto(`${wiki.url}/p/${page.slug}/historique`)
  expect(await reader.locator('ins').count()).toBe(1)
  await reader.locator('.history-line a').nth(1).click()
  expect(await reader.locator('.history-changes .history-message').innerText()).toBe('« La page »')
  await reader.getByText('Comparer deux moments').click()
  await reader.getByLabel('Depuis la fin de').selectOption({ label: 'Le tout début' })
  await reader.getByLabel('Jusqu’à la fin de').selectOption({ label: 'Maintenant' })
  await reader.getByRole('button', { name: 'Comparer' }).click()
  expect(await reader.locator('.history-change').count()).toBe(2)
  await context.close()
})
