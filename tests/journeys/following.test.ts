import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Me } from '@terreau/shared/api/people.ts'
import { openForCommand } from '../../server/src/cli/open.ts'
import { readConfig } from '../../server/src/config.ts'
import { LetterWishes } from '../../server/src/notices/letter-wishes.ts'
import type { Person } from '../running-wiki.ts'
import { stageForAll } from './stage.ts'
import { visit } from './watching.ts'

const stage = stageForAll()

const SHOTS = process.env.SHOTS

async function usable(tab: Page, name: string): Promise<void> {
  expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  for (const theme of ['light', 'dark']) {
    await tab.evaluate((one) => document.documentElement.setAttribute('data-theme', one), theme)
    const { violations } = await new AxeBuilder({ page: tab }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
    if (SHOTS) await tab.screenshot({ path: `${SHOTS}/${name}-${theme}.png`, fullPage: true })
  }
}

/** Presses what is called so, from the keyboard. */
async function press(tab: Page, name: string): Promise<void> {
  await tab.getByRole('button', { name, exact: true }).focus()
  await tab.keyboard.press('Enter')
}

/** What stops somebody's letters, as it stands in them. */
async function tokenOf({ ask }: { ask: Person['ask'] }): Promise<string> {
  const { member } = (await ask<Me>('GET', '/api/me')).json
  const opened = await openForCommand(readConfig({ WIKI_FOLDER: stage.wiki.folder }))
  if (member) await opened.addresses.add('dalia@example.org', member.id)
  const [due] = await new LetterWishes(opened.store.db, Date.now).due()
  await opened.close()
  return due?.token ?? ''
}

test('[D76] [D74] [D75] from the keyboard one follows a page, is told what happens there, reads it, and stops; letters stop without coming in', async () => {
  const { ana, dalia, wiki, browser } = stage
  const page = await ana.createPage('Ouvrir un point de retrait')
  const tab = await (await stage.visitAs(dalia, { viewport: { width: 320, height: 700 } })).newPage()
  await visit(tab, `${wiki.url}/p/${page.slug}`)
  await tab.getByRole('button', { name: 'Suivre cette page' }).waitFor()
  await press(tab, 'Suivre cette page')
  await tab.getByText('C’est noté').waitFor()
  expect(await tab.evaluate(() => document.activeElement?.textContent)).toBe('Ne plus suivre cette page')
  await usable(tab, 'following-page')
  expect(await tab.locator('.news').count()).toBe(0)

  await ana.ask('PATCH', `/api/pages/${page.id}/fields`, { summary: 'Deux heures par semaine suffisent.' })
  await ana.ask('POST', `/api/pages/${page.id}/proposals`, { message: 'Le temps qu’il faut' })
  await visit(tab, `${wiki.url}/pratiques`)
  await tab.getByRole('link', { name: 'du nouveau' }).waitFor()
  await tab.getByRole('button', { name: 'Suivre ces pages' }).waitFor()
  await usable(tab, 'following-list')
  await tab.getByRole('link', { name: 'du nouveau' }).click()
  const happened = tab.getByRole('region', { name: 'Ce qui s’est passé' })
  await happened.getByText('Ana y a écrit.').waitFor()
  expect(await happened.locator('.notices').innerText()).toContain('Le temps qu’il faut')
  await usable(tab, 'following-me')
  await press(tab, 'Marquer comme lu')
  await tab.locator('.news').waitFor({ state: 'detached' })
  await press(tab, 'Ne plus suivre : Ouvrir un point de retrait')
  await happened.getByText('Rien encore.').waitFor()

  await dalia.ask('PUT', '/api/me/notices/settings', { mail: 'daily' })
  const token = await tokenOf({ ask: (...what) => dalia.ask(...what) })
  const context = await browser.newContext({ viewport: { width: 320, height: 700 }, locale: 'fr-FR' })
  const reader = await context.newPage()
  await visit(reader, `${wiki.url}/lettres/${token}`)
  await reader.getByRole('button', { name: 'Ne plus recevoir ces lettres' }).waitFor()
  await usable(reader, 'following-letters')
  await press(reader, 'Ne plus recevoir ces lettres')
  await reader.getByText('C’est fait').waitFor()
  expect((await dalia.ask<{ mail: object }>('GET', '/api/me/notices')).json.mail).toMatchObject({ wish: 'never' })

  await visit(reader, `${wiki.url}/p/${page.slug}`)
  const feed = await reader.locator('link[type="application/atom+xml"]').getAttribute('href')
  const entries = await reader.evaluate(async (href) => {
    const request = new XMLHttpRequest()
    request.open('GET', href)
    await new Promise((resolve) => {
      request.addEventListener('load', resolve)
      request.send()
    })
    const found = request.responseXML?.getElementsByTagNameNS('http://www.w3.org/2005/Atom', 'entry') ?? []
    return Array.from(found, (entry) => entry.getElementsByTagName('title')[0]?.textContent)
  }, feed ?? '')
  expect(entries).toEqual(['Ouvrir un point de retrait : Proposé'])
  await context.close()
})
