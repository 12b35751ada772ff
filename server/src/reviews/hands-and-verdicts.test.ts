import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { ContributionList, PageDiff, Provenance } from '@terreau/shared/api/history.ts'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { PageChanges, VerdictAnswer, VersionList } from '@terreau/shared/api/reviews.ts'
import { bodyOf, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import { versionBrokenAt } from '../safekeeping/verify-versions.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

let wiki: WikiForTests
let page: PageAnswer['page']
let [ana, bob, vera, viktor, sam] = ['', '', '', '', '']

beforeEach(async () => {
  wiki = await WikiForTests.open()
  ana = await wiki.someone('member', 'Ana')
  bob = await wiki.someone('member', 'Bob')
  vera = await wiki.someone('validator', 'Vera')
  viktor = await wiki.someone('validator', 'Viktor')
  sam = await wiki.someone('steward', 'Sam')
  page = await wiki.page(ana, 'Réparer un vélo')
  await wiki.ask('POST', `/api/pages/${page.id}/proposals`, ana, {})
})

afterEach(() => wiki.close())

async function idOf(secret: string): Promise<MemberId> {
  return (await wiki.ask<{ member: { id: MemberId } }>('GET', '/api/me', secret)).json.member.id
}

/** Writes, and proposes it. */
async function wrote(secret: string, change: (body: Y.XmlFragment, doc: Y.Doc) => void, on = page): Promise<void> {
  await wiki.wiki.rooms.write(on.id, await idOf(secret), (doc) => change(bodyOf(doc), doc))
  await wiki.ask('POST', `/api/pages/${on.id}/proposals`, secret, {})
  await wiki.wiki.projector.settled()
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}

const text = (body: Y.XmlFragment, at: number) => (body.get(at) as Y.XmlElement).get(0) as Y.XmlText

const changes = async (secret?: string, on = page) =>
  (await wiki.ask<PageChanges>('GET', `/api/pages/${on.id}/changes`, secret)).json

const judge = (secret: string, hunks: readonly string[], verdict = 'validated', reason?: string, on = page) =>
  wiki.ask<VerdictAnswer & { code: string }>('POST', `/api/pages/${on.id}/verdicts`, secret, {
    hunks,
    verdict,
    ...(reason && { reason }),
  })

/** Accepts everything that waits. */
async function acceptAll(secret: string, on = page): Promise<number | null> {
  const { hunks } = await changes(secret, on)
  const answer = await judge(secret, [...new Set(hunks.map(({ key }) => key))], 'validated', undefined, on)
  expect(answer.status, JSON.stringify(answer.json)).toBe(201)
  return answer.json.version
}

const read = async (secret?: string | null, version?: string, on = page) =>
  (await wiki.ask<PageAnswer>('GET', `/api/pages/${on.id}${version ? `?version=${version}` : ''}`, secret)).json.page

const said = (one: PageAnswer['page']) =>
  one.passages.filter(({ kind }) => kind !== 'field').map((passage) => `${passage.text} (${passage.standing})`)

const act = (contribution: string, what: string) =>
  wiki.ask<{ code: string }>('POST', `/api/contributions/${contribution}/${what}`, sam, {
    reason: 'Des mots qui blessent',
  })

/** The newest contribution of somebody. */
async function lastOf(name: string): Promise<string> {
  const { json } = await wiki.ask<ContributionList>('GET', `/api/pages/${page.id}/contributions`, sam)
  return json.contributions.find(({ author }) => author.name === name)?.id ?? ''
}

test('[D19] a verdict is forgotten once its words went and came back', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Il faut une clé de dix.'), paragraph('Et un chiffon.')]))
  await acceptAll(vera)
  await wrote(bob, (body) => {
    text(body, 0).delete(19, 3)
    text(body, 0).insert(19, 'onze')
  })
  expect(await acceptAll(viktor)).toBe(2)
  await wrote(ana, (body) => {
    text(body, 0).delete(19, 4)
    text(body, 0).insert(19, 'dix')
  })
  expect(await acceptAll(vera)).toBe(3)
  await wrote(bob, (body) => {
    text(body, 0).delete(19, 3)
    text(body, 0).insert(19, 'onze')
  })
  const [hunk] = (await changes(viktor)).hunks
  expect([hunk?.after[0]?.text, hunk?.state]).toEqual(['Il faut une clé de onze.', 'waiting'])
})

