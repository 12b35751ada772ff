import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sharp from 'sharp'
import * as Y from 'yjs'
import type { PageAnswer, StoredImage } from '@terreau/shared/api/pages.ts'
import type { Territory } from '@terreau/shared/api/territories.ts'
import { schemaFingerprint } from '@terreau/shared/document/schema.ts'
import { bodyOf, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { MemberId, PageId, TerritoryId } from '@terreau/shared/ids.ts'
import type { Role } from '@terreau/shared/permission/roles.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

/** Words and a name that stand on hidden pages alone. */
const CANARY = 'zibelinoxyde'

let wiki: WikiForTests
let steward: string

beforeAll(async () => {
  wiki = await WikiForTests.open()
  steward = await wiki.someone('steward', 'Sam')
})
afterAll(() => wiki.close())

async function territory(name: string, more: object = {}): Promise<TerritoryId> {
  const { json } = await wiki.ask<Territory>('POST', '/api/territories', steward, { name, kind: 'centre', ...more })
  return json.id
}

/** Someone who belongs to a territory. */
async function inTerritory(id: TerritoryId, role: Role, name: string): Promise<string> {
  const { members } = wiki.wiki
  const member = await members.join(await members.invite(role, 1, 1, id), name)
  return members.openSession(member?.id as MemberId, 'test')
}

const idOf = async (secret: string) =>
  (await wiki.ask<{ member: { id: MemberId } }>('GET', '/api/me', secret)).json.member.id

/** A page that says the canary everywhere it can: title, summary, body, a picture's words and a link to another page. */
async function canaryPage(
  secret: string,
  place: object,
  linked: PageId,
): Promise<PageAnswer['page'] & { file: string }> {
  const asked = { type: 'practice', title: `${CANARY} ${Math.random()}`, ...place }
  const { json } = await wiki.ask<PageAnswer>('POST', '/api/pages', secret, asked)
  const file = await picture(secret)
  await wiki.wiki.rooms.write(json.page.id, await idOf(secret), (doc) => {
    fieldsOfDoc(doc).set('summary', `Un ${CANARY} bien gardé`)
    const [paragraph, link, image] = ['paragraph', 'pageLink', 'image'].map((name) => new Y.XmlElement(name))
    for (const [key, value] of Object.entries({ page: linked, text: 'ailleurs' })) link?.setAttribute(key, value)
    paragraph?.insert(0, [new Y.XmlText(`Le ${CANARY} est là `), link as Y.XmlElement])
    for (const [key, value] of Object.entries({ file, alt: CANARY })) image?.setAttribute(key, value)
    bodyOf(doc).insert(0, [paragraph as Y.XmlElement, image as Y.XmlElement])
  })
  await wiki.wiki.projector.settled()
  return { ...json.page, file }
}

async function picture(secret: string): Promise<string> {
  const background = { r: Math.floor(Math.random() * 255), g: Math.floor(Math.random() * 255), b: 9 }
  const png = await sharp({ create: { width: 40, height: 40, channels: 3, background } })
    .png()
    .toBuffer()
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(png)], { type: 'image/png' }), `${CANARY}.png`)
  const request = new Request('http://localhost', { method: 'POST', body: form })
  const answer = await wiki.app.inject({
    method: 'POST',
    url: '/api/files',
    headers: { authorization: `Bearer ${secret}`, 'content-type': request.headers.get('content-type') ?? '' },
    payload: Buffer.from(await request.arrayBuffer()),
  })
  return answer.json<StoredImage>().file
}

/** Every address under which a page could show itself, and what is answered to this person. */
async function everywhere(secret: string | null, page: { id: PageId; slug: string; file: string }, public_: PageId) {
  const asked = [
    `/api/pages/${page.id}`,
    `/api/pages/${page.slug}`,
    `/api/pages/${page.id}/backlinks`,
    `/api/pages/${page.id}/updates?schema=${schemaFingerprint}`,
    `/api/pages/${public_}`,
    `/api/pages/${public_}/backlinks`,
    '/api/pages?limit=100&sort=updated',
    '/api/pages?type=practice&limit=100',
    `/api/search?q=${CANARY}`,
    `/api/search?q=${CANARY.slice(0, -1)}`,
    '/api/search?q=zibelinoxide',
    `/api/suggest?q=${CANARY.slice(0, 6)}`,
    '/api/live',
    '/api/offline-pack',
    '/api/territories',
    '/api/me/drafts',
    `/files/${page.file}`,
    `/p/${page.slug}`,
    `/p/${page.id}`,
    `/p/${page.slug}/modifier`,
    '/',
    '/chercher?q=zibelinoxide',
    '/pratiques',
    '/au-hasard',
  ]
  const headers = secret ? { authorization: `Bearer ${secret}` } : {}
  return Promise.all(
    asked.map(async (url) => {
      const { statusCode, body, headers: said } = await wiki.app.inject({ url, headers })
      return {
        url,
        status: statusCode,
        shows: [body, said.location ?? ''].some((one) => saysMoreThanAsked(url, one)),
      }
    }),
  )
}

