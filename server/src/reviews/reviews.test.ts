import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { ContributionList } from '@terreau/shared/api/history.ts'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { PageChanges, ReviewQueue, VerdictAnswer, VersionList } from '@terreau/shared/api/reviews.ts'
import { bodyOf, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import { versionBrokenAt } from '../safekeeping/verify-versions.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

const DAY = 24 * 3600 * 1000

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

const queue = async (secret: string) => (await wiki.ask<ReviewQueue>('GET', '/api/reviews', secret)).json.waiting

test('[D16] what peers accepted is a version, and readers see it while the page is written on', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Il faut une clé de dix.'), paragraph('Et un chiffon.')]))
  expect((await read()).shows).toBe('live')
  expect(await acceptAll(vera)).toBe(1)
  await wrote(bob, (body) => text(body, 1).insert(14, ' Propre.'))
  const forReaders = await read()
  expect([forReaders.shows, forReaders.standing, forReaders.newer]).toEqual(['validated', 'validated', 1])
  expect(said(forReaders)).toEqual(['Il faut une clé de dix. (validated)', 'Et un chiffon. (validated)'])
  expect(forReaders.validated).toMatchObject({ number: 1, by: [{ name: 'Vera' }] })
  expect(said(await read(null, 'live'))).toEqual([
    'Il faut une clé de dix. (validated)',
    'Et un chiffon. Propre. (to-review)',
  ])
  expect(said(await read(bob))).toEqual(['Il faut une clé de dix. (validated)', 'Et un chiffon. Propre. (to-review)'])
  expect(said(await read(ana))).toEqual(said(forReaders))
  expect(await acceptAll(viktor)).toBe(2)
  expect(said(await read(null, '1'))).toEqual(said(forReaders))
  const { versions } = (await wiki.ask<VersionList>('GET', `/api/pages/${page.id}/versions`)).json
  expect(versions.map(({ number, by }) => [number, by.map(({ name }) => name)])).toEqual([
    [2, ['Viktor']],
    [1, ['Vera']],
  ])
})

const told = ({ version, hunks }: PageChanges) => [
  version,
  ...hunks.map(({ after, mayJudge }) => [after[0]?.text, mayJudge]),
]

test('[D16] what changed is told since any version; verdicts are given since the last one alone', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Il faut une clé de dix.'), paragraph('Et un chiffon.')]))
  await acceptAll(vera)
  await wrote(bob, (body) => text(body, 1).insert(14, ' Propre.'))
  await acceptAll(viktor)
  await wrote(bob, (body) => text(body, 0).insert(23, ' Neuve.'))
  const since = async (number: string) =>
    (await wiki.ask<PageChanges & { code: string }>('GET', `/api/pages/${page.id}/changes?since=${number}`, vera)).json
  const [neuve, propre] = ['Il faut une clé de dix. Neuve.', 'Et un chiffon. Propre.']
  expect([told(await since('1')), told(await since('2')), told(await since('validated'))]).toEqual([
    [1, [neuve, false], [propre, false]],
    [2, [neuve, true]],
    [2, [neuve, true]],
  ])
  expect([(await since('3')).code, (await since('last')).code]).toEqual(['page.no-such-version', 'request.malformed'])
})

test('[D15] a first version waits for what is still being written', async () => {
  const fresh = await wiki.page(ana, 'Un titre que son autrice n’a pas fini de penser')
  await wrote(bob, (body) => body.insert(0, [paragraph('Un premier pas.')]), fresh)
  const accept = async () => {
    const keys = (await changes(vera, fresh)).hunks
      .filter(({ notJudging }) => notJudging === null)
      .map(({ key }) => key)
    return (await judge(vera, keys, 'validated', undefined, fresh)).json.version
  }
  expect(await accept()).toBeNull()
  expect((await changes(vera, fresh)).may.publish).toBe(false)
  await wiki.ask('POST', `/api/pages/${fresh.id}/proposals`, ana, {})
  expect(await accept()).toBe(1)
})

