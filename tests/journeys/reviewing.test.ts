import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import type { PageChanges, ReviewQueue, VerdictAnswer } from '@terreau/shared/api/reviews.ts'
import * as Y from 'yjs'
import { Person, until } from '../running-wiki.ts'
import { saved, stageForAll, typeIn, type WikiPage } from './stage.ts'
import { visit } from './watching.ts'

const stage = stageForAll()
const SHOTS = process.env.SHOTS
let [vera, victor] = [] as unknown as [Person, Person]

beforeAll(async () => {
  const { wiki } = stage
  const joining = async (name: string) => Person.joining(wiki.url, await wiki.invite('validator'), name)
  ;[vera, victor] = [await joining('Vera'), await joining('Victor')]
})

const changesOf = async (by: Person, { id }: WikiPage) =>
  (await by.ask<PageChanges>('GET', `/api/pages/${id}/changes`)).json

/** Accepts all that is asked of somebody. */
async function accepts(by: Person, page: WikiPage): Promise<VerdictAnswer> {
  const { hunks } = await changesOf(by, page)
  const keys = hunks.filter(({ notJudging }) => notJudging === null).map(({ key }) => key)
  const body = { hunks: [...new Set(keys)], verdict: 'validated' }
  return (await by.ask<VerdictAnswer>('POST', `/api/pages/${page.id}/verdicts`, body)).json
}

/** Changes a page, and proposes that: it has come to rest. */
async function edits(by: Person, page: WikiPage, edit: (body: Y.XmlFragment) => void, message?: string): Promise<void> {
  const live = by.open(page.id)
  await until(() => live.getState().mayWrite)
  edit(live.body)
  await until(() => live.outbox.waiting.length === 0)
  live.destroy()
  await by.ask('POST', `/api/pages/${page.id}/proposals`, message === undefined ? {} : { message })
  await until(async () => (await changesOf(by, page)).hunks.every(({ state }) => state !== 'writing'))
}

/** Writes blocks at the end of a page. */
const writes = (by: Person, page: WikiPage, blocks: readonly Y.XmlElement[]) =>
  edits(by, page, (body) => body.insert(body.length, [...blocks]))

const textAt = (body: Y.XmlFragment, at: number) => (body.get(at) as Y.XmlElement).get(0) as Y.XmlText

function block(name: string, words: string, attributes: Record<string, unknown> = {}): Y.XmlElement {
  const element = new Y.XmlElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value as string)
  element.insert(0, [new Y.XmlText(words)])
  return element
}

const said = (words: string) => block('paragraph', words)

async function tabOf(person: Person | null, path: string, options = {}): Promise<Page> {
  const { browser, wiki } = stage
  const context = person
    ? await stage.visitAs(person, options)
    : await browser.newContext({ locale: 'fr-FR', ...options })
  context.setDefaultTimeout(60_000)
  const tab = await context.newPage()
  await visit(tab, `${wiki.url}${path}`)
  return tab
}

const shot = async (tab: Page, name: string) => {
  if (SHOTS) await tab.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true })
}

async function accessible(tab: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page: tab }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
}