/** What one typed oneself comes back in titles and boxes; that says nothing. */
function saysMoreThanAsked(url: string, body: string): boolean {
  return body.includes(CANARY) && !url.includes(CANARY)
}

describe('a private page', () => {
  test('[R8] is nowhere for those who do not belong to its territory, and everywhere for those who do', async () => {
    const home = await territory('Écocentre des Tilleuls', { visibility: 'public' })
    const [insider, outsider] = [await inTerritory(home, 'member', 'Ina'), await wiki.someone('member', 'Otto')]
    const open = await wiki.page(steward, 'Une page ouverte à tout le monde')
    const page = await canaryPage(insider, { territory: home, visibility: 'private' }, open.id)
    for (const secret of [null, outsider]) {
      const answers = await everywhere(secret, page, open.id)
      expect(answers.filter(({ shows }) => shows)).toEqual([])
      const own = answers.filter(({ url }) => [page.id, page.slug, page.file].some((name) => url.includes(name)))
      // Whoever is not signed in is asked to come in first, whatever the page.
      const expected = (url: string) => (secret === null && url.includes('/updates') ? 401 : 404)
      expect(own.map(({ url, status }) => [url, status])).toEqual(own.map(({ url }) => [url, expected(url)]))
      const { json } = await wiki.ask<{ total: number; suggestion: null }>('GET', `/api/search?q=${CANARY}`, secret)
      expect([json.total, json.suggestion]).toEqual([0, null])
    }
    const seen = await everywhere(insider, page, open.id)
    expect(seen.find(({ url }) => url === `/api/pages/${page.id}`)).toMatchObject({ status: 200, shows: true })
    expect(seen.find(({ url }) => url === `/api/pages/${open.id}/backlinks`)).toMatchObject({ shows: true })
    expect(seen.find(({ url }) => url.startsWith('/files/'))).toMatchObject({ status: 200 })
    expect(seen.find(({ url }) => url === '/api/offline-pack')).toMatchObject({ shows: false })
  })

  test('[R8] takes no ticket, no words and no order from those who may not know of it', async () => {
    const home = await territory('Écocentre du Canal')
    const [insider, outsider] = [await inTerritory(home, 'member', 'Ina'), await wiki.someone('validator', 'Otto')]
    const page = await canaryPage(
      insider,
      { territory: home, visibility: 'private' },
      (await wiki.page(steward, 'Une autre')).id,
    )
    const asked = [
      await wiki.ask('POST', '/api/collab/tickets', outsider, { pageId: page.id, schema: schemaFingerprint }),
      await wiki.ask('PATCH', `/api/pages/${page.id}/fields`, outsider, { summary: 'à moi' }),
      await wiki.ask('PUT', `/api/pages/${page.id}/archived`, outsider, { archived: true }),
      await wiki.ask('PUT', `/api/pages/${page.id}/place`, outsider, { territory: null, visibility: 'public' }),
    ]
    expect(asked.map(({ status, json }) => [status, json.code])).toEqual(asked.map(() => [404, 'page.unknown']))
    expect(JSON.stringify(asked)).not.toContain(CANARY)
  })
})

