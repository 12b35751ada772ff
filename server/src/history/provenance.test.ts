import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Provenance } from '@terreau/shared/api/history.ts'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import { bodyOf } from '@terreau/shared/document/yxml.ts'
import { importGuides } from '../transfer/import-guides.ts'
import { WikiWriter } from '../transfer/wiki-writer.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

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

async function idOf(secret: string): Promise<MemberId> {
  return (await wiki.ask<{ member: { id: MemberId } }>('GET', '/api/me', secret)).json.member.id
}

async function write(secret: string, change: (body: Y.XmlFragment) => void): Promise<void> {
  await wiki.wiki.rooms.write(page.id, await idOf(secret), (doc) => change(bodyOf(doc)))
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}

async function provenance(secret?: string): Promise<Provenance> {
  return (await wiki.ask<Provenance>('GET', `/api/pages/${page.id}/provenance`, secret)).json
}

/** The words of each passage, cut where their author or their placer changes. */
function signed({ passages, people }: Provenance): string[] {
  return passages.flatMap(({ text, runs }) =>
    runs.map(({ from, to, origin, placedBy }) => {
      const placed = placedBy === origin ? '' : `, placed by ${people[placedBy]}`
      return `${text.slice(from, to)} (${people[origin]}${placed})`
    }),
  )
}