test('[D43] [D41] a validator accepts from the keyboard; the reader’s page never changes while the author types on, who sees her own words in place', async () => {
  const { dalia } = stage
  const page = await dalia.createPage('Ouvrir un point de retrait')
  await writes(dalia, page, [
    block('heading', 'Avant de commencer', { level: 2 }),
    said('Il faut une prise pour le frigo partagé, un accès facile, et une personne qui tient la clé.'),
    said('Le règlement du lieu doit permettre un échange non marchand dans le hall.'),
  ])
  const peer = await tabOf(vera, '/')
  await peer.getByRole('link', { name: 'Relire' }).first().click()
  await peer.locator('.review-waiting').first().waitFor()
  await shot(peer, 'queue')
  await visit(peer, `${stage.wiki.url}/p/${page.slug}`)
  await peer.locator('.page-head').getByRole('link', { name: 'Relire' }).click()
  await peer.locator('[data-current]').waitFor()
  await shot(peer, 'review-first')
  for (let left = await peer.locator('.review-card').count(); left > 0; left -= 1) {
    await peer.keyboard.press('a')
    await until(async () => (await peer.locator('.review-card:not([data-done])').count()) < left)
  }
  await peer.getByText('La version 1 est publiée.').waitFor()
  expect(await peer.evaluate(() => document.activeElement?.id)).toBe('review-done')
  await shot(peer, 'review-made')
  await accessible(peer)

  const reader = await tabOf(null, `/p/${page.slug}`)
  const read = () => reader.locator('article').innerText()
  const before = await read()
  expect(before).toContain('un accès facile')
  expect(await reader.locator('.page-head .badge').innerText()).toMatch(
    /^Version 1, validée le \d+ \S+ \d{4} par une personne$/,
  )
  const author = await stage.writeAs(dalia, page)
  await typeIn(author, ' Le jeudi soir convient mieux que le samedi.')
  await saved(author)
  await stage.arrives(page, 'convient mieux')
  expect(await read()).toBe(before)
  await reader.reload()
  expect(await read()).toBe(before)

  const own = await tabOf(dalia, `/p/${page.slug}`)
  const pending = own.locator('article .passage[data-standing="to-review"]')
  expect(await pending.innerText()).toContain('Le jeudi soir')
  expect(await pending.locator('.said-only').first().innerText()).toContain('passage à relire')
  await author.close()
  const html = async (search: string) => (await fetch(`${stage.wiki.url}/p/${page.slug}${search}`)).text()
  expect([await html(''), await html('?version=live')].map((one) => one.includes('Le jeudi soir'))).toEqual([
    false,
    true,
  ])

  await reader.getByRole('link', { name: '1 passage plus récent' }).click()
  await reader.getByText('Vous lisez la version en cours').waitFor()
  const mark = reader.locator('article .passage[data-standing="to-review"] .passage-open')
  await mark.focus()
  await reader.keyboard.press('Enter')
  await reader.locator('.passage-card strong', { hasText: 'Écrit par Dalia' }).waitFor()
  await shot(reader, 'page-live-writing')
  await reader.getByRole('link', { name: 'Lire la version relue' }).click()
  await until(async () => (await read()) === before)
  expect(await read()).toBe(before)
  await reader.context().close()
})

test('[D42] whoever answers a passage that moved meanwhile is told so, and answers what it is now', async () => {
  const { dalia } = stage
  const page = await dalia.createPage('Prêter la remorque')
  await writes(dalia, page, [said('La remorque se prend au portail.'), said('Elle se rend le soir.')])
  await accepts(vera, page)
  await writes(dalia, page, [said('On la trouve sous le préau, derrière les vélos de la maison.')])
  const peer = await tabOf(victor, `/p/${page.slug}/relire`)
  await peer.locator('[data-current]').waitFor()
  expect(await peer.locator('.review-versions').innerText()).toBe('version 1 → 2 · 1 passage sur 4')
  await edits(dalia, page, (body) => textAt(body, body.length - 1).insert(0, 'Le soir, '))

  await peer.keyboard.press('a')
  await peer.locator('.notice', { hasText: 'Ce passage vient de changer' }).waitFor()
  expect(await peer.locator('[data-current] .hunk-change').innerText()).toContain('Le soir, ')
  expect(await peer.evaluate(() => document.activeElement?.hasAttribute('data-moved'))).toBe(true)
  await shot(peer, 'review-moved')
  await peer.keyboard.press('r')
  await peer.getByLabel(/Votre mot/).fill('Sous quel préau ? Il y en a deux.')
  await peer.getByRole('button', { name: 'Renvoyer', exact: true }).click()
  await peer.getByText('renvoyé par vous').waitFor()
  await until(async () => (await changesOf(dalia, page)).hunks[0]?.verdicts.length === 1)
  const [hunk] = (await changesOf(dalia, page)).hunks
  expect(hunk?.verdicts.map(({ by, reason }) => [by.name, reason])).toEqual([
    ['Victor', 'Sous quel préau ? Il y en a deux.'],
  ])
  await shot(peer, 'review-returned')
})

test('[D42] of two validators at once the later one learns that nothing is left to answer', async () => {
  const { dalia } = stage
  const page = await dalia.createPage('Garder la clé du hangar')
  await dalia.ask('POST', `/api/pages/${page.id}/proposals`, {})
  const peer = await tabOf(victor, `/p/${page.slug}/relire`)
  await peer.locator('[data-current]').waitFor()
  expect((await accepts(vera, page)).version).toBe(1)
  await peer.keyboard.press('a')
  await peer.locator('.notice', { hasText: 'il n’y a plus rien à y répondre' }).waitFor()
  await peer.getByText('Rien n’attend de relecture sur cette page.').waitFor()
})

