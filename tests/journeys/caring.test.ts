import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { until } from '../running-wiki.ts'
import { stageForAll } from './stage.ts'
import { visit } from './watching.ts'

const stage = stageForAll()

async function openAmiss(tab: Page): Promise<void> {
  await tab.locator('.amiss > summary').click()
  await tab.locator('.amiss form').waitFor()
}

const summaryOf = async (ref: string) =>
  (await stage.ana.ask<PageAnswer>('GET', `/api/pages/${ref}`)).json.page.fields.summary

test('[C5] a visitor says on a phone, from the keyboard, that a place is gone; a steward reads it and answers in the ledger', async () => {
  const page = await stage.dalia.createPage('Le jardin du canal')
  const visitor = await (
    await stage.browser.newContext({ locale: 'fr-FR', viewport: { width: 320, height: 640 } })
  ).newPage()
  await visit(visitor, `${stage.wiki.url}/p/${page.slug}`)
  await visitor.locator('.amiss > summary').focus()
  await visitor.keyboard.press('Enter')
  await visitor.locator('.amiss form').waitFor()
  await visitor.getByRole('radio', { name: 'Cela n’existe pas, ou plus' }).focus()
  await visitor.getByLabel('Quelques mots, si vous voulez').fill('Fermé depuis mai')
  await visitor.getByRole('button', { name: 'Le dire' }).press('Enter')
  await visitor.getByText('Merci. C’est transmis').waitFor()
  await visitor.context().close()

  const steward = await (await stage.visitAs(stage.ana)).newPage()
  await visit(steward, `${stage.wiki.url}/registre`)
  await steward.getByText('Fermé depuis mai').waitFor()
  await steward.getByLabel('Ce que vous en avez fait').fill('Vérifié sur place : il a déménagé')
  await steward.getByRole('button', { name: 'Clore le signalement' }).click()
  await steward.getByText('Raison : Vérifié sur place : il a déménagé').waitFor()
  expect(await steward.getByText('Fermé depuis mai').count()).toBe(0)
})

test('[C3] a steward takes back what someone wrote, puts them in quarantine, and lifts it; each with a reason that everyone reads', async () => {
  const mallory = await stage.invited('Mallory')
  const page = await stage.dalia.createPage('Le jardin partagé')
  await stage.dalia.ask('PATCH', `/api/pages/${page.id}/fields`, { summary: 'Quatre parcelles et un puits' })
  await mallory.ask('PATCH', `/api/pages/${page.id}/fields`, { summary: 'PUBLICITÉ' })
  const steward = await (await stage.visitAs(stage.ana)).newPage()
  await visit(steward, `${stage.wiki.url}/p/${page.slug}`)
  await openAmiss(steward)
  await steward.getByRole('button', { name: /^Défaire la contribution de Mallory/ }).click()
  await steward.getByText('Écrivez d’abord la raison').waitFor()
  await steward.getByLabel('La raison, que tout le monde pourra lire').fill('Publicité répétée')
  await steward.getByRole('button', { name: /^Défaire la contribution de Mallory/ }).click()
  await steward.getByText('La contribution de Mallory est défaite').waitFor()
  await until(async () => (await summaryOf(page.id)) === 'Quatre parcelles et un puits')
  expect(await summaryOf(page.id)).toBe('Quatre parcelles et un puits')

  await steward.getByRole('button', { name: 'Mettre Mallory en quarantaine' }).first().click()
  await steward.getByText('Mallory lit encore').waitFor()
  expect((await mallory.ask('PATCH', `/api/pages/${page.id}/fields`, { summary: 'encore' })).status).toBe(403)

  await visit(steward, `${stage.wiki.url}/registre`)
  const confined = steward.locator('section', { has: steward.getByRole('heading', { name: 'En quarantaine' }) })
  await confined.getByRole('textbox').fill('Nous en avons parlé')
  await steward.getByRole('button', { name: 'Lever la quarantaine de Mallory' }).click()
  await steward.getByText('Ana a levé la quarantaine de Mallory.').waitFor()
  expect((await mallory.ask('PATCH', `/api/pages/${page.id}/fields`, { summary: 'Quatre parcelles' })).status).toBe(200)
  const read = await (await stage.browser.newContext({ locale: 'fr-FR' })).newPage()
  await visit(read, `${stage.wiki.url}/registre`)
  expect(await read.locator('main').innerText()).toContain('Raison : Publicité répétée')
  await read.context().close()
})

test('[C8] a steward ends what is open in somebody’s name on a phone: the editor there writes no more', async () => {
  const nina = await stage.invited('Nina')
  const page = await stage.dalia.createPage('Le vélo de Nina')
  await nina.ask('PATCH', `/api/pages/${page.id}/fields`, { summary: 'Prêté le samedi' })
  const phone = await (await stage.visitAs(nina, { viewport: { width: 320, height: 640 } })).newPage()
  await visit(phone, `${stage.wiki.url}/p/${page.slug}/modifier`)
  await phone.locator('.ProseMirror').waitFor()
  const steward = await (await stage.visitAs(stage.ana)).newPage()
  await visit(steward, `${stage.wiki.url}/p/${page.slug}`)
  await openAmiss(steward)
  await steward.getByLabel('La raison, que tout le monde pourra lire').fill('Téléphone perdu')
  await steward.getByRole('button', { name: 'Fermer les sessions de Nina' }).click()
  await steward.getByText('Plus rien n’est ouvert au nom de Nina').waitFor()
  expect((await nina.ask('GET', '/api/me/drafts')).status).toBe(401)
  await phone.locator('.ProseMirror[contenteditable=false]').waitFor()
  await visit(steward, `${stage.wiki.url}/registre`)
  await steward.getByText('Ana a fermé les sessions de Nina.').waitFor()
})
