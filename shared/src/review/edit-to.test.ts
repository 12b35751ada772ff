import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { BodyNode } from '../document/body-node.ts'
import { canonical } from '../document/canonical.ts'
import { commonOrder } from '../document/common-order.ts'
import type { PageContent } from '../document/passages.ts'
import { pageSchema } from '../document/schema.ts'
import { writeBody, writeFields } from '../document/yxml-write.ts'
import { bodyOf, contentOf, fieldsOfDoc } from '../document/yxml.ts'
import { editTo } from './edit-to.ts'
import { twoStates } from './page-arbitrary.ts'

function docOf({ fields, body }: PageContent): Y.Doc {
  const doc = new Y.Doc()
  writeBody(bodyOf(doc), body)
  writeFields(fieldsOfDoc(doc), fields)
  return doc
}

const settled = (body: BodyNode) => canonical(pageSchema.nodeFromJSON(body).toJSON())
const blocks = ({ body }: PageContent) => (body.content ?? []).map(settled)

test('[D66] whatever a page was, an edit makes it the page that is wanted', () => {
  fc.assert(
    fc.property(twoStates, ({ before, after }) => {
      const doc = docOf(before)
      editTo(doc, after)
      const { fields, body } = contentOf(after.type, doc)
      expect([canonical(fields), settled(body)]).toEqual([canonical(after.fields), settled(after.body)])
    }),
    { numRuns: 300 },
  )
})

test('[D66] [A1] blocks that stand in both pages, in one order, are not touched by an edit', () => {
  fc.assert(
    fc.property(twoStates, ({ before, after }) => {
      const doc = docOf(before)
      const elements = bodyOf(doc).toArray()
      const kept = commonOrder(blocks(before), blocks(after)).map((pair) => ({ ...pair, was: elements[pair.before] }))
      editTo(doc, after)
      for (const { was, after: place } of kept) expect(bodyOf(doc).get(place)).toBe(was)
    }),
    { numRuns: 300 },
  )
})

const line = (text: string): BodyNode => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const page = (...content: BodyNode[]): PageContent => ({ type: 'practice', fields: {}, body: { type: 'doc', content } })

/** Each text of a page, as whoever wrote its characters: `.` for what stood there before. */
function writers(doc: Y.Doc): string[] {
  const texts = [...bodyOf(doc).createTreeWalker((one) => one instanceof Y.XmlText)] as unknown as Y.XmlText[]
  return texts.map((text) => {
    let said = ''
    for (let item = text._start; item !== null; item = item.right)
      if (!item.deleted && item.content instanceof Y.ContentString)
        said += item.id.client === 1 ? '.'.repeat(item.length) : item.content.str
    return said
  })
}

test.each([
  [
    'a block goes',
    ['Un seau.', 'Une fourche.', 'Un arrosoir.'],
    ['Une fourche.', 'Un arrosoir.'],
    ['............', '............'],
  ],
  [
    'one comes above',
    ['Une fourche.', 'Un arrosoir.'],
    ['Un seau.', 'Une fourche.', 'Un arrosoir.'],
    ['Un seau.', '............', '............'],
  ],
  ['one goes and one comes', ['Mot 10', 'Mot 12'], ['Mot 12', 'Mot 13'], ['......', 'Mot 13']],
  [
    'words give way in several places',
    ['Un seau bleu et une fourche'],
    ['Un bac bleu et une pelle'],
    ['...bac.............pelle'],
  ],
  ['a word comes before one like it', ['mot15 à la fin'], ['mot23 mot15 à la fin'], ['mot23 ..............']],
])('[D66] [A1] where %s, an edit writes nothing but the words that are new', (_, before, after, written) => {
  const doc = new Y.Doc()
  doc.clientID = 1
  writeBody(bodyOf(doc), page(...before.map(line)).body)
  doc.clientID = 2
  editTo(doc, page(...after.map(line)))
  expect(writers(doc)).toEqual(written)
})