test.each([
  ['up', 1, 0],
  ['down', 0, 1],
] as const)('[D10] whoever moves a passage %s has a hand in the move', async (_, from, to) => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Il faut une clé de dix.'), paragraph('Et un chiffon.')]))
  await acceptAll(viktor)
  await wrote(vera, (body) => {
    const words = text(body, from).toString()
    body.delete(from, 1)
    body.insert(to, [paragraph(words)])
  })
  const all = (await changes(vera)).hunks
  expect(all.map(({ kind, notJudging }) => [kind, notJudging])).toEqual([['move', 'own-hand']])
})

test.each([0, 1])('[D10] whoever deletes one of two equal passages has a hand (the one at %i)', async (at) => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Rincer.'), paragraph('Rincer.'), paragraph('Et un chiffon.')]))
  await acceptAll(viktor)
  await wrote(vera, (body) => body.delete(at, 1))
  const all = (await changes(vera)).hunks
  expect(all.map(({ kind, notJudging }) => [kind, notJudging])).toEqual([['delete', 'own-hand']])
})

test.each([0, 1])('[D10] whoever adds an equal passage has a hand (the one at %i)', async (at) => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Rincer.'), paragraph('Et un chiffon.')]))
  await acceptAll(viktor)
  await wrote(vera, (body) => body.insert(at, [paragraph('Rincer.')]))
  const all = (await changes(vera)).hunks
  expect(all.map(({ kind, notJudging }) => [kind, notJudging])).toEqual([['text', 'own-hand']])
})

test.each([0, 1])('[D10] whoever takes words from one of two equal passages has a hand (the one at %i)', async (at) => {
  await wrote(ana, (body) =>
    body.insert(0, [
      paragraph('Ne jamais rincer à chaud.'),
      paragraph('Ne jamais rincer à chaud.'),
      paragraph('Et un chiffon.'),
    ]),
  )
  await acceptAll(viktor)
  await wrote(vera, (body) => text(body, at).delete(3, 7))
  const all = (await changes(vera)).hunks
  expect(all.map(({ kind, notJudging }) => [kind, notJudging])).toEqual([['text', 'own-hand']])
})

test('[D10] whoever took words away under another name does not say that what is left is still right', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Ne jamais rincer à chaud.')]))
  await acceptAll(viktor)
  await wrote(bob, (body) => text(body, 0).delete(3, 7))
  await acceptAll(vera)
  const [was, is] = [await idOf(bob), await idOf(vera)]
  await wiki.wiki.store.db.updateTable('member').set({ became: is }).where('id', '=', was).execute()
  const still = (await changes(vera)).hunks.filter(({ field }) => field === undefined)
  expect(still.map(({ kind, notJudging }) => [kind, notJudging])).toEqual([['still', 'own-hand']])
})

test('[D33] [D17] what is contested is not taken out past the objection', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Ne jamais rincer à chaud.'), paragraph('Et un chiffon.')]))
  await acceptAll(viktor)
  const passage = (await read(bob)).passages.find((one) => one.text.startsWith('Ne'))?.hash
  const raised = await wiki.ask('POST', `/api/pages/${page.id}/threads`, bob, {
    kind: 'objection',
    passage,
    words: 'Rien ne le dit.',
  })
  expect(raised.status).toBe(201)
  await wrote(ana, (body) => body.delete(0, 1))
  const [hunk] = (await changes(vera)).hunks
  expect([hunk?.kind, hunk?.state]).toEqual(['delete', 'contested'])
})

test('[D17] a deletion that the live page has taken back waits', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Ne jamais rincer à chaud.'), paragraph('Et un chiffon.')]))
  await acceptAll(viktor)
  await wrote(bob, (body) => body.delete(0, 1))
  await wiki.wiki.rooms.write(page.id, await idOf(ana), (doc) =>
    bodyOf(doc).insert(0, [paragraph('Ne jamais rincer à chaud.')]),
  )
  await wiki.wiki.projector.settled()
  const [hunk] = (await changes(vera)).hunks
  expect([hunk?.kind, hunk?.state]).toEqual(['delete', 'writing'])
})