test('[D15] a version holds the hash of the one before it, stands in the ledger, and is never changed', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Un moyeu se démonte.')]))
  await acceptAll(vera)
  await wrote(ana, (body) => text(body, 0).insert(0, 'Doucement : '))
  await acceptAll(vera)
  const { db } = wiki.wiki.store
  const [first, second] = (
    await wiki.ask<VersionList>('GET', `/api/pages/${page.id}/versions`)
  ).json.versions.toReversed()
  const entries = await db
    .selectFrom('ledger_entry')
    .select('says')
    .where('kind', '=', 'version.made')
    .orderBy('seq')
    .execute()
  expect(entries.map(({ says }) => (JSON.parse(says ?? '{}') as { hash: string }).hash)).toEqual([
    first?.hash,
    second?.hash,
  ])
  expect(await versionBrokenAt(db, page.id)).toBeNull()
  await expect(db.updateTable('version').set({ fields: '{}' }).execute()).rejects.toThrow('a version stays as it is')
  await expect(db.deleteFrom('version').execute()).rejects.toThrow('a version stays')
  expect(await wiki.wiki.ledger.brokenAt()).toBeNull()
  type Told = { entries: { kind: string }[] }
  const told = (await wiki.ask<Told>('GET', '/api/ledger')).json.entries
  expect(told.map(({ kind }) => kind)).toEqual(['version.made', 'version.made'])
})

test('[D17] of forty passages, one is edited: thirty-nine stay validated, and one waits', async () => {
  await wrote(ana, (body) =>
    body.insert(
      0,
      Array.from({ length: 40 }, (_, at) => paragraph(`Le geste numéro ${at} se fait à deux mains.`)),
    ),
  )
  await acceptAll(vera)
  expect(await queue(viktor)).toEqual([])
  await wrote(ana, (body) => text(body, 20).insert(0, 'Doucement : '))
  const { passages } = await read(null, 'live')
  expect(passages.filter(({ kind, standing }) => kind !== 'field' && standing === 'validated')).toHaveLength(39)
  expect(await queue(viktor)).toMatchObject([{ passages: 1, short: true, recheck: false }])
  const { hunks, unchanged } = await changes(viktor)
  expect([hunks.length, unchanged]).toEqual([1, 40])
})

test('[D10] nobody judges what they had a hand in: words, places, forms, and words taken away', async () => {
  const [writer, other] = [vera, viktor]
  await wrote(writer, (body) =>
    body.insert(0, [paragraph('Une chaîne se graisse par temps sec.'), paragraph('Un pneu se gonfle à froid.')]),
  )
  const first = await changes(writer)
  expect(new Set(first.hunks.map(({ notJudging }) => notJudging))).toEqual(new Set(['own-hand', null]))
  const own = first.hunks.filter(({ notJudging }) => notJudging === 'own-hand').map(({ key }) => key)
  expect((await judge(writer, own)).json.code).toBe('review.own-hand')
  expect(await queue(sam)).toHaveLength(1)
  await acceptAll(other)
  await wrote(other, (body) => text(body, 0).delete(26, 9))
  await wrote(writer, (body) => text(body, 1).format(0, 7, { bold: true }))
  const [shorter, bolder] = (await changes(other)).hunks
  expect([shorter?.notJudging, bolder?.notJudging, bolder?.kind]).toEqual(['own-hand', null, 'format'])
  const [, forWriter] = (await changes(writer)).hunks
  expect(forWriter?.notJudging).toBe('own-hand')
})

test('[D10] spaces between new words make nobody an author of them', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Une roue libre se graisse rarement.')]))
  await acceptAll(vera)
  await wrote(bob, (body) => text(body, 0).insert(9, 'de vélo '))
  await wrote(bob, (body) => text(body, 0).delete(17, 6))
  const { hunks } = await changes(viktor)
  expect(hunks).toMatchObject([{ authors: [{ name: 'Bob' }] }])
})

test('[D10] whoever takes away again what was taken away and put back has a hand in that', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Une chaîne se graisse par temps sec.')]))
  await acceptAll(vera)
  await wrote(bob, (body) => text(body, 0).delete(21, 15))
  const { json } = await wiki.ask<ContributionList>('GET', `/api/pages/${page.id}/contributions`, sam)
  await wiki.ask('POST', `/api/contributions/${json.contributions[0]?.id}/undo`, sam, { reason: 'pour voir' })
  await wrote(vera, (body) => text(body, 0).delete(21, 15))
  const [shorter] = (await changes(vera)).hunks
  expect([shorter?.after[0]?.text, shorter?.notJudging]).toEqual(['Une chaîne se graisse', 'own-hand'])
  expect((await changes(viktor)).hunks[0]?.notJudging).toBeNull()
})

test('[D10] a verdict by someone who turns out to be the author counts no more', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Un frein se règle roue en l’air.')]))
  await acceptAll(vera)
  expect((await read()).passages.find(({ kind }) => kind === 'paragraph')?.standing).toBe('validated')
  const [was, is] = [await idOf(ana), await idOf(vera)]
  await wiki.wiki.store.db.updateTable('member').set({ became: is }).where('id', '=', was).execute()
  expect((await read()).passages.find(({ kind }) => kind === 'paragraph')?.standing).toBe('to-review')
  const again = (await changes(vera)).hunks
  expect(again.find(({ kind, field }) => kind === 'still' && field === undefined)?.notJudging).toBe('own-hand')
  await acceptAll(viktor)
  expect((await read()).passages.find(({ kind }) => kind === 'paragraph')?.standing).toBe('validated')
})