test('[D41] what is said of safety needs two; small touches and changes of form are accepted at once, seen first', async () => {
  const { dalia } = stage
  const page = await dalia.createPage('Monter une serre')
  const callout = new Y.XmlElement('callout')
  callout.setAttribute('kind', 'safety')
  callout.insert(0, [said('On ne monte pas seul sur l’échelle : une autre personne la tient.')])
  await writes(dalia, page, [said('un mot'), said('deux mots'), said('trois mots'), said('quatre mots'), callout])
  const options = { viewport: { width: 320, height: 800 }, colorScheme: 'dark' as const }
  await accepts(vera, page)
  const peer = await tabOf(victor, `/p/${page.slug}/relire`, options)
  await peer.getByText('Il manque une deuxième relecture').waitFor()
  await shot(peer, 'review-320-dark')
  expect(await peer.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  await accessible(peer)
  expect(await peer.locator('[data-current]').innerText()).toContain('accepté par Vera · encore une autre personne')
  await peer.keyboard.press('a')
  await peer.getByText('La version 1 est publiée.').waitFor()

  await edits(
    dalia,
    page,
    (body) => {
      for (const at of [1, 2, 3]) textAt(body, at).insert(textAt(body, at).length, ', puis')
      textAt(body, 4).format(0, 6, { bold: {} })
    },
    'Quelques mots de plus',
  )
  await peer.setViewportSize({ width: 1280, height: 900 })
  await peer.reload()
  await peer.locator('[data-current]').waitFor()
  await shot(peer, 'review-groups')
  await peer.getByRole('button', { name: /^Accepter ces 3 retouches/ }).click()
  await peer.getByRole('button', { name: /^Accepter ce changement de forme/ }).click()
  await peer.getByText('La version 2 est publiée.').waitFor()
  await visit(peer, `${stage.wiki.url}/p/${page.slug}/historique`)
  await shot(peer, 'history-versions')
  await peer.getByRole('link', { name: /^Version 1, validée par/ }).click()
  await peer.getByText('Vous lisez la version 1').waitFor()
  expect(await peer.locator('article').innerText()).not.toContain('puis')
  expect(await peer.locator('meta[name=robots]').count()).toBe(0)
  await peer.reload()
  expect(await peer.locator('meta[name=robots]').getAttribute('content')).toBe('noindex')
  await peer.getByRole('link', { name: 'Ce qui a changé depuis' }).click()
  await peer.getByRole('heading', { name: 'Ce qui a changé entre ces deux moments' }).waitFor()
  await peer.getByRole('link', { name: 'Ce qu’apporte la version 2' }).click()
  await peer.getByRole('heading', { name: 'Ce qu’apporte la version 2' }).waitFor()
  await peer.locator('.history-change ins').first().waitFor()
  await shot(peer, 'version-brought')
})

test('[D45] [D40] of forty passages, one edited: the queue and the screen show one', async () => {
  const { dalia, wiki } = stage
  const page = await dalia.createPage('Tenir le carnet des récoltes')
  await writes(
    dalia,
    page,
    Array.from({ length: 40 }, (_, at) => said(`Au mois numéro ${at}, on note ce qui est venu au jardin.`)),
  )
  await accepts(vera, page)
  await edits(dalia, page, (body) => textAt(body, 20).insert(0, 'Chaque année, '))
  const { json } = await vera.ask<ReviewQueue>('GET', '/api/reviews?type=practice')
  expect(json.waiting.find((one) => one.page.id === page.id)).toMatchObject({ passages: 1, short: true })
  const peer = await tabOf(vera, `/relire?type=practice`)
  await peer.locator('[aria-labelledby=glance] .card', { hasText: page.title }).waitFor()
  expect(await peer.locator('.card', { hasText: page.title }).innerText()).toContain(
    '1 passage · attend depuis aujourd’hui',
  )
  await shot(peer, 'queue-practices')
  await peer.getByRole('link', { name: page.title }).click()
  await peer.locator('[data-current]').waitFor()
  expect(await peer.locator('.review-card').count()).toBe(1)
  expect(await peer.locator('.review-cards').innerText()).toContain(
    'autres passages n’ont pas changé depuis la version 1',
  )
  await shot(peer, 'review-one-of-forty')
  const own = await tabOf(dalia, `/p/${page.slug}/relire`)
  await own.getByText('Y répondre revient aux personnes qui relisent').waitFor()
  const visitor = await tabOf(null, '/relire')
  await visitor.getByText('Pour relire ce que d’autres écrivent').waitFor()
  await visit(visitor, `${wiki.url}/p/${page.slug}`)
  await visitor.getByRole('link', { name: '1 passage plus récent' }).click()
  const mark = visitor.locator('.passage-open')
  await mark.click()
  await visitor.getByText('Voir le changement').click()
  expect(await visitor.locator('.passage-card ins').innerText()).toContain('Chaque année, ')
  await shot(visitor, 'page-live')
  await visitor.context().close()
})
