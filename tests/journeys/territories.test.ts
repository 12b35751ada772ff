import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { watchedForAll, visit } from './watching.ts'

const here = watchedForAll()

async function makeTerritory(tab: Page, name: string, visibility: string): Promise<string> {
  await visit(tab, '/territoires')
  await tab.getByLabel('Nom', { exact: true }).fill(name)
  await tab.getByLabel('Pour qui').selectOption(visibility)
  await tab.getByRole('button', { name: 'Créer le territoire' }).click()
  await tab.locator('h1', { hasText: name }).waitFor()
  return new URL(tab.url()).pathname
}

/** A link into the territory that one looks at, made by its button. */
async function inviteFromHere(tab: Page): Promise<string> {
  await tab.locator('main').getByRole('link', { name: 'Inviter quelqu’un' }).click()
  await tab.getByLabel('Combien de personnes').selectOption('5')
  await tab.getByRole('button', { name: 'Préparer l’invitation' }).click()
  return (await tab.getByLabel('Lien d’invitation').inputValue()).split('/').at(-1) ?? ''
}

test('[V3] a steward makes a territory, invites into it, and gives a role until a day; members wish for one, and leave', async () => {
  const ana = await here.comeIn(here.wiki.stewardSecret, 'Ana')
  const path = await makeTerritory(ana, 'Écocentre du Parc', 'private')
  const invitation = await inviteFromHere(ana)
  const [boris, cleo] = [await here.comeIn(invitation, 'Boris'), await here.comeIn(invitation, 'Cléo')]
  await visit(boris, '/territoires')
  expect(await boris.locator('main li .chip').innerText()).toContain('Privé')
  await boris.getByRole('link', { name: 'Écocentre du Parc' }).click()
  await boris.getByText('Proposer Cléo pour relire').click()
  const cleoOf = boris.locator('li', { hasText: 'Proposer Cléo pour relire' })
  await cleoOf.getByLabel('Pourquoi, en un mot').fill('Elle lit avec soin')
  await cleoOf.getByRole('button', { name: 'Proposer' }).click()
  await boris.getByText('Nous demandons d’abord à Cléo, en privé.').waitFor()
  await visit(cleo, '/')
  await cleo.getByRole('link', { name: 'La lire' }).click()
  await cleo.getByText('Boris aimerait que vous relisiez les pages de Écocentre du Parc.').waitFor()
  await cleo.getByRole('button', { name: 'Oui, volontiers' }).click()
  await cleo.getByText('L’intendance du territoire le sait').waitFor()
  await visit(ana, path)
  const cleoAt = ana.locator('li', { hasText: 'Changer le rôle : Cléo' })
  await cleoAt.getByText('Elle lit avec soin').waitFor()
  await cleoAt.getByLabel('Jusqu’au jour où d’autres prendront le relais').fill('2099-06-01')
  await cleoAt.getByRole('button', { name: 'Confirmer pour relire' }).click()
  await ana.getByText('C’est fait pour Cléo.').waitFor()
  await visit(cleo, path)
  const own = cleo.locator('main li p', { hasText: 'Cléo' })
  expect(await own.innerText()).toContain('Cléo Relectrice ou relecteur jusqu’au 1 juin 2099')
  await cleo.getByRole('button', { name: 'Quitter Écocentre du Parc' }).click()
  await cleo.getByRole('button', { name: 'Quitter', exact: true }).click()
  await cleo.waitForURL('**/territoires')
  await cleo.locator('h1', { hasText: 'Territoires' }).waitFor()
  expect((await cleo.request.get(path)).status()).toBe(404)
})

test('[V3] a page is made for a territory’s members alone, says so, and is opened to everyone again', async () => {
  const ada = await here.comeIn(await here.wiki.invite('steward'), 'Ada')
  const path = await makeTerritory(ada, 'Écocentre du Canal', 'public')
  const dora = await here.comeIn(await inviteFromHere(ada), 'Dora')
  await visit(dora, '/nouveau')
  await dora.getByLabel('Titre').fill('Les clés du local')
  await dora.getByText('Où la ranger, et pour qui').click()
  await dora.getByLabel('Elle se range dans').selectOption({ label: 'Écocentre du Canal' })
  await dora.getByLabel('Pour qui').selectOption('private')
  await dora.getByRole('button', { name: 'Commencer' }).click()
  await dora.waitForURL('**/p/les-cles-du-local/modifier')
  const visitor = await here.visits.begin('/')
  const seen = async () => (await visitor.request.get('/p/les-cles-du-local')).status()
  expect(await seen()).toBe(404)
  await visit(dora, '/p/les-cles-du-local')
  expect(await dora.locator('.page-head .chip', { hasText: 'Privé' }).count()).toBe(1)
  await dora.getByText('Pour qui est cette page').click()
  await dora.getByLabel('Pour qui').selectOption('public')
  await dora.getByRole('button', { name: 'Ranger là' }).click()
  await dora.getByText('La page y est.').waitFor()
  expect(await dora.locator('.page-head .chip', { hasText: 'Privé' }).count()).toBe(0)
  expect(await seen()).toBe(200)
  await visit(visitor, path)
  expect(await visitor.getByRole('link', { name: 'Les clés du local' }).count()).toBe(1)
  expect(await visitor.locator('main').innerText()).not.toContain('Dora')
})
