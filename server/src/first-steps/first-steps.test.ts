import * as Y from 'yjs'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Step, StepCard } from '@terreau/shared/api/first-steps.ts'
import type { Me } from '@terreau/shared/api/people.ts'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { Territory } from '@terreau/shared/api/territories.ts'
import { bodyOf, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

let wiki: WikiForTests
let [ana, boris] = ['', '']

beforeEach(async () => {
  await wiki?.close()
  wiki = await WikiForTests.open()
  ;[ana, boris] = [await wiki.someone('member', 'Ana'), await wiki.someone('member', 'Boris')]
})
afterAll(() => wiki.close())

const idOf = async (secret: string) => (await wiki.ask<Me>('GET', '/api/me', secret)).json.member?.id as MemberId
const card = async (secret: string, turn = 0) =>
  (await wiki.ask<StepCard>('GET', `/api/first-steps?turn=${turn}`, secret)).json
const take = ({ kind, key, page }: Step, secret: string) =>
  wiki.ask('POST', '/api/first-steps', secret, { kind, key, page: page.id })

/** Every card that is dealt to somebody, as they put one back after the other. */
async function dealt(secret: string): Promise<string[]> {
  const seen = new Set<string>()
  for (let turn = 0; ; turn += 1) {
    const { deal } = await card(secret, turn)
    const said = deal && `${deal.page.title}: ${deal.kind} ${deal.key}`.trim()
    if (!said || seen.has(said)) break
    seen.add(said)
  }
  return [...seen].toSorted()
}

async function fill(page: PageAnswer['page'], fields: Record<string, string>, secret = ana): Promise<void> {
  await wiki.ask('PATCH', `/api/pages/${page.id}/fields`, secret, fields)
  await wiki.wiki.projector.settled()
}

/** A page with a picture that is told in these words. */
async function withPicture(alt: string): Promise<void> {
  const page = await wiki.page(ana, `Image « ${alt} »`)
  await fill(page, { summary: 'Résumé' })
  await wiki.wiki.rooms.write(page.id, await idOf(ana), (doc) => {
    const image = new Y.XmlElement('image')
    for (const [key, value] of Object.entries({ file: 'ab'.repeat(32), alt })) image.setAttribute(key, value)
    bodyOf(doc).insert(0, [image])
  })
  await wiki.wiki.projector.settled()
}

test('[C7] what is dealt is found in the pages: hours, ways in without steps, summaries, words of pictures, pages left alone', async () => {
  const [place, ride] = [await wiki.page(ana, 'La Halle', 'place'), await wiki.page(ana, 'Le bus', 'transport-option')]
  const practice = await wiki.page(ana, 'Greffer un pommier')
  expect(await dealt(boris)).toEqual([
    'Greffer un pommier: field summary',
    'La Halle: field opening_hours',
    'La Halle: field wheelchair',
    'Le bus: field hours',
    'Le bus: field step_free',
  ])
  await fill(place, { opening_hours: 'Mo-Fr 09:00-18:00', wheelchair: 'yes' })
  await fill(ride, { hours: 'Mo-Su 06:00-22:00', step_free: 'unknown' })
  await fill(practice, { summary: 'À la fente, en mars' })
  expect(await dealt(boris)).toEqual(['Le bus: field step_free'])
  await fill(ride, { step_free: 'no' })
  await withPicture('Four')
  await withPicture('Un four à pain en briques')
  expect(await dealt(boris)).toEqual(['Image « Four »: alt'])
  wiki.ahead = 7 * 30 * 24 * 3600_000
  expect(await dealt(await wiki.someone('member', 'Cléo'))).toEqual([
    'Image « Four »: alt',
    'La Halle: stale',
    'Le bus: stale',
  ])
})

test('[C7] nothing is dealt of pages that one is not shown or may not write, and only keepers and makers are asked where a page belongs', async () => {
  const steward = await wiki.someone('steward', 'Sam')
  const { json } = await wiki.ask<Territory>('POST', '/api/territories', steward, { name: 'Là', kind: 'centre' })
  const hidden = { type: 'practice', title: 'Cachée', territory: json.id, visibility: 'private' }
  await wiki.ask('POST', '/api/pages', steward, hidden)
  const [locked, archived] = [await wiki.page(steward, 'Fermée'), await wiki.page(steward, 'Archivée')]
  await wiki.ask('PUT', `/api/pages/${locked.id}/lock`, steward, { reason: 'Le temps de relire' })
  await wiki.ask('PUT', `/api/pages/${archived.id}/archived`, steward, { archived: true })
  expect(await dealt(ana)).toEqual([])
  const page = await wiki.page(ana, 'Le local', 'actor')
  await wiki.ask('PUT', `/api/territories/${json.id}/members/${await idOf(ana)}`, steward, { role: 'member' })
  await wiki.ask('PUT', `/api/territories/${json.id}/members/${await idOf(boris)}`, steward, { role: 'member' })
  expect(await dealt(ana)).toEqual(['Cachée: field summary', 'Le local: place'])
  expect(await dealt(boris)).toEqual(['Cachée: field summary'])
  expect((await take({ kind: 'place', key: '', page }, boris)).json.code).toBe('step.gone')
  await wiki.ask('POST', `/api/members/${await idOf(boris)}/quarantine`, steward, { reason: 'Le temps de parler' })
  expect((await wiki.ask('GET', '/api/first-steps', boris)).status).toBe(403)
})

test('[C7] one takes it, another says that it is good, both are told, and nothing of it is left', async () => {
  await wiki.page(ana, 'Greffer un pommier')
  const { deal } = await card(ana)
  if (!deal) throw new Error('nothing was dealt')
  expect((await take(deal, ana)).status).toBe(204)
  expect((await take(deal, boris)).json.code).toBe('step.gone')
  expect([(await card(ana)).mine?.state, (await card(boris)).together]).toEqual(['taken', null])
  const id = (await card(ana)).mine?.id ?? ''
  const tell = (what: string, secret: string) => wiki.ask('PUT', `/api/first-steps/${id}/${what}`, secret)
  expect([(await tell('good', boris)).status, (await tell('ready', boris)).status]).toEqual([404, 404])
  await tell('ready', ana)
  expect([(await card(ana)).mine?.state, (await card(boris)).together?.by]).toEqual(['ready', 'Ana'])
  expect((await tell('good', ana)).json.code).toBe('step.gone')
  expect((await tell('good', boris)).status).toBe(204)
  expect((await card(ana)).mine).toMatchObject({ state: 'finished', with: 'Boris' })
  expect((await card(boris)).together).toBe(null)
  await wiki.ask('DELETE', `/api/first-steps/${id}`, ana)
  expect(await wiki.wiki.store.db.selectFrom('first_step').selectAll().execute()).toEqual([])
})

test('[C7] whoever writes in the page since finishes it as well', async () => {
  const page = await wiki.page(ana, 'Greffer un pommier')
  const { deal } = await card(ana)
  if (deal) await take(deal, ana)
  const id = (await card(ana)).mine?.id ?? ''
  await fill(page, { summary: 'À la fente' })
  await wiki.wiki.contributions.flush()
  await wiki.ask('PUT', `/api/first-steps/${id}/ready`, ana)
  expect((await card(ana)).mine?.state).toBe('ready')
  await wiki.wiki.rooms.write(page.id, await idOf(boris), (doc) =>
    fieldsOfDoc(doc).set('summary', 'À la fente, en mars'),
  )
  await wiki.wiki.contributions.flush()
  expect((await card(ana)).mine).toMatchObject({ state: 'finished', with: 'Boris' })
  expect((await card(await wiki.someone('member', 'Cléo'))).together).toBe(null)
})

test('[C7] a card is put back for another one, given back, or never dealt again', async () => {
  await wiki.page(ana, 'La Halle', 'place')
  const [first, second] = [await card(ana), await card(ana, 1)]
  expect(first.deal?.key).not.toBe(second.deal?.key)
  if (first.deal) await take(first.deal, ana)
  await wiki.ask('DELETE', `/api/first-steps/${(await card(ana)).mine?.id}`, ana)
  expect((await card(ana)).deal).toEqual(first.deal)
  await wiki.ask('PUT', '/api/me/first-steps', ana, { offered: false })
  expect(await card(ana)).toEqual({ offered: false, mine: null, together: null, deal: null })
  await wiki.ask('PUT', '/api/me/first-steps', ana, { offered: true })
  expect((await card(ana)).deal).toEqual(first.deal)
})
