import { attributesFit } from '@terreau/shared/document/attributes.ts'
import { pagesNamedIn } from '@terreau/shared/document/named-pages.ts'
import { passagesOf } from '@terreau/shared/document/passages.ts'
import { plainText } from '@terreau/shared/document/plain-text.ts'
import { PRINCIPLE_KEYS, type PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { missingFields } from '@terreau/shared/page-types/parse-field.ts'
import { fieldsOf } from '@terreau/shared/page-types/registry.ts'
import { describe, expect, test } from 'vitest'
import type { IncomingPage } from './page-writer.ts'
import { readSeed, seedWiki } from './seed.ts'

const pages = await readSeed()
const byId = new Map(pages.map((page) => [page.id, page]))
const of = (type: PageTypeKey, lang = 'fr') => pages.filter((page) => page.type === type && page.lang === lang)

describe('[S1] a new wiki has something to read', () => {
  test('the six principles stand in both languages, each translation beside its original', () => {
    const keys = of('principle').map(({ fields }) => fields.principle)
    expect([keys.length, new Set(keys)]).toEqual([PRINCIPLE_KEYS.length, new Set(PRINCIPLE_KEYS)])
    const originals = of('principle', 'en').map(({ fields }) => byId.get(fields.translation_of as IncomingPage['id']))
    expect(new Set(originals)).toEqual(new Set(of('principle')))
  })

  test('ten leads, eight practices, three ways to come, six actors or places, a report, an experiment, sources', () => {
    expect(
      of('lead')
        .map(({ fields }) => Number(fields.number))
        .toSorted((a, b) => a - b),
    ).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(of('practice').length).toBeGreaterThanOrEqual(8)
    expect(of('transport-option').length).toBeGreaterThanOrEqual(3)
    expect(of('actor').length + of('place').length).toBeGreaterThanOrEqual(6)
    expect([of('experience').length, of('experiment').length]).toEqual([1, 1])
    expect(new Set(pages.map(({ type }) => type)).size).toBe(12)
  })

  test('practices are guides one can follow: steps, limits, sources, 200 words at least', () => {
    for (const { title, body, fields } of of('practice')) {
      const steps = body.content?.find(({ type }) => type === 'steps')?.content ?? []
      expect([title, steps.length >= 5, plainText(body).split(/\s+/).length >= 200]).toEqual([title, true, true])
      expect(fields).toMatchObject({ limits: expect.any(String), sources: expect.any(Array) })
    }
  })
})

describe('[S2] every seeded page is whole', () => {
  test.each(pages.map((page) => [page.slug, page] as const))('%s says all that its type asks', (_slug, page) => {
    expect(missingFields(page.type, page.fields)).toEqual([])
    expect(attributesFit(page.body)).toBe(true)
    expect(page.type === 'source' || page.fields.sources !== undefined).toBe(true)
  })

  test('each statement of a principle is a passage', () => {
    for (const page of of('principle')) {
      const statements = passagesOf(page).filter(({ field }) => field === 'is' || field === 'is_not')
      expect(statements.length).toBe((page.fields.is as string[]).length + (page.fields.is_not as string[]).length)
    }
  })

  test('whatever is named exists, and is of a type that the field may name', () => {
    for (const page of pages)
      for (const { page: id, kind } of pagesNamedIn(page.fields, page.body)) {
        const to = kind === 'citation' ? ['source'] : fieldsOf(page.type)[kind]?.to
        const type = byId.get(id)?.type
        expect([page.slug, kind, type !== undefined && (to === undefined || to.includes(type))]).toEqual([
          page.slug,
          kind,
          true,
        ])
      }
  })
})

test('[S3] seeding twice gives the pages once', async () => {
  const keys: string[] = []
  const writer = {
    find: async (key: string) => (keys.includes(key) ? { id: idOf(key), hash: '', changedHere: false } : undefined),
    create: async (page: IncomingPage) => void keys.push(page.importKey),
  }
  expect([await seedWiki(writer), await seedWiki(writer), keys.length]).toEqual([pages.length, 0, pages.length])
})

const idOf = (key: string) => (pages.find(({ importKey }) => importKey === key) ?? pages[0])?.id as IncomingPage['id']
