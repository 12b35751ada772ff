import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CslItem } from '@terreau/shared/document/csl.ts'
import type { BroughtSources } from '@terreau/shared/api/sources.ts'
import type { PageAnswer, PageList } from '@terreau/shared/api/pages.ts'
import { bodyOf } from '@terreau/shared/document/yxml.ts'
import { writeBody } from '@terreau/shared/document/yxml-write.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

let wiki: WikiForTests
let ana: string
let anasId: PageAnswer['page']['authors'][number]['id']

beforeAll(async () => {
  wiki = await WikiForTests.open()
  ana = await wiki.someone('member', 'Ana')
})
afterAll(() => wiki.close())

async function source(title: string, fields: object = {}): Promise<PageAnswer['page']> {
  const page = await wiki.page(ana, title, 'source')
  await wiki.ask('PATCH', `/api/pages/${page.id}/fields`, ana, { source_licence: 'CC-BY-4.0', ...fields })
  return page
}

const cslOf = async (ref: string, secret: string | null = null) => {
  const headers = secret ? { authorization: `Bearer ${secret}` } : {}
  return (await wiki.app.inject({ url: `/api/pages/${ref}/sources.csl.json`, headers })).json<CslItem[]>()
}

const cited = (source: string, locator: string | null) => ({ type: 'citation', attrs: { source, locator } })

test('[O1] a page tells its sources in the order of its notes, and none that its reader may not know of', async () => {
  const [report, notebook, secret] = [await source('Rapport'), await source('Carnet'), await source('Registre caché')]
  await wiki.ask('PUT', `/api/pages/${secret.id}/place`, ana, { territory: null, visibility: 'private' })
  const page = await wiki.page(ana, 'Composter')
  anasId = page.authors[0]?.id ?? anasId
  await wiki.ask('PATCH', `/api/pages/${page.id}/fields`, ana, { sources: [notebook.id] })
  const content = [{ type: 'text', text: 'On le dit' }, cited(secret.id, null), cited(report.id, 'p. 3')]
  await wiki.wiki.rooms.write(page.id, anasId, (doc) => {
    const body = bodyOf(doc)
    body.delete(0, body.length)
    writeBody(body, { type: 'doc', content: [{ type: 'paragraph', content }] })
  })
  expect((await cslOf(page.slug, ana)).map(({ title }) => title)).toEqual(['Registre caché', 'Rapport', 'Carnet'])
  expect(await cslOf(page.slug)).toEqual([
    { id: report.id, type: 'document', title: 'Rapport', language: 'fr', note: 'license: CC-BY-4.0' },
    { id: notebook.id, type: 'document', title: 'Carnet', language: 'fr', note: 'license: CC-BY-4.0' },
  ])
  expect((await cslOf(report.slug)).map(({ title }) => title)).toEqual(['Rapport'])
})

const bring = async (items: unknown[], dry: boolean, secret: string | null = ana) => {
  const { status, json } = await wiki.ask<BroughtSources>('POST', '/api/sources/brought', secret, { items, dry })
  return { status, items: json.items ?? [], outcomes: (json.items ?? []).map((one) => one.why ?? one.becomes) }
}
const sourceCount = async () => (await wiki.ask<PageList>('GET', '/api/pages?type=source&limit=1')).json.total

test('[O2] a list says what it would make, makes it, and makes nothing the second time', async () => {
  await source('Déjà là', { url: 'https://www.exemple.org/ici/' })
  const items = [
    { type: 'book', title: 'Un livre neuf', issued: { 'date-parts': [[2020]] } },
    { type: 'webpage', title: 'Autrement dit', URL: 'http://exemple.org/ici' },
    { type: 'book', title: 'Un livre neuf !', issued: { 'date-parts': [[2020, 5]] } },
    { type: 'book' },
    42,
    { type: 'interview', title: 'Entretien avec une voisine', author: [{ literal: 'Mme R.' }] },
  ]
  const before = await sourceCount()
  const expected = ['new', 'here', 'twice', 'untitled', 'untitled', 'new']
  expect((await bring(items, true)).outcomes).toEqual(expected)
  expect(await sourceCount()).toBe(before)
  const [made, beside] = await Promise.all([bring(items, false), bring(items, false)])
  expect(made.outcomes).toEqual(expected)
  expect(made.items[1]?.page?.title).toBe('Déjà là')
  expect(await sourceCount()).toBe(before + 2)
  const page = made.items[5]?.page
  const { json } = await wiki.ask<PageAnswer>('GET', `/api/pages/${page?.slug}`)
  expect([json.page.fields.kind, json.page.fields.authors, json.page.authors.map(({ name }) => name)]).toEqual([
    'interview',
    ['Mme R.'],
    ['Ana'],
  ])
  await wiki.ask('PATCH', `/api/pages/${page?.id}/fields`, ana, { title: 'Appelée autrement depuis' })
  expect([beside.outcomes[0], (await bring(items, false)).outcomes[5]]).toEqual(['here', 'here'])
  expect(await sourceCount()).toBe(before + 2)
})

test('[O2] a list is brought by members alone, and within its bounds', async () => {
  const one = { title: 'Trop' }
  expect((await bring([one], false, null)).status).toBe(401)
  expect((await bring([], true)).status).toBe(400)
  expect(
    (
      await bring(
        Array.from({ length: 201 }, () => one),
        true,
      )
    ).status,
  ).toBe(400)
  expect((await bring([{ title: 'x'.repeat(1_100_000) }], true)).status).toBe(413)
})

test('[O2] what others keep to themselves is not told: it is made anew', async () => {
  const hidden = await source('Un dossier réservé', { url: 'https://exemple.org/reserve' })
  await wiki.ask('PUT', `/api/pages/${hidden.id}/place`, ana, { territory: null, visibility: 'private' })
  await wiki.wiki.projector.settled()
  const territory = await wiki.someone('steward', 'Sam')
  const closed = await wiki.ask<{ id: string }>('POST', '/api/territories', territory, {
    name: 'Fermé',
    kind: 'centre',
    visibility: 'private',
  })
  await wiki.ask('PUT', `/api/pages/${hidden.id}/place`, territory, {
    territory: closed.json.id,
    visibility: 'private',
  })
  const items = [{ title: 'Un dossier réservé', URL: 'https://exemple.org/reserve' }]
  expect((await bring(items, true, territory)).outcomes).toEqual(['here'])
  expect((await bring(items, true)).outcomes).toEqual(['new'])
})
