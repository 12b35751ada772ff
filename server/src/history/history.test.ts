import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { ContributionList, PageDiff, Provenance } from '@terreau/shared/api/history.ts'
import type { LedgerList } from '@terreau/shared/api/care.ts'
import type { PageChanges } from '@terreau/shared/api/reviews.ts'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import { bodyOf } from '@terreau/shared/document/yxml.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

let wiki: WikiForTests
let page: PageAnswer['page']
let [ana, bob, steward] = ['', '', '']

beforeEach(async () => {
  wiki = await WikiForTests.open()
  ana = await wiki.someone('member', 'Ana')
  bob = await wiki.someone('member', 'Bob')
  steward = await wiki.someone('steward', 'Sam')
  page = await wiki.page(ana, 'Réparer un vélo')
})

afterEach(() => wiki.close())

const reason = 'Des mots qui blessent quelqu’un'

async function idOf(secret: string): Promise<MemberId> {
  return (await wiki.ask<{ member: { id: MemberId } }>('GET', '/api/me', secret)).json.member.id
}

/** Writes, and ends the contribution with a sentence. */
async function wrote(secret: string, message: string, change: (body: Y.XmlFragment) => void): Promise<string> {
  await wiki.wiki.rooms.write(page.id, await idOf(secret), (doc) => change(bodyOf(doc)))
  return (await proposed(secret, message)).json.id
}

const proposed = (secret: string, message: string, sources: readonly string[] = []) =>
  wiki.ask<{ id: string; code: string }>('POST', `/api/pages/${page.id}/proposals`, secret, { message, sources })

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}

const words = (body: Y.XmlFragment, at: number) => (body.get(at) as Y.XmlElement).get(0) as Y.XmlText

async function listed(secret?: string): Promise<ContributionList> {
  return (await wiki.ask<ContributionList>('GET', `/api/pages/${page.id}/contributions`, secret)).json
}

/** What changed, as people would mark it with a pen. */
async function marked(asked: string, secret?: string): Promise<string[]> {
  const { json } = await wiki.ask<PageDiff>('GET', `/api/pages/${page.id}/diff?${asked}`, secret)
  return json.changes
    .filter(({ kind }) => kind !== 'same')
    .map(({ kind, form, words: all }) => {
      const told = all.map((one) =>
        one.kind === 'same' ? one.text : one.kind === 'added' ? `{+${one.text}+}` : `[-${one.text}-]`,
      )
      return `${kind}${form ? ' in form' : ''}: ${told.join('')}`
    })
}

async function text(): Promise<string> {
  const { json } = await wiki.ask<PageAnswer>('GET', `/api/pages/${page.id}`, ana)
  return json.page.passages.map((one) => one.text).join(' / ')
}

test('[F1] an author ends what they wrote with a sentence and its sources; what they write next is another contribution', async () => {
  const source = await wiki.page(ana, 'Manuel de l’atelier', 'source')
  await wrote(ana, '', (body) => body.insert(0, [paragraph('Il faut une clé de dix.')]))
  await wiki.wiki.rooms.write(page.id, await idOf(ana), (doc) => bodyOf(doc).push([paragraph('Et un chiffon.')]))
  expect((await proposed(ana, '  Les outils  ', [source.id])).status).toBe(201)
  expect((await proposed(ana, 'Encore')).json.code).toBe('contribution.nothing-new')
  expect((await proposed(bob, 'Rien')).json.code).toBe('contribution.nothing-new')
  const { contributions } = await listed()
  expect(contributions.map((one) => [one.author.name, one.message, one.sources.map(({ title }) => title)])).toEqual([
    ['Ana', 'Les outils', ['Manuel de l’atelier']],
    ['Ana', null, []],
  ])
  expect((await proposed(ana, 'x', [page.id])).json.code).toBe('page.unknown')
})

test('[F2] an author says something else of what they wrote, later too, and nobody else does', async () => {
  const id = await wrote(ana, 'Les outis', (body) => body.insert(0, [paragraph('Il faut une clé.')]))
  const say = (secret: string) => wiki.ask('PUT', `/api/contributions/${id}/words`, secret, { message: 'Les outils' })
  expect([(await say(bob)).status, (await say(steward)).status, (await say(ana)).status]).toEqual([403, 403, 204])
  expect((await listed()).contributions[0]?.message).toBe('Les outils')
})