test('[D11] a safety callout within a list item takes two', async () => {
  await wrote(ana, (body) => {
    const [list, item, callout] = ['bulletList', 'listItem', 'callout'].map((n) => new Y.XmlElement(n)) as [
      Y.XmlElement,
      Y.XmlElement,
      Y.XmlElement,
    ]
    callout.setAttribute('kind', 'safety')
    callout.insert(0, [paragraph('Couper le courant.')])
    item.insert(0, [paragraph('Avant tout'), callout])
    list.insert(0, [item])
    body.insert(0, [list])
  })
  const hunk = (await changes(vera)).hunks.find(({ field }) => field === undefined)
  expect(hunk?.required).toBe(2)
})

test('[D11] a safety callout within a quote takes two', async () => {
  await wrote(ana, (body) => {
    const [quote, callout] = ['blockquote', 'callout'].map((n) => new Y.XmlElement(n)) as [Y.XmlElement, Y.XmlElement]
    callout.setAttribute('kind', 'safety')
    callout.insert(0, [paragraph('Couper le courant.')])
    quote.insert(0, [callout])
    body.insert(0, [quote])
  })
  const hunk = (await changes(vera)).hunks.find(({ field }) => field === undefined)
  expect(hunk?.required).toBe(2)
})

test('[D34] whoever took words away from a passage does not answer an objection to it', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Ne jamais rincer à chaud.')]))
  await wrote(vera, (body) => text(body, 0).delete(3, 7))
  const passage = (await read(bob, 'live')).passages.find((one) => one.text.startsWith('Ne'))?.hash
  const raised = await wiki.ask<{ id: string }>('POST', `/api/pages/${page.id}/threads`, bob, {
    kind: 'objection',
    passage,
    words: 'Il manque un mot.',
  })
  expect(raised.status).toBe(201)
  const answered = await wiki.ask('POST', `/api/threads/${raised.json.id}/settling`, vera, {
    how: 'answered',
    words: 'Non.',
  })
  expect(answered.status).toBe(403)
})

test('[D15] [F7] a version that is made after words were taken out of sight verifies, whatever else their author formed', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Il faut une clé de dix.'), paragraph('Et un chiffon.')]))
  await acceptAll(vera)
  await wrote(bob, (body) => {
    text(body, 0).insert(0, 'CANARI ')
    text(body, 1).format(0, 2, { bold: true })
  })
  await acceptAll(vera)
  await wrote(ana, (body) => text(body, 0).delete(0, 7))
  const bad = await lastOf('Bob')
  expect((await act(bad, 'hide')).status).toBe(204)
  expect(await versionBrokenAt(wiki.wiki.store.db, page.id)).toBeNull()
  expect(said(await read(null, 'validated')).join()).toContain('Et un chiffon.')
  expect(await acceptAll(viktor)).toBe(3)
  expect(said(await read(null, 'validated')).join()).toContain('Et un chiffon.')
  expect(await versionBrokenAt(wiki.wiki.store.db, page.id)).toBeNull()
})

test('[F7] words are taken out of sight on a page with tags', async () => {
  await wrote(ana, (body, doc) => {
    fieldsOfDoc(doc).set('tags', ['vélo', 'atelier'])
    body.insert(0, [paragraph('Il faut une clé de dix.')])
  })
  await wrote(bob, (body) => text(body, 0).insert(0, 'CANARI '))
  const bad = await lastOf('Bob')
  expect((await act(bad, 'undo')).status).toBe(204)
  const hidden = await act(bad, 'hide')
  expect([hidden.status, hidden.json?.code]).toEqual([204, undefined])
})

test('[F7] hidden words that an open contribution took away are told by no change', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Il faut une clé de dix.'), paragraph('Et un chiffon.')]))
  await acceptAll(vera)
  await wrote(bob, (body) => text(body, 0).insert(0, 'CANARI '))
  await wiki.wiki.rooms.write(page.id, await idOf(ana), (doc) => text(bodyOf(doc), 0).delete(0, 7))
  await wiki.wiki.projector.settled()
  const bad = await lastOf('Bob')
  expect((await act(bad, 'hide')).status).toBe(204)
  expect(JSON.stringify(await changes())).not.toContain('CANARI')
})