test('[D11] a page of principles takes two peers, and one of them twice is one', async () => {
  const [principle] = (await wiki.ask<{ pages: { id: string }[] }>('GET', '/api/pages?type=principle')).json.pages
  expect(principle).toBeUndefined()
  await wrote(ana, (body) => {
    const callout = new Y.XmlElement('callout')
    callout.setAttribute('kind', 'safety')
    callout.insert(0, [paragraph('Débranchez avant d’ouvrir.')])
    body.insert(0, [callout])
  })
  const grave = async () => (await changes(vera)).hunks.find(({ required }) => required === 2)
  const key = (await grave())?.key ?? ''
  for (const one of (await changes(vera)).hunks) await judge(vera, [one.key])
  await judge(vera, [key])
  expect(await grave()).toMatchObject({ missing: 1, state: 'waiting' })
  expect((await judge(viktor, [key])).json.version).toBe(1)
})

test('[D19] a verdict on a passage that moved on is refused, with its key', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Le dérailleur se nettoie à la brosse.')]))
  const [key = ''] = (await changes(vera)).hunks.filter(({ field }) => field === undefined).map((one) => one.key)
  await wrote(ana, (body) => text(body, 0).insert(3, 'vieux '))
  const late = await judge(vera, [key])
  expect([late.status, late.json.code]).toEqual([409, 'review.stale'])
  const stale = (await changes(vera)).hunks.map((one) => one.key)
  await judge(vera, stale)
  expect((await judge(viktor, stale)).json.code).toBe('review.stale')
})

test('[D19] what is returned waits for its author, with a word; without one it is not returned', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Une selle se règle à la hanche.')]))
  await acceptAll(vera)
  await wrote(ana, (body) => text(body, 0).insert(0, 'Parfois, '))
  const [hunk] = (await changes(vera)).hunks
  expect((await judge(vera, [hunk?.key ?? ''], 'returned')).json.code).toBe('review.reason-missing')
  await judge(vera, [hunk?.key ?? ''], 'returned', 'Dites quand.')
  expect((await changes(ana)).hunks).toMatchObject([
    { state: 'returned', verdicts: [{ reason: 'Dites quand.', by: { name: 'Vera' } }] },
  ])
  expect(await queue(viktor)).toEqual([])
  await wrote(ana, (body) => text(body, 0).insert(9, 'en montagne, '))
  expect((await changes(viktor)).hunks).toMatchObject([{ state: 'waiting', verdicts: [] }])
})

test('[D12] whoever belongs to an actor does not judge its page', async () => {
  const actor = await wiki.page(ana, 'L’atelier du coin', 'actor')
  await wrote(ana, (_, doc) => fieldsOfDoc(doc).set('summary', 'On y répare à plusieurs.'), actor)
  await wiki.ask('PUT', `/api/pages/${actor.id}/tie`, vera, { tied: true })
  const { hunks } = await changes(vera, actor)
  expect(new Set(hunks.map(({ notJudging }) => notJudging))).toEqual(new Set(['conflict']))
  expect(
    (
      await judge(
        vera,
        hunks.map(({ key }) => key),
        'validated',
        undefined,
        actor,
      )
    ).json.code,
  ).toBe('review.conflict')
  const waits = async (secret: string) => (await queue(secret)).some((one) => one.page.id === actor.id)
  expect([await waits(vera), await waits(viktor)]).toEqual([false, true])
  await wiki.ask('PUT', `/api/pages/${actor.id}/tie`, vera, { tied: false })
  await acceptAll(vera, actor)
})

test('[D13] under a licence that is too closed a page is written and not validated', async () => {
  await wrote(ana, (body, doc) => {
    fieldsOfDoc(doc).set('licence', 'restricted')
    body.insert(0, [paragraph('Un texte venu d’ailleurs.')])
  })
  const { hunks } = await changes(vera)
  expect(
    (
      await judge(
        vera,
        hunks.map(({ key }) => key),
      )
    ).json.code,
  ).toBe('review.licence')
})