test('[R9] an unlisted page is read by its address, and listed to those it belongs to alone', async () => {
  const home = await territory('Écocentre de la Gare')
  const [insider, outsider] = [await inTerritory(home, 'member', 'Ina'), await wiki.someone('member', 'Otto')]
  const page = await canaryPage(
    insider,
    { territory: home, visibility: 'unlisted' },
    (await wiki.page(steward, 'Encore une')).id,
  )
  const shown = async (secret: string | null) =>
    (await everywhere(secret, page, page.id)).filter(({ shows }) => shows).map(({ url }) => url)
  for (const secret of [null, outsider]) {
    const addresses = await shown(secret)
    expect(addresses).toContain(`/api/pages/${page.id}`)
    expect(addresses.filter((url) => /pages\?|search|suggest|offline|live/.test(url))).toEqual([])
  }
  expect((await shown(insider)).filter((url) => /pages\?|search|suggest/.test(url)).length).toBeGreaterThan(3)
})

test('[R8] a territory that is closed takes all that lies in it along, at once, and gives it back', async () => {
  const town = await territory('La commune')
  const home = await territory('Son écocentre', { within: town })
  const insider = await inTerritory(town, 'member', 'Ina')
  const { json } = await wiki.ask<PageAnswer>('POST', '/api/pages', insider, {
    type: 'practice',
    title: 'Les clés du local',
    territory: home,
  })
  const seen = async (secret: string | null) => (await wiki.ask('GET', `/api/pages/${json.page.id}`, secret)).status
  expect([await seen(null), await seen(insider)]).toEqual([200, 200])
  await wiki.ask('PATCH', `/api/territories/${town}`, steward, { visibility: 'private' })
  expect([await seen(null), await seen(insider), await seen(steward)]).toEqual([404, 200, 200])
  expect((await wiki.ask('GET', `/api/territories/${town}/members`, null)).status).toBe(404)
  await wiki.ask('PATCH', `/api/territories/${town}`, steward, { visibility: 'public' })
  expect(await seen(null)).toBe(200)
})

describe('a role', () => {
  test('[R10] holds in its territory and in all that lies in it, and nowhere else', async () => {
    const town = await territory('Une commune')
    const [inside, elsewhere] = [await territory('Dedans', { within: town }), await territory('Ailleurs')]
    const validator = await inTerritory(town, 'validator', 'Val')
    const archives = async (territoryId: TerritoryId | null) => {
      const { json } = await wiki.ask<PageAnswer>('POST', '/api/pages', steward, {
        type: 'practice',
        title: `Page ${Math.random()}`,
        ...(territoryId && { territory: territoryId }),
      })
      return (await wiki.ask('PUT', `/api/pages/${json.page.id}/archived`, validator, { archived: true })).status
    }
    expect([await archives(town), await archives(inside), await archives(elsewhere), await archives(null)]).toEqual([
      200, 200, 403, 403,
    ])
  })

  test('[R10] is given by the stewards of a territory, wished for by its members, and ends on its day', async () => {
    const home = await territory('Écocentre du Parc')
    const [keeper, ina, val] = [
      await inTerritory(home, 'steward', 'Kim'),
      await inTerritory(home, 'member', 'Ina'),
      await inTerritory(home, 'member', 'Val'),
    ]
    const address = `/api/territories/${home}/members/${await idOf(val)}`
    const role = async () =>
      (await wiki.ask<{ member: { roles: Record<string, Role> } }>('GET', '/api/me', val)).json.member.roles[home]
    expect((await wiki.ask('PUT', address, ina, { role: 'validator' })).status).toBe(403)
    const wished = await wiki.ask('POST', `${address}/proposal`, ina, { why: 'Val lit avec soin' })
    expect([wished.status, await role()]).toEqual([204, 'member'])
    const until = new Date(Date.now() + 3600_000).toISOString()
    await wiki.ask('PUT', address, keeper, { role: 'validator', until })
    expect(await role()).toBe('validator')
    wiki.ahead = 2 * 3600_000
    expect(await role()).toBe('member')
    wiki.ahead = 0
    await wiki.ask('PUT', address, keeper, { role: 'visitor' })
    expect(await role()).toBeUndefined()
    expect((await wiki.ask('PUT', address, val, { role: 'steward' })).status).toBe(403)
  })
})

test('[R8] names of those who belong to a territory are for those who belong to it', async () => {
  const home = await territory('Écocentre du Pont')
  const insider = await inTerritory(home, 'member', 'Prénom-caché')
  const asked = async (secret: string | null) =>
    (await wiki.ask('GET', `/api/territories/${home}/members`, secret)).status
  expect([await asked(insider), await asked(await wiki.someone('member')), await asked(null)]).toEqual([200, 403, 401])
})