test('[D10] whoever takes the start of a list away has a hand', async () => {
  await wrote(ana, (body) => {
    const [list, item] = ['orderedList', 'listItem'].map((n) => new Y.XmlElement(n)) as [Y.XmlElement, Y.XmlElement]
    list.setAttribute('start', 5 as never)
    item.insert(0, [paragraph('Avant tout')])
    list.insert(0, [item])
    body.insert(0, [list])
  })
  await acceptAll(viktor)
  await wrote(vera, (body) => (body.get(0) as Y.XmlElement).removeAttribute('start'))
  const all = (await changes(vera)).hunks
  expect(all.map(({ kind, notJudging }) => [kind, notJudging])).toEqual([['format', 'own-hand']])
})

test('[D19] [D15] no version holds words that nobody looked at again once they came back', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Il faut une clé de dix.'), paragraph('Et un chiffon.')]))
  await acceptAll(vera)
  await wrote(bob, (body) => {
    text(body, 0).delete(19, 3)
    text(body, 0).insert(19, 'onze')
  })
  expect(await acceptAll(viktor)).toBe(2)
  await wrote(ana, (body) => {
    text(body, 0).delete(19, 4)
    text(body, 0).insert(19, 'dix')
  })
  expect(await acceptAll(vera)).toBe(3)
  await wrote(bob, (body) => {
    text(body, 0).delete(19, 3)
    text(body, 0).insert(19, 'onze')
    text(body, 1).insert(14, ' Propre.')
  })
  const other = (await changes(vera)).hunks.find(({ after }) => after[0]?.text.includes('Propre'))
  await judge(vera, [other?.key ?? ''])
  expect(said(await read(null, 'validated'))).toContain('Il faut une clé de dix. (validated)')
})

test('[D15] [F7] so does one that holds what the hidden one placed', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Il faut une clé de dix.'), paragraph('Et un chiffon.')]))
  await acceptAll(vera)
  await wrote(bob, (body) => {
    text(body, 0).insert(0, 'CANARI ')
    text(body, 1).format(0, 2, { bold: true })
  })
  await acceptAll(vera)
  await wrote(ana, (body) => text(body, 0).delete(0, 7))
  const bad = await lastOf('Bob')
  expect((await act(bad, 'hide')).status).toBe(204)
  expect(await acceptAll(viktor)).toBe(3)
  expect(await versionBrokenAt(wiki.wiki.store.db, page.id)).toBeNull()
})

test('[D15] [F7] so does one of a paragraph that the hidden one began', async () => {
  await wrote(bob, (body) => body.insert(0, [paragraph('CANARI est un voleur.')]))
  await wrote(ana, (body) => text(body, 0).insert(0, 'Il faut une clé de dix. '))
  await wrote(ana, (body) => text(body, 0).delete(24, 21))
  const bad = await lastOf('Bob')
  expect((await act(bad, 'hide')).status).toBe(204)
  expect(await acceptAll(viktor)).toBe(1)
  expect(await versionBrokenAt(wiki.wiki.store.db, page.id)).toBeNull()
})

test('[F7] [F6] a page with tags is told and put back once something is out of sight', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Il faut une clé de dix.')]))
  await wrote(bob, (body) => text(body, 0).insert(0, 'CANARI '))
  const bad = await lastOf('Bob')
  await act(bad, 'undo')
  expect((await act(bad, 'hide')).status).toBe(204)
  await wrote(ana, (_, doc) => fieldsOfDoc(doc).set('tags', ['vélo', 'atelier']))
  const good = await lastOf('Ana')
  const diff = await wiki.ask<PageDiff>('GET', `/api/pages/${page.id}/diff?to=${good}`)
  expect(JSON.stringify(diff.json)).toContain('atelier')
})

test('[A1] tags have authors letter by letter', async () => {
  await wrote(ana, (_, doc) => fieldsOfDoc(doc).set('tags', ['vélo', 'atelier']))
  await wrote(bob, (_, doc) => fieldsOfDoc(doc).set('tags', ['vélo', 'atelier', 'clé']))
  const { json } = await wiki.ask<Provenance>('GET', `/api/pages/${page.id}/provenance`, ana)
  const tags = json.passages.find((one) => one.field === 'tags')
  expect(tags?.runs.at(-1)?.to).toBe(tags?.text.length)
})

