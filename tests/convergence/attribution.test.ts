import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { pageSchema } from '@terreau/shared/document/schema.ts'
import { passagesOf } from '@terreau/shared/document/passages.ts'
import { bodyJson, bodyOf, fieldsJson, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import { Attribution, type Attributed } from '@terreau/shared/provenance/attribution.ts'
import { stretchesOfPassage } from '@terreau/shared/provenance/attributed-text.ts'
import { prosemirrorToYXmlFragment } from '@tiptap/y-tiptap'
import { textItems } from '../provenance/score.ts'
import { Chance } from './chance.ts'
import { Hand } from './hand.ts'
import { BLOCKS } from './writings.ts'

const PEOPLE = 4

/** What a server would log of a few people who write, come back and meet late. */
function someLog(seed: number, actions: number): Attributed[] {
  const chance = new Chance(seed)
  const log: Attributed[] = []
  const start = new Y.Doc()
  start.clientID = chance.below(2 ** 30)
  prosemirrorToYXmlFragment(pageSchema.nodeFromJSON({ type: 'doc', content: [...BLOCKS] }), bodyOf(start))
  log.push({ bytes: Y.encodeStateAsUpdate(start), actor: '0', contribution: 0 })
  const people = Array.from({ length: PEOPLE }, (_, at) => {
    const doc = new Y.Doc()
    doc.clientID = chance.below(2 ** 30)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(start))
    const one = { doc, hand: new Hand(doc, chance), sent: 0, seen: 1 }
    doc.on('update', (bytes: Uint8Array, origin: unknown) => {
      if (origin !== 'server') own.push({ bytes, actor: String(at), contribution: at + 1 })
    })
    const own: Attributed[] = []
    return { ...one, own, seen: 1 }
  })
  for (let done = 0; done < actions; done += 1) {
    const one = people[chance.below(PEOPLE)] as (typeof people)[number]
    one.hand.act()
    if (chance.oneIn(3)) log.push(...one.own.splice(0))
    if (!chance.oneIn(4)) continue
    log.push(...one.own.splice(0))
    one.doc.transact(() => log.slice(one.seen).forEach(({ bytes }) => Y.applyUpdate(one.doc, bytes)), 'server')
    one.seen = log.length
  }
  return [...log, ...people.flatMap(({ own }) => own)]
}

const byKey = (a: readonly unknown[], b: readonly unknown[]) => (String(a[0]) < String(b[0]) ? -1 : 1)

/** All that can be asked, in an order that does not hang on how Yjs holds its texts. */
function told(attribution: Attribution) {
  const characters = textItems(attribution.doc).flatMap(({ id: { client, clock }, length }) =>
    attribution.stretchesOf({ client, clock, length }).flatMap(({ length: some, number }) => {
      const { origin, placedBy } = attribution.identity(number)
      return Array.from({ length: some }, (_, at) => `${client} ${clock + at}: ${origin} ${placedBy}`)
    }),
  )
  const { identities, graveyard, deleters, fields } = attribution.encode()
  return {
    characters: characters.toSorted(),
    identities,
    graveyard,
    deleters: deleters.toSorted(byKey),
    fields: fields.standing.toSorted(byKey),
    earlier: fields.earlier.toSorted(byKey),
  }
}

const SEEDS = Array.from({ length: Number(process.env.SEEDS ?? 8) }, (_, at) => at + 1)

test.each(SEEDS)('[A3] told as it comes or taken up anywhere, authors are the same (seed %i)', (seed) => {
  const log = someLog(seed, 220)
  const live = new Attribution()
  for (const update of log) live.receive(update)
  const half = new Chance(seed).below(log.length)
  const before = new Attribution()
  for (const update of log.slice(0, half)) before.receive(update)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(before.doc))
  const after = Attribution.decode(
    doc,
    JSON.parse(JSON.stringify(before.encode())) as ReturnType<Attribution['encode']>,
  )
  for (const update of log.slice(half)) after.receive(update)
  expect(told(after)).toEqual(told(live))
})

test.each(SEEDS)('[A1] each character that can be read has exactly one author and one placer (seed %i)', (seed) => {
  const attribution = new Attribution()
  for (const update of someLog(seed, 220)) attribution.receive(update)
  for (const { id, length } of textItems(attribution.doc)) {
    const stretches = attribution.stretchesOf({ client: id.client, clock: id.clock, length })
    expect(stretches.reduce((sum, one) => sum + one.length, 0)).toBe(length)
    expect(stretches.filter(({ number }) => number < 0)).toEqual([])
  }
})

test.each(SEEDS)('[A1] the authors of a passage cover its text, letter for letter (seed %i)', (seed) => {
  const attribution = new Attribution()
  for (const update of someLog(seed, 220)) attribution.receive(update)
  const [body, fields] = [bodyJson(bodyOf(attribution.doc)), fieldsJson(fieldsOfDoc(attribution.doc))]
  for (const passage of passagesOf({ type: 'practice', fields, body })) {
    const stretches = stretchesOfPassage(passage, attribution, body)
    const covered = stretches.reduce((sum, { length }) => sum + length, 0)
    expect([passage.kind, covered, stretches.some(({ number }) => number < 0)]).toEqual([
      passage.kind,
      passage.text.length,
      false,
    ])
  }
})

test('[A4] whoever comes back sends all deletions again, and deletes nothing', () => {
  const log = someLog(9, 220)
  const attribution = new Attribution()
  for (const update of log) attribution.receive(update)
  const before = JSON.stringify(attribution.encode())
  attribution.receive({ bytes: Y.encodeStateAsUpdate(attribution.doc), actor: '3', contribution: 99 })
  expect(JSON.stringify(attribution.encode())).toBe(before)
})
