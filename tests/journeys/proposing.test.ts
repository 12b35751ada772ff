import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { PageChanges, VerdictAnswer } from '@terreau/shared/api/reviews.ts'
import * as Y from 'yjs'
import { Person, until } from '../running-wiki.ts'
import { saved, stageForAll, typeIn } from './stage.ts'
import { visit } from './watching.ts'

const stage = stageForAll()
const SHOTS = process.env.SHOTS
let vera: Person

beforeAll(async () => {
  vera = await Person.joining(stage.wiki.url, await stage.wiki.invite('validator'), 'Vera')
})

async function accessible(tab: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page: tab }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
}

const shot = async (tab: Page, name: string) => {
  if (SHOTS) await tab.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true })
}

/** A page with a validated version. */
async function validatedPage() {
  const { dalia } = stage
  const page = await dalia.createPage('Réparer une fuite')
  const live = dalia.open(page.id)
  await until(() => live.getState().mayWrite)
  live.body.insert(0, ['Fermer l’eau avant de dévisser.', 'Il faut une clé de dix.'].map(paragraph))
  await until(() => live.outbox.waiting.length === 0)
  live.destroy()
  await dalia.ask('POST', `/api/pages/${page.id}/proposals`, {})
  const changes = async () => (await vera.ask<PageChanges>('GET', `/api/pages/${page.id}/changes`)).json.hunks
  await until(async () => (await changes()).every(({ state }) => state === 'waiting'))
  const hunks = [...new Set((await changes()).map(({ key }) => key))]
  const verdict = { hunks, verdict: 'validated' }
  expect((await vera.ask<VerdictAnswer>('POST', `/api/pages/${page.id}/verdicts`, verdict)).json.version).toBe(1)
  return page
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}

/** A place whose hours a member wrote, and of which much is unknown. */
async function placeWithHours() {
  const { dalia } = stage
  const { json } = await dalia.ask<PageAnswer>('POST', '/api/pages', { type: 'place', title: 'Le local', lang: 'fr' })
  const facts = { opening_hours: 'Mo-Fr 09:00-18:00', address: '3 rue des Lilas', bike_parking: 6 }
  await dalia.ask('PATCH', `/api/pages/${json.page.id}/fields`, facts)
  return json.page
}

test('[D68] a visitor corrects hours as one says them, and says what nobody knew, by keyboard at 320 pixels; a peer sees both values, and accepts', async () => {
  const { browser, wiki } = stage
  const page = await placeWithHours()
  const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 320, height: 640 } })
  context.setDefaultTimeout(60_000)
  const tab = await context.newPage()
  await visit(tab, `${wiki.url}/p/${page.slug}`)
  await tab.getByRole('region', { name: 'Quand c’est ouvert' }).getByRole('button').focus()
  await tab.keyboard.press('Enter')
  await tab.waitForSelector('.correct-card input:focus')
  await accessible(tab)
  await tab.keyboard.press('Control+A')
  await tab.keyboard.type('lun-sam 10h-19h')
  await tab.keyboard.press('Enter')
  const right = tab.getByRole('button', { name: 'C’est bien ça' })
  await right.waitFor()
  await shot(tab, 'correct-hours-320')
  await right.focus()
  await tab.keyboard.press('Enter')
  await tab.getByRole('button', { name: 'Envoyer' }).focus()
  await tab.keyboard.press('Enter')
  await tab.getByRole('status').getByText('Merci !').waitFor()
  await tab.getByRole('button', { name: 'Continuer la lecture' }).click()

  await tab.getByRole('region', { name: 'En bref' }).getByRole('button').click()
  await tab.getByLabel('Que savez-vous ?').selectOption({ label: 'Douche' })
  await tab.getByLabel('Douche', { exact: true }).selectOption('yes')
  await accessible(tab)
  await shot(tab, 'state-unknown-320')
  expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  await tab.getByRole('button', { name: 'Envoyer' }).click()
  await tab.getByRole('status').getByText('Merci !').waitFor()

  const peer = await (await stage.visitAs(vera)).newPage()
  await visit(peer, `${wiki.url}/p/${page.slug}/relire`)
  await peer.getByText('proposé par une visiteuse').first().waitFor()
  const hours = peer.locator('.hunk-change', { hasText: 'Mo-Sa 10:00-19:00' })
  await hours.getByText('Mo-Fr 09:00-18:00').waitFor()
  await shot(peer, 'review-facts')
  await accessible(peer)
  await peer.keyboard.press('a')
  await peer.getByText('accepté par vous').first().waitFor()
  await peer.keyboard.press('a')
  await until(async () => {
    const { fields } = await stage.onServer(page)
    return fields.opening_hours === 'Mo-Sa 10:00-19:00' && fields.shower === 'yes'
  })
  await visit(peer, `${wiki.url}/p/${page.slug}/historique`)
  await peer.getByRole('heading', { name: 'Propositions' }).waitFor()
  await peer.locator('#proposals ~ .card', { hasText: 'Douche' }).getByText('oui').waitFor()
  await shot(peer, 'facts-kept')
})