test('[F5] now is after any version, also where nothing came since', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Il faut une clé de dix.'), paragraph('Et un chiffon.')]))
  await acceptAll(vera)
  await wrote(bob, (body) => {
    text(body, 0).insert(23, ' Neuve.')
    text(body, 1).insert(14, ' Propre.')
  })
  const [one] = (await changes(vera)).hunks
  await judge(vera, [one?.key ?? ''])
  await wiki.ask('POST', `/api/pages/${page.id}/versions`, vera, {})
  const { json } = await wiki.ask<PageDiff>('GET', `/api/pages/${page.id}/diff?from=v2&to=now`)
  expect([json.from, json.to]).toEqual(['v2', 'now'])
})

test('[D33] [D17] a contested fact is not taken out past the objection', async () => {
  await wrote(ana, (_, doc) => fieldsOfDoc(doc).set('summary', 'On y répare à plusieurs.'))
  await acceptAll(viktor)
  const passage = (await read(bob)).passages.find((one) => one.field === 'summary')?.hash
  expect(
    (
      await wiki.ask('POST', `/api/pages/${page.id}/threads`, bob, {
        kind: 'objection',
        passage,
        field: 'summary',
        words: 'Rien ne le dit.',
      })
    ).status,
  ).toBe(201)
  await wrote(ana, (_, doc) => fieldsOfDoc(doc).delete('summary'))
  const [hunk] = (await changes(vera)).hunks
  expect([hunk?.kind, hunk?.state]).toEqual(['field', 'contested'])
})

test('[D33] [D17] nor is what is contested written anew past it', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Ne jamais rincer à chaud.'), paragraph('Et un chiffon.')]))
  await acceptAll(viktor)
  const passage = (await read(bob)).passages.find((one) => one.text.startsWith('Ne'))?.hash
  expect(
    (
      await wiki.ask('POST', `/api/pages/${page.id}/threads`, bob, {
        kind: 'objection',
        passage,
        words: 'Rien ne le dit.',
      })
    ).status,
  ).toBe(201)
  await wrote(ana, (body) => {
    body.delete(0, 1)
    body.insert(0, [paragraph('Brossez plutôt les pignons avec du savon noir.')])
  })
  const { hunks } = await changes(vera)
  expect(hunks.map(({ state }) => state)).toEqual(hunks.map(() => 'contested'))
})

function row(words: string): Y.XmlElement {
  const [one, cell] = [new Y.XmlElement('tableRow'), new Y.XmlElement('tableCell')]
  cell.insert(0, [paragraph(words)])
  one.insert(0, [cell])
  return one
}

test('[D10] whoever swaps two rows of a table has a hand', async () => {
  await wrote(ana, (body) => {
    const table = new Y.XmlElement('table')
    table.insert(0, [row('Dévisser'), row('Nettoyer'), row('Remonter')])
    body.insert(0, [table])
  })
  await acceptAll(viktor)
  await wrote(vera, (body) => {
    const table = body.get(0) as Y.XmlElement
    const first = (table.get(0) as Y.XmlElement).clone()
    table.delete(0, 1)
    table.insert(1, [first])
  })
  const all = (await changes(vera)).hunks
  expect(all.map(({ kind, notJudging }) => [kind, notJudging])).toEqual([['move', 'own-hand']])
})

test('[D10] whoever takes away again what somebody had typed back has a hand', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Une chaîne se graisse par temps sec.')]))
  await acceptAll(viktor)
  await wrote(bob, (body) => text(body, 0).delete(21, 15))
  await wrote(ana, (body) => {
    for (const [at, one] of Array.from(' par temps sec.').entries()) text(body, 0).insert(21 + at, one)
  })
  await wrote(vera, (body) => text(body, 0).delete(21, 15))
  const [shorter] = (await changes(vera)).hunks
  expect([shorter?.after[0]?.text, shorter?.notJudging]).toEqual(['Une chaîne se graisse', 'own-hand'])
})

/** What is said of the hunk that takes something away. */
async function going(secret: string): Promise<string | null | undefined> {
  return (await changes(secret)).hunks.find(({ field, before }) => field === undefined && before.length > 0)?.notJudging
}