test('[D14] a year later a practice is to be checked again, and «still right» renews it', async () => {
  await wrote(ana, (body) => body.insert(0, [paragraph('Une chambre à air se change en dix minutes.')]))
  await acceptAll(vera)
  wiki.ahead = 366 * DAY
  // Sessions that nobody used for a year are past.
  const late = await wiki.someone('validator', 'Léa')
  expect((await read()).standing).toBe('to-recheck')
  expect(await queue(late)).toMatchObject([{ recheck: true }])
  expect((await changes(late)).hunks.every(({ kind }) => kind === 'still')).toBe(true)
  expect(await acceptAll(late)).toBeNull()
  expect((await read()).standing).toBe('validated')
  expect((await read()).validated).toMatchObject({ number: 1 })
  expect(await queue(late)).toEqual([])
})

test('[D17] passages being written wait, and what nobody closed is not in the queue', async () => {
  await wiki.wiki.rooms.write(page.id, await idOf(ana), (doc) => bodyOf(doc).insert(0, [paragraph('J’écris encore.')]))
  await wiki.wiki.projector.settled()
  expect(await queue(vera)).toMatchObject([{ passages: 1 }])
  expect((await changes(vera)).hunks).toMatchObject([{ field: 'title', state: 'waiting' }])
  wiki.ahead = 16 * 60_000
  expect(await queue(vera)).toMatchObject([{ passages: 2 }])
})

test('[R12] whoever is often validated in a territory is asked whether they would review, and nobody else is told', async () => {
  const { json: territory } = await wiki.ask<{ id: string }>('POST', '/api/territories', sam, {
    name: 'Saint-Michel',
    kind: 'centre',
    visibility: 'public',
  })
  await wiki.wiki.store.db
    .insertInto('membership')
    .values({
      member_id: await idOf(bob),
      territory_id: territory.id as never,
      role: 'member',
      until: null,
      proposed_by: null,
    })
    .execute()
  const asked = async () =>
    (await wiki.ask<{ proposals: { by: string | null }[] }>('GET', '/api/me/proposals', bob)).json.proposals
  for (const title of ['Un', 'Deux', 'Trois']) {
    const body = { type: 'practice', title: `Geste ${title}`, territory: territory.id }
    const { page: one } = (await wiki.ask<PageAnswer>('POST', '/api/pages', bob, body)).json
    await wrote(
      bob,
      (root) =>
        root.insert(
          0,
          ['a', 'b', 'c'].map((letter) => paragraph(`Le geste ${title}, point ${letter}.`)),
        ),
      one,
    )
    expect(await asked()).toEqual([])
    await acceptAll(vera, one)
    await wiki.wiki.happenings.settled()
  }
  expect(await asked()).toMatchObject([{ by: null, territory: 'Saint-Michel' }])
})

test('[D17] what waits for fifteen days is told to those who keep the page, once', async () => {
  const told: unknown[] = []
  wiki.wiki.happenings.listen(async (happening) => void told.push(happening.kind))
  await wrote(ana, (body) => body.insert(0, [paragraph('Quelqu’un le lira bien.')]))
  await wiki.wiki.reviews.queues.sweep()
  wiki.ahead = 16 * DAY
  await wiki.wiki.reviews.queues.sweep()
  await wiki.wiki.reviews.queues.sweep()
  await wiki.wiki.happenings.settled()
  expect(told.filter((kind) => kind === 'page.waiting')).toHaveLength(1)
})

test('[D18] lists and search say where a page stands, and show what its readers see', async () => {
  await wrote(ana, (body, doc) => {
    fieldsOfDoc(doc).set('summary', 'Démonter, nettoyer, remonter.')
    body.insert(0, [paragraph('Le moyeu tourne rond.')])
  })
  await acceptAll(vera)
  await wrote(bob, (body, doc) => {
    fieldsOfDoc(doc).set('title', 'Casser un vélo')
    text(body, 0).insert(0, 'Xylophone. ')
  })
  type Listed = { pages: { title: string; standing: string }[] }
  const list = (await wiki.ask<Listed>('GET', '/api/pages?type=practice&standing=validated')).json.pages
  expect(list).toMatchObject([{ title: 'Réparer un vélo', standing: 'validated', shows: 'validated' }])
  type Found = { total: number; results: { standing: string }[] }
  expect((await wiki.ask<Found>('GET', '/api/search?q=xylophone')).json.total).toBe(0)
  expect((await wiki.ask<Found>('GET', '/api/search?q=moyeu')).json.results).toMatchObject([{ standing: 'validated' }])
  await acceptAll(viktor)
  expect((await wiki.ask<Found>('GET', '/api/search?q=xylophone')).json.total).toBe(1)
  expect((await read()).title).toBe('Casser un vélo')
})