test('[F3] [F5] between any two points each passage is told once, with what became of its words', async () => {
  const first = await wrote(ana, 'Début', (body) =>
    body.insert(0, [paragraph('Il faut une clé de dix.'), paragraph('Bien serrer la roue avant de partir.')]),
  )
  const second = await wrote(bob, 'Douze', (body) => {
    words(body, 0).delete(19, 3)
    words(body, 0).insert(19, 'douze')
    body.push([paragraph('Un chiffon aide.')])
  })
  const third = await wrote(ana, 'Gras', (body) => words(body, 1).format(0, 4, { bold: {} }))
  expect(await marked(`to=${second}`)).toEqual([
    'changed: Il faut une clé de [-dix-]{+douze+}.',
    'added: {+Un chiffon aide.+}',
  ])
  expect(await marked('')).toEqual(['changed in form: Bien serrer la roue avant de partir.'])
  expect(await marked(`from=${first}&to=${third}`)).toHaveLength(3)
  expect(await marked(`from=${third}&to=${first}`)).toEqual(await marked(`from=${first}&to=${third}`))
  expect(await marked(`from=start&to=${first}`)).toEqual([
    'added: {+Réparer un vélo+}',
    'added: {+Il faut une clé de dix.+}',
    'added: {+Bien serrer la roue avant de partir.+}',
  ])
  expect(await marked(`from=${third}&to=now`)).toEqual([])
  const elsewhere = await wiki.page(ana, 'Une autre')
  const asked = await wiki.ask('GET', `/api/pages/${elsewhere.id}/diff?to=${first}`)
  expect(asked.json.code).toBe('contribution.unknown')
})

test('[F3] [F5] a validated version is a point like any other: what it brought, and what changed since', async () => {
  const vera = await wiki.someone('validator', 'Vera')
  const validateAll = async () => {
    await wiki.wiki.projector.settled()
    const { json } = await wiki.ask<PageChanges>('GET', `/api/pages/${page.id}/changes`, vera)
    const hunks = [...new Set(json.hunks.map(({ key }) => key))]
    await wiki.ask('POST', `/api/pages/${page.id}/verdicts`, vera, { hunks, verdict: 'validated' })
  }
  const first = await wrote(ana, 'Début', (body) => body.insert(0, [paragraph('Il faut une clé de dix.')]))
  await validateAll()
  await wrote(bob, 'Plus', (body) => words(body, 0).insert(22, ' ou de douze'))
  await validateAll()
  await wrote(bob, 'Encore', (body) => body.push([paragraph('Et un chiffon.')]))
  expect(await marked('to=v1')).toEqual(['added: {+Réparer un vélo+}', 'added: {+Il faut une clé de dix.+}'])
  const second = 'changed: Il faut une clé de dix{+ ou de douze+}.'
  expect(await marked('to=v2')).toEqual([second])
  expect(await marked('from=v1&to=v2')).toEqual([second])
  expect(await marked('from=v2&to=v1')).toEqual([second])
  expect(await marked('from=v1&to=now')).toEqual([second, 'added: {+Et un chiffon.+}'])
  expect(await marked(`from=${first}&to=v2`)).toEqual([second])
  const unknown = await wiki.ask<{ code: string }>('GET', `/api/pages/${page.id}/diff?to=v9`)
  expect(unknown.json.code).toBe('page.no-such-version')
})

test('[F5] who else wrote at the same time is named with the changes of a contribution', async () => {
  const [a, b] = [await idOf(ana), await idOf(bob)]
  await proposed(ana, 'Page créée')
  await wiki.wiki.rooms.write(page.id, a, (doc) => bodyOf(doc).insert(0, [paragraph('Un.')]))
  await wiki.wiki.rooms.write(page.id, b, (doc) => bodyOf(doc).push([paragraph('Deux.')]))
  await wiki.wiki.rooms.write(page.id, a, (doc) => bodyOf(doc).push([paragraph('Trois.')]))
  const { json } = await wiki.ask<PageDiff>('GET', `/api/pages/${page.id}/diff`)
  expect([json.alongside, json.changes.filter(({ kind }) => kind === 'added')]).toEqual([
    ['Bob'],
    expect.objectContaining({ length: 3 }),
  ])
})

test('[F6] a page is put back to a point by a member: words are by whoever wrote them, put there by whoever did it, and it can be put back again', async () => {
  const good = await wrote(ana, 'Début', (body) => body.insert(0, [paragraph('Il faut une clé de dix.')]))
  const bad = await wrote(bob, 'Autrement', (body) => {
    body.delete(0, 1)
    body.insert(0, [paragraph('Tout à la poubelle.')])
  })
  const restore = (secret: string | null, to: string) =>
    wiki.ask('POST', `/api/pages/${page.id}/restorations`, secret, { to })
  expect((await restore(null, good)).status).toBe(401)
  expect((await restore(steward, good)).status).toBe(204)
  expect(await text()).toBe('Réparer un vélo / Il faut une clé de dix.')
  const { json } = await wiki.ask<Provenance>('GET', `/api/pages/${page.id}/provenance`)
  const runs = json.passages[1]?.runs.map(({ origin, placedBy }) => [json.people[origin], json.people[placedBy]])
  expect(runs).toEqual([['Ana', 'Sam']])
  const [last] = (await listed()).contributions
  expect([last?.author.name, last?.restores]).toEqual(['Sam', good])
  expect((await restore(bob, bad)).status).toBe(204)
  expect(await text()).toBe('Réparer un vélo / Tout à la poubelle.')
})

