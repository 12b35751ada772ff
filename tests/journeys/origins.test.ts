import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from 'vitest'
import type { Provenance } from '@terreau/shared/api/history.ts'
import { until } from '../running-wiki.ts'
import { stageForAll } from './stage.ts'
import { visit } from './watching.ts'

const stage = stageForAll()

const SHOTS = process.env.SHOTS

test('[A5] in the real editor two write a page, one gives it its form, and a reader learns word by word whose each is', async () => {
  const { ana, dalia, wiki } = stage
  const page = await ana.createPage('Ouvrir un point de retrait dans le hall')
  const first = await stage.writeAs(ana, page)
  await first.click('.writing')
  await first.keyboard.type('Il faut une prise pour le frigo partagé. La clé tourne.')
  await stage.arrives(page, 'La clé tourne.')
  const second = await stage.writeAs(dalia, page)
  await second.click('.writing p')
  await second.keyboard.press('End')
  await second.keyboard.type(' Chacun la garde une semaine.')
  await second.keyboard.press('Control+Shift+8')
  await second.waitForSelector('.writing li')
  await stage.arrives(page, 'bulletList')

  const reader = await (
    await stage.browser.newContext({ locale: 'fr-FR', viewport: { width: 320, height: 700 } })
  ).newPage()
  await until(async () => {
    await visit(reader, `${wiki.url}/p/${page.slug}`)
    await reader.getByRole('link', { name: 'D’où ça vient' }).click()
    return (await reader.locator('.origin').count()) === 2
  })
  const passage = reader.locator('.origin').nth(1)
  expect(await passage.locator('.origin-says').innerText()).toMatch(/^Écrit par Ana \(.*\) et Dalia \(.*\)\.$/)
  const runs = passage.locator('.run')
  expect(await runs.allInnerTexts()).toEqual([
    'Il faut une prise pour le frigo partagé. La clé tourne.',
    ' Chacun la garde une semaine.',
  ])
  await runs.first().focus()
  expect(await passage.locator('.origin-card').innerText()).toMatch(
    /Écrit par Ana, .*\s+.*Mis à cet endroit par Dalia\./s,
  )
  await reader.keyboard.press('Tab')
  expect(await passage.locator('.origin-card').innerText()).toContain('Écrit par Dalia')
  if (SHOTS) await reader.screenshot({ path: `${SHOTS}/origins-320.png`, fullPage: true })
  const wide = await reader.evaluate(() => document.documentElement.scrollWidth)
  expect(wide).toBeLessThanOrEqual(320)
  for (const theme of ['light', 'dark']) {
    await reader.evaluate((one) => document.documentElement.setAttribute('data-theme', one), theme)
    expect(
      (await new AxeBuilder({ page: reader }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
    ).toEqual([])
  }
  await reader.keyboard.press('Escape')
  expect(await passage.locator('.origin-card').count()).toBe(0)
  await reader.setViewportSize({ width: 1200, height: 800 })
  await runs.first().hover()
  if (SHOTS) await reader.screenshot({ path: `${SHOTS}/origins-1200.png`, fullPage: true })
  await reader.context().close()
})

test('[J2] where a page comes from is read without scripts', async () => {
  const page = await stage.ana.createPage('Régler un dérailleur')
  const context = await stage.browser.newContext({ locale: 'fr-FR', javaScriptEnabled: false })
  const reader = await context.newPage()
  await reader.goto(`${stage.wiki.url}/p/${page.slug}/origine`)
  expect(await reader.locator('.origin-says').innerText()).toMatch(/^Écrit par Ana/)
  await context.close()
})

test('[A5] whoever writes sees whose words are whose, by name and by line, until they want it no more', async () => {
  const { ana, dalia } = stage
  const page = await ana.createPage('Tenir la caisse du marché')
  const first = await stage.writeAs(ana, page)
  await first.click('.writing')
  await first.keyboard.type('La caisse ouvre à neuf heures.')
  await stage.arrives(page, 'neuf heures.')
  const second = await stage.writeAs(dalia, page)
  await second.click('.writing p')
  await second.keyboard.press('End')
  await second.keyboard.type(' Elle ferme à midi.')
  await stage.arrives(page, 'midi.')
  await second.getByRole('button', { name: 'Qui a écrit quoi' }).click()
  const words = second.locator('.writing .by')
  await until(async () => (await words.count()) === 2)
  expect(await words.allInnerTexts()).toEqual(['La caisse ouvre à neuf heures.', ' Elle ferme à midi.'])
  expect(
    await words.evaluateAll((all) => all.map((one) => [one.getAttribute('data-name'), one.getAttribute('data-look')])),
  ).toEqual([
    ['Ana', '0'],
    ['Dalia', '1'],
  ])
  expect(await second.getByRole('list', { name: 'À qui sont les mots' }).innerText()).toMatch(/Ana\s+Dalia/)
  if (SHOTS) await second.screenshot({ path: `${SHOTS}/authors.png` })
  await second.click('.writing p')
  await second.keyboard.press('Home')
  await second.keyboard.type('Bonjour. ')
  await stage.arrives(page, 'Bonjour. La caisse')
  await until(async () => (await words.first().innerText()) === 'Bonjour. ')
  expect(await words.first().getAttribute('data-name')).toBe('Dalia')
  await second.getByRole('button', { name: 'Qui a écrit quoi' }).click()
  expect(await words.count()).toBe(0)
})

test('[A10] words copied in one page and pasted into another stay by who wrote them', async () => {
  const { ana, dalia } = stage
  const [from, to] = [await ana.createPage('Monter une tente'), await dalia.createPage('Camper au jardin')]
  const first = await stage.writeAs(ana, from)
  await first.click('.writing')
  await first.keyboard.type('Planter les piquets avant de tendre la toile.')
  await stage.arrives(from, 'la toile.')
  const second = await stage.writeAs(dalia, from)
  await second.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await second.click('.writing p')
  await second.keyboard.press('Control+A')
  await second.keyboard.press('Control+C')
  await stage.write(second, to)
  await second.click('.writing')
  await second.keyboard.press('Control+V')
  await stage.arrives(to, 'la toile.')
  const told = async () => (await ana.ask<Provenance>('GET', `/api/pages/${to.id}/provenance`)).json
  await until(async () => (await told()).passages.some(({ text }) => text.includes('la toile.')))
  const { passages, people } = await told()
  const run = passages.find(({ text }) => text.includes('la toile.'))?.runs[0]
  expect([people[run?.origin ?? ''], people[run?.placedBy ?? ''], run?.page?.title]).toEqual([
    'Ana',
    'Dalia',
    'Monter une tente',
  ])
})