test('[A1] each passage tells who wrote which of its words, and who put them there', async () => {
  await write(ana, (body) => body.insert(0, [paragraph('Il faut une clé de dix. Et un chiffon.')]))
  await write(bob, (body) => ((body.get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(23, ' Bien serrer.'))
  await write(bob, (body) => {
    body.delete(0, 1)
    const list = new Y.XmlElement('bulletList')
    const item = new Y.XmlElement('listItem')
    item.insert(0, [paragraph('Il faut une clé de dix. Bien serrer. Et un chiffon.')])
    list.insert(0, [item])
    body.insert(0, [list])
  })
  expect(signed(await provenance())).toEqual([
    'Réparer un vélo (Ana)',
    'Il faut une clé de dix. (Ana, placed by Bob)',
    ' Bien serrer. (Bob)',
    ' Et un chiffon. (Ana, placed by Bob)',
  ])
})

test('[A3] what is stored of authors is taken up where it stood, and told anew it is the same', async () => {
  await write(ana, (body) => body.insert(0, [paragraph('Il faut une clé de dix.')]))
  await write(bob, (body) => body.insert(1, [paragraph('Et de la patience.')]))
  const before = await provenance()
  expect(await wiki.wiki.attributions.tellAnew()).toBeGreaterThan(0)
  expect(await provenance()).toEqual(before)
  await wiki.wiki.attributions.close()
  await write(bob, (body) => body.delete(0, 1))
  expect(signed(await provenance())).toEqual(['Réparer un vélo (Ana)', 'Et de la patience. (Bob)'])
})

test('[R8] where the words of a page come from is told to nobody who may not know of it', async () => {
  await wiki.ask('PUT', `/api/pages/${page.id}/place`, ana, { territory: null, visibility: 'private' })
  const answers = await Promise.all(
    [null, bob, ana].map((who) => wiki.ask('GET', `/api/pages/${page.id}/provenance`, who)),
  )
  expect(answers.map(({ status }) => status)).toEqual([404, 200, 200])
})

test('[A10] words brought from another page stay by who wrote them there, and only where they were there', async () => {
  await write(ana, (body) => body.insert(0, [paragraph('Il faut une clé de dix et un chiffon.')]))
  const other = await wiki.page(bob, 'Réparer un banc')
  const texts = ['une clé de dix et un chiffon', 'jamais écrit par personne ici']
  expect((await wiki.ask('POST', `/api/pages/${other.id}/borrowings`, bob, { from: page.id, texts })).status).toBe(204)
  await wiki.wiki.rooms.write(other.id, await idOf(bob), (doc) =>
    bodyOf(doc).insert(0, [paragraph('une clé de dix et un chiffon'), paragraph('jamais écrit par personne ici')]),
  )
  const told = async (who: string) => (await wiki.ask<Provenance>('GET', `/api/pages/${other.id}/provenance`, who)).json
  const borrowed = [
    'Réparer un banc (Bob)',
    'une clé de dix et un chiffon (Ana, placed by Bob)',
    'jamais écrit par personne ici (Bob)',
  ]
  expect(signed(await told(bob))).toEqual(borrowed)
  expect((await told(bob)).passages[1]?.runs[0]?.page?.title).toBe('Réparer un vélo')
  await wiki.wiki.attributions.tellAnew()
  expect(signed(await told(bob))).toEqual(borrowed)
})

test('[A10] nobody brings words from a page that they may not know of, nor into one that they may not write', async () => {
  const other = await wiki.page(bob, 'Réparer un banc')
  const borrow = async (who: string | null, from: string) =>
    (await wiki.ask('POST', `/api/pages/${other.id}/borrowings`, who, { from, texts: ['Il faut une clé'] })).json.code
  expect(await borrow(bob, '01932f7e-4a10-7c3a-9b1e-5a2f0c7d8e11')).toBe('page.unknown')
  expect(await borrow(null, page.id)).toBe('member.unknown')
})

const set = (who: string, summary: string) => wiki.ask('PATCH', `/api/pages/${page.id}/fields`, who, { summary })
const summary = async () => signed(await provenance()).slice(1)

test('[A1] a field has authors letter by letter, and a value that it had before is by who set it then', async () => {
  await set(ana, 'Changer une chambre à air sans outil.')
  await set(bob, 'Changer une chambre à air sans démonte-pneu.')
  expect(await summary()).toEqual(['Changer une chambre à air sans  (Ana)', 'démonte-pneu (Bob)', '. (Ana)'])
  await set(bob, 'Changer une chambre à air sans outil.')
  expect(await summary()).toEqual(['Changer une chambre à air sans outil. (Ana, placed by Bob)'])
})

test('[A1] what a steward brings back by undoing stays by who wrote it', async () => {
  await write(ana, (body) => body.insert(0, [paragraph('Il faut une clé de dix.'), paragraph('Et un chiffon.')]))
  await write(bob, (body) => body.delete(1, 1))
  await wiki.wiki.contributions.flush()
  const steward = await wiki.someone('steward', 'Cléo')
  const { contributions } = (
    await wiki.ask<{ contributions: { id: string; author: { name: string } }[] }>(
      'GET',
      `/api/pages/${page.id}/contributions`,
      steward,
    )
  ).json
  const ofBob = contributions.find(({ author }) => author.name === 'Bob')
  await wiki.ask('POST', `/api/contributions/${ofBob?.id}/undo`, steward, { reason: 'Effacé par erreur.' })
  expect(signed(await provenance())).toEqual([
    'Réparer un vélo (Ana)',
    'Il faut une clé de dix. (Ana)',
    'Et un chiffon. (Ana, placed by Cléo)',
  ])
})

test('[A1] what is imported is by whoever imports, and names its source', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'terreau-guides-'))
  await writeFile(
    join(folder, 'compost.md'),
    '---\ntitle: Tenir un compost\nlicence: CC-BY-SA-4.0\nsource: https://example.org/compost\n---\n\nRetourner le tas chaque mois, et le couvrir de feuilles.\n',
  )
  const author = await wiki.wiki.members.standIn('import', 'Import')
  await importGuides(folder, new WikiWriter(wiki.wiki, author.id))
  await rm(folder, { recursive: true })
  const pages = (await wiki.ask<{ pages: { id: string; title: string }[] }>('GET', '/api/pages?limit=100')).json.pages
  const imported = pages.find(({ title }) => title === 'Tenir un compost')
  const told = (await wiki.ask<Provenance>('GET', `/api/pages/${imported?.id}/provenance`)).json
  expect(signed(told)).toContain('Retourner le tas chaque mois, et le couvrir de feuilles. (Import)')
  const { page: read } = (await wiki.ask<PageAnswer>('GET', `/api/pages/${imported?.id}`)).json
  expect(JSON.stringify(read.fields)).toContain('CC-BY-SA-4.0')
})