test.each([['put back by a member'], ['brought back by undoing']])(
  '[F6] [C3] [A1] a short word that came to pieces stays by who wrote it when it is %s',
  async (how) => {
    const good = await wrote(ana, 'Début', (body) => body.insert(0, [paragraph('Clé')]))
    await wiki.wiki.rooms.write(page.id, await idOf(bob), (doc) => {
      words(bodyOf(doc), 0).delete(2, 1)
      words(bodyOf(doc), 0).insert(2, 'ef')
    })
    const bad = await wrote(bob, 'Autrement', (body) => body.delete(0, 1))
    if (how === 'put back by a member')
      await wiki.ask('POST', `/api/pages/${page.id}/restorations`, steward, { to: good })
    else await wiki.ask('POST', `/api/contributions/${bad}/undo`, steward, { reason })
    const { json } = await wiki.ask<Provenance>('GET', `/api/pages/${page.id}/provenance`)
    const [, passage] = json.passages
    const by = passage?.runs.map(({ origin, placedBy }) => [json.people[origin], json.people[placedBy]])
    expect([passage?.text, by]).toEqual(['Clé', [['Ana', 'Sam']]])
  },
)

test('[F7] what a steward took out of sight is in no answer and no file, wherever others put it since, until it is shown again', async () => {
  const canary = 'CANARIBLEU'
  await wrote(ana, 'Début', (body) => body.insert(0, [paragraph('Il faut une clé de dix.')]))
  const bad = await wrote(bob, `Mots de ${canary}`, (body) => words(body, 0).insert(23, ` ${canary} est un voleur.`))
  // Another gives the passage its form: the words are in their update too.
  const formed = await wrote(ana, 'En liste', (body) => {
    const all = words(body, 0).toString()
    body.delete(0, 1)
    const [list, item] = [new Y.XmlElement('bulletList'), new Y.XmlElement('listItem')]
    item.insert(0, [paragraph(all)])
    list.insert(0, [item])
    body.insert(0, [list])
  })
  const hide = (secret: string, act = 'hide') =>
    wiki.ask('POST', `/api/contributions/${bad}/${act}`, secret, { reason })
  expect((await hide(steward)).json.code).toBe('contribution.stands')
  const cleaned = await wrote(ana, 'Sans insulte', (body) => {
    const item = (body.get(0) as Y.XmlElement).get(0) as Y.XmlElement
    words(item, 0).delete(23, canary.length + 16)
  })
  expect(await text()).toBe('Réparer un vélo / Il faut une clé de dix.')
  expect([(await hide(ana)).status, (await hide(steward)).status]).toEqual([403, 204])
  const points = ['start', 'now', bad, formed, cleaned]
  const urls = [
    ...points
      .flatMap((to) => [`to=${to}`, ...points.map((from) => `from=${from}&to=${to}`)])
      .map((asked) => `/diff?${asked}`),
    '/contributions',
    '/provenance',
    '',
  ].map((path) => `/api/pages/${page.id}${path}`)
  const told = async (secret: string | null) => {
    const answers = await Promise.all(
      [...urls, '/api/me/export', '/api/ledger'].map((url) => wiki.ask('GET', url, secret)),
    )
    return answers.filter(({ json }) => JSON.stringify(json).includes(canary)).length
  }
  expect([await told(null), await told(ana), await told(bob)]).toEqual([0, 0, 0])
  expect(await told(steward)).toBeGreaterThan(0)
  expect(await marked(`to=${formed}`)).toEqual(['changed in form: Il faut une clé de dix.'])
  const restored = await wiki.ask('POST', `/api/pages/${page.id}/restorations`, steward, { to: formed })
  expect(restored.json.code).toBe('contribution.hidden')
  const { json } = await wiki.ask<LedgerList>('GET', '/api/ledger')
  expect([json.entries[0]?.kind, json.entries[0]?.reason]).toEqual(['contribution.hidden', reason])
  expect((await hide(steward, 'show')).status).toBe(204)
  expect(await told(null)).toBeGreaterThan(0)
})

test('[R8] the history of a page is told to nobody who may not know of it, and of sources only what they may know', async () => {
  const source = await wiki.page(ana, 'Journal intime', 'source')
  await wiki.ask('PUT', `/api/pages/${source.id}/place`, ana, { territory: null, visibility: 'private' })
  await proposed(ana, 'Avec source', [source.id])
  expect([
    (await listed()).contributions[0]?.sources.length,
    (await listed(bob)).contributions[0]?.sources.length,
  ]).toEqual([0, 1])
  await wiki.ask('PUT', `/api/pages/${page.id}/place`, ana, { territory: null, visibility: 'private' })
  const answers = await Promise.all(
    ['contributions', 'diff'].flatMap((what) =>
      [null, bob].map((who) => wiki.ask('GET', `/api/pages/${page.id}/${what}`, who)),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual([404, 200, 404, 200])
})
