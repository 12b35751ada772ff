import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { watchedForAll, visit } from './watching.ts'

const here = watchedForAll()

async function comeIn(tab: Page, name: string): Promise<void> {
  await tab.getByLabel('Votre nom').fill(name)
  await tab.keyboard.press('Enter')
  await tab.locator('.who-is-here', { hasText: name }).waitFor()
}

/** What is wrong with a screen for whoever sees or moves otherwise, on a narrow dark one. */
async function wrongOn(tab: Page): Promise<string[]> {
  await tab.setViewportSize({ width: 320, height: 800 })
  await tab.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  const { violations } = await new AxeBuilder({ page: tab }).setLegacyMode().analyze()
  const wide = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  return [...violations.map(({ id }) => id), ...(wide > 0 ? [`scrolls sideways by ${wide}px`] : [])]
}

const namesOn = async (tab: Page, id: string) => {
  const answer = await tab.request.get(`/api/pages/${id}`)
  return ((await answer.json()) as PageAnswer).page.authors.map(({ name }) => name)
}

test('[V9] who came in twice brings both names together, and may leave, after reading what goes and what stays', async () => {
  const tab = await here.visits.begin(`/entrer/${await here.wiki.invite('member')}`)
  await comeIn(tab, 'Zoé')
  const asked = { data: { type: 'practice', title: 'Un four à pain' }, headers: { origin: here.wiki.url } }
  const { id } = ((await (await tab.request.post('/api/pages', asked)).json()) as PageAnswer).page
  await visit(tab, '/moi')
  await tab.getByText('Entrez sous ce nom, sur cet appareil').waitFor()
  await visit(tab, `/entrer/${await here.wiki.invite('member')}`)
  await tab.getByText('Quelqu’un d’autre entre sur cet appareil').click()
  await comeIn(tab, 'Ana')
  await visit(tab, '/moi')
  await tab.getByRole('button', { name: 'Réunir les deux noms' }).click()
  await tab.getByText('« Zoé » devient « Ana », pour toujours.').waitFor()
  expect([await namesOn(tab, id), await wrongOn(tab)]).toEqual([['Zoé'], []])
  await tab.getByRole('button', { name: 'Réunir pour toujours' }).click()
  await tab.getByText('C’est fait : un seul nom.').waitFor()
  expect(await namesOn(tab, id)).toEqual(['Ana'])

  await tab.getByText('Ce qui s’efface, ce qui reste').click()
  await tab.getByRole('button', { name: 'Partir', exact: true }).click()
  const export_ = tab.locator('section', { hasText: 'Ce qui s’efface' }).getByRole('link', { name: /Emporter/ })
  expect(await export_.getAttribute('href')).toBe('/api/me/export')
  await tab.getByText('Personne ne pourra revenir là-dessus').waitFor()
  expect(await wrongOn(tab)).toEqual([])
  await tab.getByRole('button', { name: 'Partir pour toujours' }).click()
  await tab.waitForURL('**/')
  await tab.locator('.masthead').getByRole('link', { name: 'Entrer' }).waitFor()
  expect(await namesOn(tab, id)).toEqual([expect.stringMatching(/^Anonyme · [0-9a-f]{4}$/)])
})
