import { expect, test } from 'vitest'
import { MailServerForTests } from '../../server/src/members/mail-server-for-tests.ts'
import { until } from '../running-wiki.ts'
import { watchedForAll, visit } from './watching.ts'

let mail: MailServerForTests

const here = watchedForAll(async () => {
  mail = await MailServerForTests.open()
  return { env: { SMTP_URL: mail.url, MAIL_FROM: 'wiki@example.org' }, close: () => mail.close() }
})

test('[V5] one adds an address, and comes back by it on another device, by the button of the link', async () => {
  const ana = await here.visits.begin(`/entrer/${here.wiki.stewardSecret}`)
  await ana.getByLabel('Votre nom').fill('Ana')
  await ana.keyboard.press('Enter')
  await ana.locator('.who-is-here', { hasText: 'Ana' }).waitFor()
  await visit(ana, '/moi')
  await ana.getByLabel('Ajouter une adresse').fill('ana@example.org')
  await ana.keyboard.press('Enter')
  await ana.getByText('Un lien part à cette adresse.').waitFor()
  await until(() => mail.secretTo('ana@example.org') !== '')
  await visit(ana, `/courriel/${mail.secretTo('ana@example.org')}`)
  await ana.getByRole('button', { name: 'Ajouter cette adresse' }).click()
  await ana.getByRole('button', { name: 'Retirer ana@example.org' }).waitFor()

  const phone = await here.visits.begin('/entrer')
  await phone.getByLabel('Votre adresse').fill('pas une adresse')
  await phone.getByRole('button', { name: 'Recevoir un lien' }).click()
  await phone.getByText('Écrivez une adresse').waitFor()
  await phone.getByLabel('Votre adresse').fill('Ana@example.org')
  await phone.getByRole('button', { name: 'Recevoir un lien' }).click()
  await phone.getByText('Si cette adresse est connue ici').waitFor()
  await until(() => mail.letters.length === 2)
  const path = `/courriel/${mail.secretTo('ana@example.org')}`
  // Programs that read mail open its links.
  await fetch(`${here.wiki.url}${path}`)
  await visit(phone, path)
  expect(await phone.locator('main').innerText()).toContain('sous le nom : Ana')
  await phone.locator('main').getByRole('button', { name: 'Entrer' }).click()
  await phone.locator('.who-is-here', { hasText: 'Ana' }).waitFor()
  const late = await here.visits.begin(path)
  expect(await late.locator('main').innerText()).toContain('a déjà servi')
})