test('[D10] whoever takes away what somebody had moved, and writes on, has a hand in its going', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Une chaîne se graisse par temps sec')]))
  await acceptAll(viktor)
  await wrote(bob, (body) => {
    text(body, 0).delete(31, 4)
    text(body, 0).insert(10, ' propre')
    body.insert(1, [paragraph('sec')])
  })
  await wiki.wiki.rooms.write(page.id, await idOf(vera), (doc) => bodyOf(doc).delete(1, 1))
  await wiki.wiki.projector.settled()
  expect([await going(vera), await going(viktor)]).toEqual(['own-hand', null])
})

test('[D10] whoever takes away a whole passage again that somebody had typed back has a hand', async () => {
  await wrote(ana, (body) =>
    body.insert(0, [paragraph('Une chaîne se graisse par temps sec.'), paragraph('Et un chiffon.')]),
  )
  await acceptAll(viktor)
  await wrote(bob, (body) => body.delete(0, 1))
  await wrote(ana, (body) => {
    body.insert(0, [paragraph('')])
    for (const [at, one] of Array.from('Une chaîne se graisse par temps sec.').entries()) text(body, 0).insert(at, one)
  })
  await wrote(vera, (body) => body.delete(0, 1))
  const [shorter] = (await changes(vera)).hunks
  expect([shorter?.kind, shorter?.notJudging]).toEqual(['delete', 'own-hand'])
})

test('[D10] whoever moves a passage past one that somebody changed has a hand in the move', async () => {
  await wrote(ana, (body) =>
    body.insert(0, [
      paragraph('Il faut une clé de dix et de la patience.'),
      paragraph('Et un chiffon propre, sans peluches, de coton.'),
    ]),
  )
  await acceptAll(viktor)
  await wrote(bob, (body) => text(body, 1).insert(0, 'Puis : '))
  await wrote(vera, (body) => {
    const words = text(body, 0).toString()
    body.delete(0, 1)
    body.insert(1, [paragraph(words)])
  })
  const all = (await changes(vera)).hunks
  expect(all.map(({ kind, notJudging }) => [kind, notJudging])).toEqual([['move', 'own-hand']])
})

test('[D34] nor does whoever wrote an equal passage', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Rincer à chaud.')]))
  await wrote(vera, (body) => body.insert(1, [paragraph('Rincer à chaud.')]))
  const passage = (await read(bob, 'live')).passages.find((one) => one.text.startsWith('Rincer'))?.hash
  const raised = await wiki.ask<{ id: string }>('POST', `/api/pages/${page.id}/threads`, bob, {
    kind: 'objection',
    passage,
    words: 'À froid.',
  })
  const answered = await wiki.ask('POST', `/api/threads/${raised.json.id}/settling`, vera, {
    how: 'answered',
    words: 'Non.',
  })
  expect(answered.status).toBe(403)
})

test('[D11] [D15] verdicts at once, twice by each: two of two make one version', async () => {
  await wrote(ana, (body) => {
    const callout = new Y.XmlElement('callout')
    callout.setAttribute('kind', 'safety')
    callout.insert(0, [paragraph('Débranchez avant d’ouvrir.')])
    body.insert(0, [callout])
  })
  const keys = (await changes(vera)).hunks.map(({ key }) => key)
  await Promise.all([judge(vera, keys), judge(vera, keys), judge(vera, keys)])
  expect((await read()).validated ?? null).toBeNull()
  await Promise.all([
    judge(viktor, keys),
    judge(sam, keys),
    judge(vera, keys),
    wiki.ask('POST', `/api/pages/${page.id}/versions`, vera, {}),
  ])
  const { versions } = (await wiki.ask<VersionList>('GET', `/api/pages/${page.id}/versions`)).json
  expect(versions.length).toBe(1)
  expect(await versionBrokenAt(wiki.wiki.store.db, page.id)).toBeNull()
})

test('[C3] undoing takes no words of others with it', async () => {
  await wrote(bob, (body) => body.insert(0, [paragraph('CANARI est un voleur.')]))
  await wrote(ana, (body) => text(body, 0).insert(0, 'Il faut une clé de dix. '))
  const bad = await lastOf('Bob')
  expect((await act(bad, 'undo')).json.code).toBe('contribution.entangled')
  expect(said(await read(null, 'live')).join()).toContain('Il faut une clé de dix.')
})

