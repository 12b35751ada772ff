import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import { bodyOf } from '@terreau/shared/document/yxml.ts'
import { WikiForTests } from '../wiki-for-tests.ts'
import type { ProvJson } from './prov-json.ts'
import { provFaults } from './prov-rules-for-tests.ts'

let wiki: WikiForTests
let page: PageAnswer['page']
let [ana, bob] = ['', '']

beforeEach(async () => {
  wiki = await WikiForTests.open()
  ana = await wiki.someone('member', 'Ana')
  bob = await wiki.someone('member', 'Bob')
  page = await wiki.page(ana, 'Réparer un vélo')
})

afterEach(() => wiki.close())

async function write(secret: string, change: (body: Y.XmlFragment) => void): Promise<void> {
  const { json } = await wiki.ask<{ member: { id: MemberId } }>('GET', '/api/me', secret)
  await wiki.wiki.rooms.write(page.id, json.member.id, (doc) => change(bodyOf(doc)))
}

function paragraph(...inside: (Y.XmlText | Y.XmlElement)[]): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, inside)
  return element
}

function citation(source: string, locator: string): Y.XmlElement {
  const element = new Y.XmlElement('citation')
  element.setAttribute('source', source)
  element.setAttribute('locator', locator)
  return element
}

async function prov(secret?: string): Promise<ProvJson> {
  return (await wiki.ask<ProvJson>('GET', `/api/pages/${page.id}/prov.json`, secret)).json
}

const faults = (document: object) => provFaults(document as Parameters<typeof provFaults>[0])
const labels = (records: ProvJson['entity']) => Object.values(records).flatMap((one) => one['prov:label'] ?? [])

test('[A6] a page is told in PROV-JSON: who wrote which words, when, in which contribution, and from what', async () => {
  const source = await wiki.page(bob, 'Le guide du vélo', 'source')
  await write(ana, (body) => body.insert(0, [paragraph(new Y.XmlText('Il faut une clé de dix. Il faut serrer.'))]))
  await write(bob, (body) => ((body.get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(23, ' Et un chiffon.'))
  await write(bob, (body) => body.insert(1, [paragraph(new Y.XmlText('Serrer fort.'), citation(source.id, 'p. 4'))]))
  const document = await prov()
  expect(faults(document)).toEqual([])
  expect(labels(document.agent)).toEqual(['Ana', 'Bob'])
  expect(labels(document.entity)).toEqual(['Réparer un vélo', 'Le guide du vélo'])
  expect(Object.values(document.wasDerivedFrom)).toMatchObject([
    { 'prov:usedEntity': `wiki:page-${source.id}`, 'prov:type': { $: 'prov:PrimarySource' }, 'wiki:locator': 'p. 4' },
  ])
  const words = Object.values(document.wasGeneratedBy).map((one) => {
    const by = Object.values(document.wasAssociatedWith).find((of) => of['prov:activity'] === one['prov:activity'])
    const said = document.entity[one['prov:entity'] as string]?.['prov:value']
    return [said, document.agent[by?.['prov:agent'] as string]?.['prov:label']]
  })
  expect(words).toContainEqual([' Et un chiffon.', 'Bob'])
  expect(words).toContainEqual(['Il faut une clé de dix.', 'Ana'])
})

test('[A6] told twice it is the same to the letter, and what imports wrote is by software', async () => {
  const author = await wiki.wiki.members.standIn('import', 'Import')
  await wiki.wiki.rooms.write(page.id, author.id, (doc) =>
    bodyOf(doc).insert(0, [paragraph(new Y.XmlText('Deux fois.')), paragraph(new Y.XmlText('Deux fois.'))]),
  )
  const document = await prov()
  expect(faults(document)).toEqual([])
  expect(JSON.stringify(await prov())).toBe(JSON.stringify(document))
  const { agent } = document
  expect(Object.values(agent)).toContainEqual({
    'prov:label': 'Import',
    'prov:type': { $: 'prov:SoftwareAgent', type: 'prov:QUALIFIED_NAME' },
  })
  expect(Object.values(document.entity).filter((one) => one['prov:value'] === 'Deux fois.')).toHaveLength(4)
})

test('[R8] PROV-JSON names no page that its reader may not know of', async () => {
  const source = await wiki.page(bob, 'Le guide du vélo', 'source')
  await write(bob, (body) => body.insert(0, [paragraph(new Y.XmlText('Serrer fort.'), citation(source.id, 'p. 4'))]))
  await wiki.ask('PUT', `/api/pages/${source.id}/place`, bob, { territory: null, visibility: 'private' })
  expect(labels((await prov()).entity)).toEqual(['Réparer un vélo'])
  expect(labels((await prov(bob)).entity)).toEqual(['Réparer un vélo', 'Le guide du vélo'])
  await wiki.ask('PUT', `/api/pages/${page.id}/place`, ana, { territory: null, visibility: 'private' })
  const { status } = await wiki.ask('GET', `/api/pages/${page.id}/prov.json`)
  expect(status).toBe(404)
})

test('[A6] what PROV-JSON forbids is noticed', () => {
  const entity = { 'wiki:a': {}, 'wiki:b': {} }
  const prefix = { wiki: 'https://wiki.example/prov#' }
  const specializationOf = { '_:s': { 'prov:specificEntity': 'wiki:a', 'prov:generalEntity': 'wiki:c', 'prov:x': 'y' } }
  expect(faults({ prefix, entity, specializationOf })).toHaveLength(2)
  expect(faults({ prefix, entity, wasQuotedFrom: { '_:q': {} } })).toEqual(['wasQuotedFrom _:q: unknown kind'])
})
