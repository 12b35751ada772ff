import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { bodyOf, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { Ids } from '@terreau/shared/provenance/id-ranges.ts'
import type { LoggedUpdate } from '../update-log/update-log.ts'
import { undoingUpdate, type Replayed } from './undo.ts'

const [ANA, MALLORY, STEWARD] = [1, 2, 9]

/** A page on which people write in turns; the live copy forgets what was deleted, as the server's does. */
class WrittenPage {
  readonly live = new Y.Doc()
  readonly log: Replayed[] = []

  write(client: number, change: (doc: Y.Doc) => void): void {
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(this.live))
    copy.clientID = client
    const updates: Uint8Array[] = []
    copy.on('update', (bytes: Uint8Array) => void updates.push(bytes))
    copy.transact(() => change(copy))
    for (const bytes of updates) {
      Y.applyUpdate(this.live, bytes)
      this.log.push({ update: { bytes } as LoggedUpdate, undone: client === MALLORY })
    }
  }

  /** Takes Mallory's updates back; answers what then stands, field and body. */
  async undo(): Promise<{ text: string; summary: unknown }> {
    const undoing = await undoingUpdate(this.log, STEWARD)
    if (undoing) Y.applyUpdate(this.live, undoing.update)
    return this.said
  }

  get said(): { text: string; summary: unknown } {
    return { text: bodyOf(this.live).toJSON(), summary: fieldsOfDoc(this.live).get('summary') }
  }
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}

const textAt = (doc: Y.Doc, at: number) => (bodyOf(doc).get(at) as Y.XmlElement).get(0) as Y.XmlText

function begun(): WrittenPage {
  const page = new WrittenPage()
  page.write(ANA, (doc) => {
    bodyOf(doc).insert(0, [paragraph('Le compost, pas à pas'), paragraph('Un seau, une fourche')])
    fieldsOfDoc(doc).set('summary', 'Un tas, six mois')
  })
  return page
}

test('[C3] what someone wrote goes, what they deleted comes back, and what others wrote meanwhile stays', async () => {
  const page = begun()
  page.write(MALLORY, (doc) => {
    bodyOf(doc).delete(1, 1)
    textAt(doc, 0).delete(0, 11)
    textAt(doc, 0).insert(0, 'ACHETEZ ')
    bodyOf(doc).push([paragraph('PUBLICITÉ')])
    fieldsOfDoc(doc).set('summary', 'PUBLICITÉ')
  })
  page.write(ANA, (doc) => textAt(doc, 0).insert(textAt(doc, 0).length, ', toute l’année'))
  const { text, summary } = await page.undo()
  expect(text).toBe(
    '<paragraph>Le compost, pas à pas, toute l’année</paragraph><paragraph>Un seau, une fourche</paragraph>',
  )
  expect(summary).toBe('Un tas, six mois')
})

test('[C3] a field that others set since keeps their words', async () => {
  const page = begun()
  page.write(MALLORY, (doc) => void fieldsOfDoc(doc).set('summary', 'PUBLICITÉ'))
  page.write(ANA, (doc) => void fieldsOfDoc(doc).set('summary', 'Un tas, huit mois'))
  expect((await page.undo()).summary).toBe('Un tas, huit mois')
})

test('[C3] where nothing of a contribution stands any more, undoing it writes nothing', async () => {
  const page = begun()
  page.write(MALLORY, (doc) => textAt(doc, 0).insert(0, 'X'))
  page.write(ANA, (doc) => textAt(doc, 0).delete(0, 1))
  const before = page.said
  expect(await undoingUpdate(page.log, STEWARD)).toBeNull()
  expect(await page.undo()).toEqual(before)
})

const act = fc.record({
  kind: fc.nat(5),
  at: fc.nat(30),
  words: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }),
})

test('[C3] [A1] of whatever comes back it is told which letters that are, by the ids that they had', async () => {
  let told = 0
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), async (acts) => {
      const page = begun()
      for (const one of acts) page.write(MALLORY, (doc) => harm(doc, one))
      const undoing = await undoingUpdate(page.log, STEWARD)
      const doc = new Y.Doc({ gc: false })
      for (const { update } of page.log) Y.applyUpdate(doc, update.bytes)
      if (undoing) Y.applyUpdate(doc, undoing.update)
      const again = undoing?.again ?? []
      expect(again.map(({ now }) => lettersOf(doc, now))).toEqual(again.map(({ was }) => lettersOf(doc, was)))
      const letters = again.reduce((sum, { now }) => sum + now.length, 0)
      expect(letters).toBe(lettersBy(doc, STEWARD))
      told += letters
    }),
    { numRuns: 100 },
  )
  expect(told).toBeGreaterThan(0)
})

test('[C3] whatever someone did last, undoing it gives the page that was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), async (acts) => {
      const page = begun()
      const before = page.said
      for (const one of acts) page.write(MALLORY, (doc) => harm(doc, one))
      expect(await page.undo()).toEqual(before)
    }),
    { numRuns: 150 },
  )
})

function harm(doc: Y.Doc, { kind, at, words }: { kind: number; at: number; words: string }): void {
  const body = bodyOf(doc)
  const block = body.length > 0 ? (body.get(at % body.length) as Y.XmlElement) : null
  const text = block && block.length > 0 ? (block.get(0) as Y.XmlText) : null
  if (kind === 0 && text) text.insert(Math.min(at, text.length), words)
  else if (kind === 1 && text && text.length > 0) text.delete(0, Math.min(1 + (at % 5), text.length))
  else if (kind === 2) body.insert(at % (body.length + 1), [paragraph(words)])
  else if (kind === 3 && body.length > 0) body.delete(at % body.length, 1)
  else if (kind === 4) fieldsOfDoc(doc).set('summary', words)
  else if (text && text.length > 0) text.format(0, text.length, { bold: {} })
}

/** The letters that these ids hold or held. */
function lettersOf(doc: Y.Doc, { client, clock, length }: Ids): string {
  const items = (doc.store.clients.get(client) ?? []).filter((struct) => struct instanceof Y.Item)
  return items
    .flatMap(({ id, content }) => (content instanceof Y.ContentString ? [{ from: id.clock, text: content.str }] : []))
    .map(({ from, text }) => text.slice(Math.max(0, clock - from), Math.max(0, clock + length - from)))
    .join('')
}

/** How many letters somebody brought, whether they stand or not. */
function lettersBy(doc: Y.Doc, client: number): number {
  return lettersOf(doc, { client, clock: 0, length: Y.getState(doc.store, client) }).length
}