test('[D10] whoever takes a form away again that was given again has a hand', async () => {
  await wrote(ana, (body) => {
    body.insert(0, [paragraph('Une chaîne se graisse par temps sec.')])
    text(body, 0).format(0, 10, { link: { href: 'https://a.example/' } })
  })
  await acceptAll(viktor)
  await wrote(bob, (body) => text(body, 0).format(0, 10, { link: null }))
  await wrote(ana, (body) => text(body, 0).format(0, 10, { link: { href: 'https://a.example/' } }))
  expect((await changes(vera)).hunks).toEqual([])
  await wrote(vera, (body) => text(body, 0).format(0, 10, { link: null }))
  const [one] = (await changes(vera)).hunks
  expect([one?.kind, one?.notJudging]).toEqual(['format', 'own-hand'])
})

test('[D11] [D10] a safety callout that becomes a tip takes two, and not whoever made it one', async () => {
  await wrote(ana, (body) => {
    const callout = new Y.XmlElement('callout')
    callout.setAttribute('kind', 'safety')
    callout.insert(0, [paragraph('Débranchez avant d’ouvrir.')])
    body.insert(0, [callout])
  })
  await acceptAll(viktor)
  await acceptAll(sam)
  await wrote(vera, (body) => (body.get(0) as Y.XmlElement).setAttribute('kind', 'tip'))
  const all = (await changes(vera)).hunks
  expect(all.map(({ required, notJudging }) => [required, notJudging])).toEqual([[2, 'own-hand']])
})

test('[D34] [D62] whoever proposed it as a visitor on this device does not answer an objection to it', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Il faut une clé de dix.')]))
  const passage = (await read(ana, 'live')).passages.find((one) => one.text.startsWith('Il'))?.hash
  const headers = { origin: wiki.config.origins[0] ?? '' }
  const sent = await wiki.app.inject({
    method: 'POST',
    url: `/api/pages/${page.id}/corrections`,
    headers,
    payload: { passage, words: 'Il faut une clé de douze.' },
  })
  const device = sent.cookies.find(({ name }) => name === 'device')?.value ?? ''
  const hunk = (await changes(viktor)).hunks.find(({ proposal }) => proposal)
  expect((await judge(viktor, [hunk?.key ?? ''])).status).toBe(201)
  const now = (await read(bob, 'live')).passages.find((one) => one.text.includes('douze'))?.hash
  const raised = await wiki.ask<{ id: string }>('POST', `/api/pages/${page.id}/threads`, bob, {
    kind: 'objection',
    passage: now,
    words: 'Dix.',
  })
  const answered = await wiki.app.inject({
    method: 'POST',
    url: `/api/threads/${raised.json.id}/settling`,
    headers,
    cookies: { session: vera, device },
    payload: { how: 'answered', words: 'Non.' },
  })
  expect(answered.statusCode).toBe(403)
})

test('[F1] [D17] accepting a correction does not end what its author is writing', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Il faut une clé de dix.'), paragraph('Et un chiffon.')]))
  await acceptAll(vera)
  const passage = (await read(bob)).passages.find((one) => one.text.startsWith('Il'))?.hash
  expect(
    (await wiki.ask('POST', `/api/pages/${page.id}/corrections`, bob, { passage, words: 'Il faut une clé de douze.' }))
      .status,
  ).toBe(201)
  await wiki.wiki.rooms.write(page.id, await idOf(bob), (doc) => text(bodyOf(doc), 1).insert(14, ' Je suis en tr'))
  await wiki.wiki.projector.settled()
  const hunk = (await changes(vera)).hunks.find(({ proposal }) => proposal)
  expect((await judge(vera, [hunk?.key ?? ''])).status).toBe(201)
  const half = (await changes(vera)).hunks.find(({ after }) => after[0]?.text.includes('en tr'))
  expect(half?.state ?? 'writing').toBe('writing')
})

test('[F7] a link that stands is taken away first', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Il faut une clé de dix.')]))
  await wrote(bob, (body) => text(body, 0).format(0, 8, { link: { href: 'https://canari.example/voleur' } }))
  const bad = await lastOf('Bob')
  expect((await act(bad, 'hide')).json?.code).toBe('contribution.stands')
})