test('[D60] [D63] a visitor corrects a passage in three actions, by keyboard at 320 pixels; a peer accepts it, and the page names «une visiteuse»', async () => {
  const { browser, wiki } = stage
  const page = await validatedPage()
  const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 320, height: 640 } })
  context.setDefaultTimeout(60_000)
  const tab = await context.newPage()
  await visit(tab, `${wiki.url}/p/${page.slug}`)
  const correct = tab
    .locator('.prose .passage', { hasText: 'clé de dix' })
    .getByRole('button', { name: 'Corriger ce passage' })
  await correct.focus()
  await tab.keyboard.press('Enter')
  await tab.waitForSelector('.correct-card textarea:focus')
  await accessible(tab)
  await shot(tab, 'correct-320')
  await tab.keyboard.press('Control+A')
  await tab.keyboard.type('Il faut une clé de douze.')
  await tab.keyboard.press('Tab')
  await tab.keyboard.press('Enter')
  await tab.getByRole('status').getByText('Merci !').waitFor()
  await shot(tab, 'correct-thanks-320')
  await accessible(tab)
  expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBe(320)

  const peer = await (await stage.visitAs(vera)).newPage()
  await visit(peer, `${wiki.url}/p/${page.slug}/relire`)
  await peer.getByText('proposé par une visiteuse').waitFor()
  await shot(peer, 'review-proposal')
  await accessible(peer)
  await peer.keyboard.press('a')
  await peer.getByText('accepté par vous').first().waitFor()
  await until(async () => {
    await visit(tab, `${wiki.url}/p/${page.slug}`)
    return (await tab.locator('.prose').innerText()).includes('clé de douze')
  })
  expect(await tab.locator('main').innerText()).toContain('une visiteuse')
  await visit(peer, `${wiki.url}/p/${page.slug}/historique`)
  await peer.getByRole('heading', { name: 'Propositions' }).waitFor()
  await peer.getByText('acceptée par Vera').waitFor()
  await shot(peer, 'proposals-kept')
  await accessible(peer)
  await context.close()
})

test('[D65] [D66] [D67] a member proposes changes apart, and finds them again; a peer takes them one by one from the keyboard', async () => {
  const { dalia, wiki } = stage
  const page = await validatedPage()
  const tab = await (await stage.visitAs(dalia)).newPage()
  await visit(tab, `${wiki.url}/p/${page.slug}`)
  await tab.getByRole('link', { name: 'Proposer des changements' }).click()
  await tab.waitForSelector('.writing')
  await typeIn(tab, ' Et une lampe.')
  await saved(tab)
  await tab.reload()
  await tab.waitForSelector('.writing:has-text("Et une lampe.")')
  await shot(tab, 'apart')
  await accessible(tab)
  expect(JSON.stringify((await stage.onServer(page)).body)).not.toContain('lampe')
  await tab.getByRole('button', { name: 'Envoyer' }).click()
  await tab.getByRole('dialog').getByRole('textbox').fill('On n’y voit rien.')
  await tab.getByRole('dialog').getByRole('button', { name: 'Envoyer' }).click()
  await tab.getByText('C’est proposé, merci.').waitFor()
  await visit(tab, `${wiki.url}/p/${page.slug}`)
  await tab.getByRole('link', { name: 'Une proposition attend' }).click()
  await tab.getByText('Vous proposez ceci').waitFor()
  expect(await tab.locator('.proposed-here ins').innerText()).toContain('Et une lampe.')
  await tab.getByRole('button', { name: 'Retirer ma proposition' }).waitFor()
  await shot(tab, 'proposed-own')
  await accessible(tab)
  const peer = await (await stage.visitAs(vera)).newPage()
  await visit(peer, `${wiki.url}/p/${page.slug}`)
  await peer.getByText('Une proposition attend').click()
  await peer.getByText('Dalia propose ceci').waitFor()
  await shot(peer, 'proposed-here')
  await peer.locator('.page-head').getByRole('link', { name: 'Relire' }).click()
  await peer.getByText('proposé par Dalia').waitFor()
  await peer.keyboard.press('a')
  await stage.arrives(page, 'Et une lampe.')
  await visit(tab, `${wiki.url}/moi`)
  await tab.getByRole('region', { name: 'Ce que vous avez proposé' }).getByText('accepté par Vera').waitFor()
  await shot(tab, 'my-proposed')
  await accessible(tab)
})
