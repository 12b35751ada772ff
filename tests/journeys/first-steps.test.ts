import { expect, test } from 'vitest'
import { until } from '../running-wiki.ts'
import { stageForAll, typeIn, saved } from './stage.ts'
import { visit } from './watching.ts'

const stage = stageForAll()

test('[C7] one takes a card, shares the result, and a second one looks at it from their own home screen; both are thanked', async () => {
  const [ana, dalia] = [
    await (await stage.visitAs(stage.ana)).newPage(),
    await (await stage.visitAs(stage.dalia)).newPage(),
  ]
  await visit(dalia, stage.wiki.url)
  const card = dalia.locator('section', { has: dalia.locator('#first-step') })
  const task = card.locator('p', { has: dalia.locator('a') }).first()
  await card.waitFor()
  const first = await task.innerText()
  await card.getByRole('button', { name: 'Une autre' }).click()
  await until(async () => (await task.innerText()) !== first)
  const title = await task.getByRole('link').innerText()
  expect(await task.innerText()).not.toBe(first)
  await card.getByRole('button', { name: 'Je m’y mets' }).click()
  await card.getByText('Vous y êtes.').waitFor()
  await card.getByRole('link', { name: 'Ouvrir la page' }).click()
  await dalia.waitForSelector('.writing')
  await typeIn(dalia, 'Greffer un pommier à la fente.')
  await saved(dalia)
  await visit(dalia, stage.wiki.url)
  await card.getByRole('button', { name: 'C’est fait, regardons ensemble' }).click()
  await card.getByText('Quelqu’un d’autre va regarder avec vous.').waitFor()

  await visit(ana, stage.wiki.url)
  const hers = ana.locator('section', { has: ana.locator('#first-step') })
  await hers.getByText('Dalia vient de s’en occuper').waitFor()
  await hers.getByRole('link', { name: 'Regarder ensemble' }).click()
  await ana.locator('h1', { hasText: title }).waitFor()
  await visit(ana, stage.wiki.url)
  await hers.getByRole('button', { name: 'C’est bon' }).click()
  await hers.getByText('Merci à vous deux, Dalia et vous').waitFor()
  await visit(dalia, stage.wiki.url)
  await card.getByText('Ana a regardé avec vous').waitFor()
  await card.getByRole('button', { name: 'Avec plaisir' }).click()
  await card.getByRole('button', { name: 'Ne plus proposer' }).click()
  await card.getByText('Vous pouvez les retrouver dans votre espace.').waitFor()
  await visit(dalia, `${stage.wiki.url}/moi`)
  await dalia.getByRole('button', { name: 'Me proposer de petits pas à deux' }).click()
  await dalia.getByText('Ils reviennent sur l’accueil.').waitFor()
  expect(await card.count()).toBe(0)
})
