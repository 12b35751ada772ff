import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PageAnswer, PageList } from '@terreau/shared/api/pages.ts'
import { WikiForTests } from '../wiki-for-tests.ts'
import { slugOf } from './slugs.ts'

let wiki: WikiForTests
let ana: string
let steward: string

beforeAll(async () => {
  wiki = await WikiForTests.open()
  ana = await wiki.someone('member', 'Ana')
  steward = await wiki.someone('steward', 'Sam')
})
afterAll(() => wiki.close())

const read = (ref: string, secret: string | null = null) => wiki.ask<PageAnswer>('GET', `/api/pages/${ref}`, secret)

describe('a page’s address', () => {
  test('[N1] a title is all that a new page needs, and its address is read from it', async () => {
    const { status, json } = await wiki.ask<PageAnswer>('POST', '/api/pages', ana, {
      type: 'practice',
      title: 'Réparer son vélo à l’œil',
    })
    expect([status, json.page.slug, json.page.fields.title]).toEqual([
      201,
      'reparer-son-velo-a-l-oeil',
      'Réparer son vélo à l’œil',
    ])
    expect(json.page.authors).toEqual([{ id: expect.any(String), name: 'Ana' }])
  })

  test('[N2] titles alike but for accents, case and composition get addresses of their own', async () => {
    const slugs = []
    for (const title of ['Été partagé', 'Été partagé', 'ÉTÉ PARTAGÉ']) slugs.push((await wiki.page(ana, title)).slug)
    expect(slugs).toEqual(['ete-partage', 'ete-partage-2', 'ete-partage-3'])
  })

  test('[N3] a renamed page answers to its new address, to all its old ones and to its id', async () => {
    const { id } = await wiki.page(ana, 'Le nichoir')
    await wiki.ask('PATCH', '/api/pages/le-nichoir/fields', ana, { title: 'Accueillir les mésanges' })
    await wiki.ask('PATCH', '/api/pages/le-nichoir/fields', ana, { title: 'Accueillir les martinets' })
    const answers = await Promise.all(
      ['le-nichoir', 'accueillir-les-mesanges', 'accueillir-les-martinets', id].map((ref) => read(ref)),
    )
    expect(answers.map(({ json }) => json.page.slug)).toEqual(Array(4).fill('accueillir-les-martinets'))
    expect((await wiki.page(ana, 'Le nichoir')).slug).toBe('le-nichoir-2')
  })

  test('[N3] readers who follow an old address are led to the new one', async () => {
    await wiki.page(ana, 'Une fête')
    await wiki.ask('PATCH', '/api/pages/une-fete/fields', ana, { title: 'Une fête des voisins' })
    const answer = await wiki.ask('GET', '/p/une-fete')
    expect([answer.status, answer.headers.location]).toEqual([301, '/p/une-fete-des-voisins'])
  })

  test('[N1] no title gives an empty address, or one that looks like an id', () => {
    const titles = ['!!!', '日本', '01932f7e-4a10-7c3a-9b1e-5a2f0c7d8e11', 'x'.repeat(300)]
    expect(titles.map(slugOf)).toEqual(['page', 'page', 'page-01932f7e-4a10-7c3a-9b1e-5a2f0c7d8e11', 'x'.repeat(80)])
  })
})

describe('fields over the API', () => {
  test('[N4] a field is written by its member, and an empty one is taken away', async () => {
    const { slug } = await wiki.page(ana, 'Le four commun')
    const { json } = await wiki.ask<PageAnswer>('PATCH', `/api/pages/${slug}/fields`, ana, {
      summary: 'On y cuit le pain le samedi matin.',
    })
    expect(json.page.fields.summary).toBe('On y cuit le pain le samedi matin.')
    const gone = await wiki.ask<PageAnswer>('PATCH', `/api/pages/${slug}/fields`, ana, { summary: null })
    expect(gone.json.page.fields).toEqual({ title: 'Le four commun' })
  })

  test('[N4] an unknown field, and one written otherwise than expected, are told apart', async () => {
    const { slug } = await wiki.page(ana, 'Le four solaire')
    const unknown = await wiki.ask('PATCH', `/api/pages/${slug}/fields`, ana, { colour: 'red' })
    const malformed = await wiki.ask('PATCH', `/api/pages/${slug}/fields`, ana, { summary: 12 })
    expect([unknown, malformed].map(({ status, json }) => [status, json.code])).toEqual([
      [400, 'page.unknown-field'],
      [400, 'page.malformed-field'],
    ])
  })
})

describe('archiving', () => {
  test('[R3] an archived page is read by all, listed nowhere and written by nobody, until it is taken out again', async () => {
    const { slug } = await wiki.page(ana, 'Une vieille idée')
    expect((await wiki.ask('PUT', `/api/pages/${slug}/archived`, ana, { archived: true })).json.code).toBe(
      'member.not-allowed',
    )
    const { json } = await wiki.ask<PageAnswer>('PUT', `/api/pages/${slug}/archived`, steward, { archived: true })
    expect([json.page.archivedAt === null, json.may.write]).toEqual([false, false])
    expect((await read(slug)).status).toBe(200)
    expect((await wiki.ask('PATCH', `/api/pages/${slug}/fields`, ana, { title: 'Encore' })).json.code).toBe(
      'page.archived',
    )
    await wiki.ask('PUT', `/api/pages/${slug}/archived`, steward, { archived: false })
    expect((await wiki.ask('PATCH', `/api/pages/${slug}/fields`, ana, { title: 'Encore une idée' })).status).toBe(200)
  })
})

describe('lists', () => {
  test('[N5] a list is read to its end, each page once, whatever its order', async () => {
    for (let n = 0; n < 7; n += 1) await wiki.page(ana, `Atelier ${n % 2}`, 'experience')
    for (const sort of ['title', 'updated']) {
      const seen: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const { json }: { json: PageList } = await wiki.ask<PageList>(
          'GET',
          `/api/pages?type=experience&sort=${sort}&limit=3${cursor && `&cursor=${cursor}`}`,
        )
        expect(json.total).toBe(7)
        seen.push(...json.pages.map(({ id }) => id))
        cursor = json.next
      }
      expect([seen.length, new Set(seen).size]).toEqual([7, 7])
    }
  })

  test('[N5] a cursor of nobody’s is refused', async () => {
    const { status, json } = await wiki.ask('GET', '/api/pages?cursor=abc')
    expect([status, json.code]).toEqual([400, 'request.malformed'])
  })

  test('[N6] pages that name a page are told on it', async () => {
    const source = await wiki.page(ana, 'Carnet du centre', 'source')
    const guide = await wiki.page(ana, 'Partager une brouette')
    await wiki.ask('PATCH', `/api/pages/${guide.slug}/fields`, ana, { sources: [source.id] })
    const { json } = await wiki.ask<{ pages: { id: string }[] }>('GET', `/api/pages/${source.slug}/backlinks`)
    expect(json.pages.map(({ id }) => id)).toEqual([guide.id])
  })
})
