import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { bodyOf } from '../document/yxml.ts'
import { Attribution, broughtAs } from './attribution.ts'
import type { Ids } from './id-ranges.ts'

const [ANA, BOB] = [1, 2]

/** A page on which Ana wrote a word, as one update, and one of Bob's that brings it again under an id of his. */
function twoUpdates(): readonly [Uint8Array, Uint8Array] {
  const doc = new Y.Doc()
  doc.clientID = ANA
  const text = new Y.XmlText('clé')
  const block = new Y.XmlElement('paragraph')
  block.insert(0, [text])
  bodyOf(doc).insert(0, [block])
  const first = Y.encodeStateAsUpdate(doc)
  const before = Y.encodeStateVector(doc)
  doc.clientID = BOB
  text.insert(3, ' clé')
  return [first, Y.encodeStateAsUpdate(doc, before)]
}

const [first, second] = twoUpdates()
const [word, again]: Ids[] = [
  { client: ANA, clock: 2, length: 3 },
  { client: BOB, clock: 1, length: 3 },
]

/** Reads an attribution as it is stored, and taken up again. */
function storedAndBack(attribution: Attribution): Attribution {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(attribution.doc))
  return Attribution.decode(doc, JSON.parse(JSON.stringify(attribution.encode())) as ReturnType<Attribution['encode']>)
}

test.each([
  ['at once', (one: Attribution) => one],
  ['taken up in between', storedAndBack],
])('[A1] [A3] words that were told to come are by who wrote them, whatever they look like, %s', (_, taken) => {
  const told = new Attribution()
  told.receive({ bytes: first, actor: 'ana', contribution: 5 })
  told.bring(broughtAs(again as Ids, told.originsOf(word as Ids)))
  const attribution = taken(told)
  attribution.receive({ bytes: second, actor: 'bob', contribution: 8 })
  const identities = attribution.stretchesOf(again as Ids).map(({ number }) => attribution.identity(number))
  expect(identities).toEqual([{ origin: 5, placedBy: 8 }])
  expect(attribution.originsOf({ client: BOB, clock: 0, length: 4 })).toEqual([
    { length: 1, number: 8 },
    { length: 3, number: 5 },
  ])
  expect(attribution.encode().coming).toEqual([])
})
