import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Me } from '@terreau/shared/api/people.ts'
import { watchedForAll, visit } from './watching.ts'

const here = watchedForAll()

const meIn = async (tab: Page) => ((await (await tab.request.get('/api/me')).json()) as Me).member

test('[V2] a steward makes a link for five, someone comes in by it, and the steward takes it back', async () => {
  const ana = await here.comeIn(here.wiki.stewardSecret, 'Ana')
  await visit(ana, '/moi')
  await ana.getByRole('link', { name: 'Inviter quelqu’un' }).click()
  await ana.getByLabel('Elle permet d’être').selectOption('validator')
  await ana.getByLabel('Combien de personnes').selectOption('5')
  await ana.getByRole('button', { name: 'Préparer l’invitation' }).click()
  const link = await ana.getByLabel('Lien d’invitation').inputValue()
  expect(await ana.evaluate(() => document.activeElement?.textContent)).toBe('L’invitation est prête')
  const code = ana.locator('.qr')
  expect(await code.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true)
  await ana.getByText('encore 5 personnes').waitFor()
  const boris = await here.comeIn(link.split('/').at(-1) ?? '', 'Boris')
  expect(await meIn(boris)).toMatchObject({ name: 'Boris', role: 'validator' })
  await visit(ana, '/inviter')
  await ana.getByText('encore 4 personnes').waitFor()
  expect(await ana.content()).not.toContain(link)
  await ana.getByRole('button', { name: /^Reprendre l’invitation/ }).click()
  await ana.getByText('Invitation reprise').waitFor()
  const late = await here.visits.begin(new URL(link).pathname)
  expect(await late.locator('main').innerText()).toContain('n’existe pas, a déjà servi')
})

test('[V2] a printed invitation is a sheet for the wall: the code, the link, how to, and nothing to press', async () => {
  const ana = await here.comeIn(await here.wiki.invite('steward'), 'Ada')
  await visit(ana, '/inviter')
  await ana.getByRole('button', { name: 'Préparer l’invitation' }).click()
  const link = await ana.getByLabel('Lien d’invitation').inputValue()
  await ana.emulateMedia({ media: 'print' })
  const printed = await ana.locator('body').innerText()
  expect(printed).toContain(link)
  expect(printed).toContain('Lisez ce code')
  expect(printed).not.toMatch(/Copier|Imprimer|invitations ouvertes|Chercher/)
})

test('[V2] whoever is a member already takes an invitation without becoming two', async () => {
  const cleo = await here.comeIn(await here.wiki.invite('member'), 'Cléo')
  const before = await meIn(cleo)
  await visit(cleo, `/entrer/${await here.wiki.invite('validator')}`)
  await cleo.getByRole('button', { name: 'Accepter, en restant Cléo' }).click()
  await cleo.waitForURL('**/')
  expect(await meIn(cleo)).toMatchObject({ id: before?.id, name: 'Cléo', role: 'validator' })
})

test('[V2] a member is led to no invitation, and told so at its address', async () => {
  const dora = await here.comeIn(await here.wiki.invite('member'), 'Dora')
  await visit(dora, '/moi')
  await dora.locator('.sessions').waitFor()
  expect(await dora.getByRole('link', { name: 'Inviter quelqu’un' }).count()).toBe(0)
  expect(await (await dora.request.get('/inviter')).text()).toContain('Vous ne pouvez pas faire cela ici.')
})
