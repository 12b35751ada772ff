import fc from 'fast-check'
import * as encoding from 'lib0/encoding'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { bodyJson, bodyOf, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { RefusalCode } from '@terreau/shared/refusals.ts'
import { atRoot, craft, onlyDeletes, oneStruct } from './crafted-updates.ts'
import { PageGate, type Admitted, type Judged } from './page-gate.ts'

const ANA = 7
const BEN = 8

/** A page with one paragraph of Ana's, behind its gate. */
function gatedPage() {
  const doc = new Y.Doc()
  doc.clientID = ANA
  bodyOf(doc).insert(0, [paragraph('Le compost, pas à pas')])
  const gate = new PageGate({
    state: () => Y.encodeStateAsUpdate(doc),
    fieldFits: (key, value) => key === 'summary' && typeof value === 'string',
  })
  return { doc, gate }
}

function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(text)])
  return element
}

/** What the gate says to an update of someone who was issued `own`. */
function saysOf(gate: PageGate, bytes: Uint8Array, own = BEN): RefusalCode | 'admitted' | 'nothing new' {
  return said(judgedBy(gate, bytes, own))
}

function said(judged: Judged | undefined): RefusalCode | 'admitted' | 'nothing new' {
  if (!judged) throw new RangeError('no judgement')
  if ('refused' in judged) return judged.refused.code
  return judged.novel ? 'admitted' : 'nothing new'
}

function judgedBy(gate: PageGate, bytes: Uint8Array, own = BEN): Judged | undefined {
  return gate.judge([{ bytes, mayWriteAs: (client) => client === own }])[0]
}

/** An update that a replica of the page makes as this client. */
function edit(doc: Y.Doc, client: number, change: (replica: Y.Doc) => void): Uint8Array {
  const replica = new Y.Doc()
  Y.applyUpdate(replica, Y.encodeStateAsUpdate(doc))
  replica.clientID = client
  const before = Y.encodeStateVector(replica)
  replica.transact(() => change(replica))
  return Y.encodeStateAsUpdate(replica, before)
}

const firstText = (doc: Y.Doc) => (bodyOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText

describe('an honest edit', () => {
  test('[G1] typing, formatting, a new block and a field pass, and are new once only', () => {
    const { doc, gate } = gatedPage()
    const bytes = edit(doc, BEN, (replica) => {
      firstText(replica).insert(3, '👩‍🌾 ')
      firstText(replica).format(0, 5, { bold: {} })
      bodyOf(replica).push([paragraph('Ensuite')])
      fieldsOfDoc(replica).set('summary', 'Un tas, un seau, six mois.')
    })
    expect([saysOf(gate, bytes), saysOf(gate, bytes)]).toEqual(['admitted', 'nothing new'])
  })

  test('[G1] what was typed and deleted again offline still passes', () => {
    const { doc, gate } = gatedPage()
    const bytes = edit(doc, BEN, (replica) => {
      bodyOf(replica).push([paragraph('non')])
      bodyOf(replica).delete(1, 1)
    })
    expect(saysOf(gate, bytes)).toBe('admitted')
  })

  test('[G1] no random editing session is ever refused, and the gate sees the page as its authors do', () => {
    const action = fc.record({
      who: fc.constantFrom(ANA, BEN),
      at: fc.nat(40),
      text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }),
      kind: fc.nat(5),
    })
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const { doc, gate } = gatedPage()
        for (const { who, at, text, kind } of actions) {
          const bytes = edit(doc, who, (replica) => act(replica, kind, at, text))
          expect(['admitted', 'nothing new']).toContain(saysOf(gate, bytes, who))
          Y.applyUpdate(doc, bytes)
        }
        expect(saysOf(gate, Y.encodeStateAsUpdate(doc))).toBe('nothing new')
      }),
      { numRuns: 60 },
    )
  })
})

function act(replica: Y.Doc, kind: number, at: number, text: string): void {
  const body = bodyOf(replica)
  const block = body.get(at % body.length) as Y.XmlElement
  const words = block.get(0) as Y.XmlText
  if (kind === 0) words.insert(0, text)
  else if (kind === 1 && words.length > 0) words.delete(0, Math.min(at % 5, words.length))
  else if (kind === 2) body.insert(at % body.length, [paragraph(text)])
  else if (kind === 3 && body.length > 1) body.delete(at % body.length, 1)
  else if (kind === 4) words.format(0, words.length, { italic: {} })
  else fieldsOfDoc(replica).set('summary', text)
}

describe('updates that knock together', () => {
  test('[G4] are judged each after those before it, and a bad one among them goes alone', () => {
    const { doc, gate } = gatedPage()
    const replica = new Y.Doc()
    Y.applyUpdate(replica, Y.encodeStateAsUpdate(doc))
    replica.clientID = BEN
    const updates: Uint8Array[] = []
    replica.on('update', (bytes: Uint8Array) => void updates.push(bytes))
    firstText(replica).insert(0, 'un ')
    firstText(replica).insert(3, 'deux ')
    firstText(replica).delete(0, 3)
    const forged = edit(doc, ANA, (other) => firstText(other).insert(0, 'faux '))
    const misfit = edit(doc, BEN + 1, (other) => bodyOf(other).push([listItem('un')]))
    const knocking = [updates[0], forged, updates[1], misfit, updates[1], updates[2]].map((bytes) => ({
      bytes: bytes as Uint8Array,
      mayWriteAs: (client: number) => client !== ANA,
    }))
    expect(gate.judge(knocking).map(said)).toEqual([
      'admitted',
      'wire.unknown-client',
      'admitted',
      'wire.not-in-schema',
      'nothing new',
      'admitted',
    ])
    for (const bytes of updates) expect(saysOf(gate, bytes)).toBe('nothing new')
  })

  test('[Z20] words whose place went before them are told; words that their author took back are not', () => {
    const { doc, gate } = gatedPage()
    const late = edit(doc, BEN, (replica) => firstText(replica).insert(0, 'Des mots tardifs. '))
    const emptied = edit(doc, BEN + 1, (replica) => {
      bodyOf(replica).push([paragraph('Autre chose')])
      bodyOf(replica).delete(0, 1)
    })
    const takenBack = edit(doc, BEN + 2, (replica) => {
      firstText(replica).insert(0, 'non')
      firstText(replica).delete(0, 3)
    })
    const asides = [emptied, late, takenBack].map((bytes, at) => {
      const judged = judgedBy(gate, bytes, [BEN + 1, BEN, BEN + 2][at])
      return judged && 'aside' in judged ? judged.aside.map(({ text }) => text) : judged
    })
    expect(asides).toEqual([[], ['Des mots tardifs. '], []])
  })

  test('[Z20] of a field that two people set at once, the words that do not prevail are told', () => {
    const { doc, gate } = gatedPage()
    const [one, other] = [BEN, BEN + 1].map((client) =>
      edit(doc, client, (replica) => void fieldsOfDoc(replica).set('summary', `Les mots de ${client}`)),
    ) as [Uint8Array, Uint8Array]
    const judged = [other, one].map((bytes, at) => judgedBy(gate, bytes, BEN + 1 - at) as Admitted)
    expect(judged.map(({ aside }) => aside.map(({ text }) => text))).toEqual([[], [`Les mots de ${BEN}`]])
  })
})

describe('bytes that are no update', () => {
  const attacks: Record<string, Uint8Array> = {
    'an item without length': Uint8Array.from([1, 2, 5, 0, 4, 1, 1, 0x78, 1, 0x61, 0x88, 5, 0, 0, 0]),
    'garbage without length': Uint8Array.from([1, 1, 5, 0, 0, 0, 0]),
    'an end before the deletions': edit(gatedPage().doc, BEN, (replica) => firstText(replica).insert(0, 'a')).slice(
      0,
      -1,
    ),
    'bytes after the end': Uint8Array.from([
      ...edit(gatedPage().doc, BEN, (replica) => firstText(replica).insert(0, 'a')),
      0,
    ]),
    'a count that its bytes cannot hold': Uint8Array.from([1, 0xff, 0xff, 0xff, 0x7f, 5, 0]),
    'a number beyond 2^53': Uint8Array.from([
      0, 1, 5, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 1,
    ]),
    'skipped clocks': oneStruct({ client: BEN, clock: 0, write: (e) => craftInto(e, [10, 1]) }),
    'a binary value': oneStruct({
      client: BEN,
      clock: 0,
      write: (e) => (atRoot(e, 3, 'fields', 'summary'), encoding.writeVarUint8Array(e, Uint8Array.of(1))),
    }),
    'a subdocument': oneStruct({
      client: BEN,
      clock: 0,
      write: (e) => (atRoot(e, 9, 'fields', 'summary'), encoding.writeVarString(e, 'guid'), encoding.writeAny(e, {})),
    }),
    'an embed': oneStruct({
      client: BEN,
      clock: 0,
      write: (e) => (atRoot(e, 5, 'body'), encoding.writeVarString(e, 'null')),
    }),
    'an unknown root': oneStruct({ client: BEN, clock: 0, write: (e) => (atRoot(e, 7, 'secret'), craftInto(e, [6])) }),
    'text at the root': oneStruct({
      client: BEN,
      clock: 0,
      write: (e) => (atRoot(e, 4, 'body'), encoding.writeVarString(e, 'nu')),
    }),
    'an unknown node': oneStruct({
      client: BEN,
      clock: 0,
      write: (e) => (atRoot(e, 7, 'body'), encoding.writeVarUint(e, 3), encoding.writeVarString(e, 'script')),
    }),
    'a key that names a prototype': oneStruct({
      client: BEN,
      clock: 0,
      write: (e) => (atRoot(e, 8, 'fields', '__proto__'), encoding.writeVarUint(e, 1), encoding.writeAny(e, 1)),
    }),
    'a value that holds a prototype': oneStruct({
      client: BEN,
      clock: 0,
      write: (e) => (
        atRoot(e, 8, 'fields', 'summary'),
        encoding.writeVarUint(e, 1),
        encoding.writeAny(e, JSON.parse('{"__proto__":{"a":1}}'))
      ),
    }),
    'a value nested too deep': oneStruct({
      client: BEN,
      clock: 0,
      write: (e) => (
        atRoot(e, 8, 'fields', 'summary'),
        encoding.writeVarUint(e, 1),
        encoding.writeAny(e, nested(20) as never)
      ),
    }),
    'text that is not UTF-8': oneStruct({
      client: BEN,
      clock: 0,
      write: (e) => (atRoot(e, 8, 'fields', 'summary'), craftInto(e, [1, 119, 1, 0xff])),
    }),
    'one client named twice': craft((e) => craftInto(e, [2, 1, 5, 0, 0, 1, 1, 5, 1, 0, 1, 0])),
  }

  test.each(Object.entries(attacks))('[G1] %s is refused and changes nothing', (_name, bytes) => {
    const { gate } = gatedPage()
    expect(saysOf(gate, bytes)).toBe('wire.bad-frame')
  })

  test('[G1] no bytes whatsoever throw anything but a refusal', () => {
    const { gate } = gatedPage()
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(saysOf(gate, bytes)).toMatch(/^(?:wire\.|nothing new)/)
      }),
      { numRuns: 3000 },
    )
  })

  test('[G1] an honest update with one byte changed is refused or harmless', () => {
    const { doc, gate } = gatedPage()
    const honest = edit(doc, BEN, (replica) => bodyOf(replica).push([paragraph('Bonjour à toutes et tous')]))
    fc.assert(
      fc.property(fc.nat(honest.length - 1), fc.nat(255), (at, byte) => {
        const bytes = honest.slice()
        bytes[at] = byte
        saysOf(new PageGate({ state: () => Y.encodeStateAsUpdate(doc), fieldFits: () => true }), bytes)
        expect(saysOf(gate, Y.encodeStateAsUpdate(doc))).toBe('nothing new')
      }),
      { numRuns: 1500 },
    )
  })
})

function craftInto(e: encoding.Encoder, bytes: number[]): void {
  for (const byte of bytes) encoding.writeUint8(e, byte)
}

function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)]
}

describe('things that name their place by their neighbours', () => {
  const [letters, value, type] = [4, 8, 7]
  const strays: Record<string, (doc: Y.Doc) => { beside: Y.ID | undefined; kind: number }> = {
    'letters beside a block': (doc) => ({ beside: bodyOf(doc).get(0)._item?.id, kind: letters }),
    'a value beside a block': (doc) => ({ beside: bodyOf(doc).get(0)._item?.id, kind: value }),
    'a value among letters': (doc) => ({ beside: firstText(doc)._start?.id, kind: value }),
    'an element among letters': (doc) => ({ beside: firstText(doc)._start?.id, kind: type }),
    'letters beside a text': (doc) => ({ beside: firstText(doc)._item?.id, kind: letters }),
  }

  test.each(Object.entries(strays))('[G4] %s are refused', (_name, stray) => {
    const { doc, gate } = gatedPage()
    const { beside, kind } = stray(doc)
    const write = (e: encoding.Encoder) => {
      encoding.writeUint8(e, kind | 0x80)
      for (const number of [beside?.client ?? 0, beside?.clock ?? 0]) encoding.writeVarUint(e, number)
      if (kind === value) encoding.writeVarUint(e, 1)
      if (kind === value) return encoding.writeAny(e, 'a')
      if (kind === type) encoding.writeVarUint(e, 3)
      return encoding.writeVarString(e, kind === type ? 'paragraph' : 'a')
    }
    expect(saysOf(gate, oneStruct({ client: BEN, clock: 0, write }))).toBe('wire.not-in-schema')
  })
})

describe('edits in someone else’s name', () => {
  test('[W3] new words under a client id issued to another member are refused', () => {
    const { doc, gate } = gatedPage()
    const forged = edit(doc, ANA, (replica) => firstText(replica).insert(0, 'faux '))
    expect(saysOf(gate, forged)).toBe('wire.unknown-client')
  })

  test('[W3] garbage at another’s next clock, which would erase their offline words, is refused', () => {
    const { doc, gate } = gatedPage()
    const clock = Y.getState(doc.store, ANA)
    expect(saysOf(gate, oneStruct({ client: ANA, clock, write: (e) => craftInto(e, [0, 16]) }))).toBe(
      'wire.unknown-client',
    )
  })

  test('[W4] a deletion of what another has not written yet is refused', () => {
    const { doc, gate } = gatedPage()
    expect(saysOf(gate, onlyDeletes([ANA, Y.getState(doc.store, ANA), 1000]))).toBe('wire.gap')
  })

  test('[W4] edits that build on unknown ones are refused', () => {
    const { doc, gate } = gatedPage()
    const first = edit(doc, BEN, (replica) => bodyOf(replica).push([paragraph('un')]))
    const ahead = new Y.Doc()
    Y.applyUpdate(ahead, Y.encodeStateAsUpdate(doc))
    Y.applyUpdate(ahead, first)
    const second = edit(ahead, BEN, (replica) => bodyOf(replica).push([paragraph('deux')]))
    expect([saysOf(gate, second), saysOf(gate, first), saysOf(gate, second)]).toEqual([
      'wire.gap',
      'admitted',
      'admitted',
    ])
  })

  test('[G1] sending again all that is deleted deletes nothing', () => {
    const { doc, gate } = gatedPage()
    const gone = edit(doc, BEN, (replica) => firstText(replica).delete(0, 3))
    expect([saysOf(gate, gone), saysOf(gate, gone)]).toEqual(['admitted', 'nothing new'])
  })
})

describe('edits that are whole apart and hollow together', () => {
  test('[G4] two people who each delete one of the last two items of a list are both admitted, and the empty list goes', () => {
    const { doc, gate } = gatedPage()
    const list = new Y.XmlElement('bulletList')
    list.insert(0, ['un', 'deux'].map(listItem))
    const born = edit(doc, BEN, (replica) => bodyOf(replica).push([list]))
    expect(saysOf(gate, born)).toBe('admitted')
    Y.applyUpdate(doc, born)
    const deletions = [0, 1].map((at) =>
      edit(doc, BEN, (replica) => (bodyOf(replica).get(1) as Y.XmlElement).delete(at, 1)),
    )
    const [first, second] = deletions.map((bytes) => judgedBy(gate, bytes) as Admitted)
    expect([first?.tidying, second?.novel]).toEqual([null, true])
    for (const bytes of [...deletions, second?.tidying ?? new Uint8Array()]) Y.applyUpdate(doc, bytes)
    expect(bodyJson(bodyOf(doc)).content).toHaveLength(1)
    expect(Y.decodeUpdate(second?.tidying ?? new Uint8Array()).structs).toEqual([])
  })
})

test('[G4] what is tidied after edits that come together goes with the last that says anything, whatever comes behind it (simulated run 746)', () => {
  const { doc, gate } = gatedPage()
  const list = new Y.XmlElement('bulletList')
  list.insert(0, ['un', 'deux'].map(listItem))
  const born = edit(doc, BEN, (replica) => bodyOf(replica).push([list]))
  expect(saysOf(gate, born)).toBe('admitted')
  Y.applyUpdate(doc, born)
  const [first, second] = [0, 1].map((at) =>
    edit(doc, BEN, (replica) => (bodyOf(replica).get(1) as Y.XmlElement).delete(at, 1)),
  ) as [Uint8Array, Uint8Array]
  const together = [first, second, born].map((bytes) => ({ bytes, mayWriteAs: () => false }))
  const judged = gate.judge(together) as Admitted[]
  expect(judged.map(({ novel, tidying }) => [novel, tidying !== null])).toEqual([
    [true, false],
    [true, true],
    [false, false],
  ])
})

test('[G1] marks that an editor tidies away are new to the gate, which tidies nothing by itself', () => {
  const { doc, gate } = gatedPage()
  const [ana, ben] = [ANA, BEN].map((client) =>
    edit(doc, client, (replica) => firstText(replica).format(0, 5, { bold: {} })),
  )
  const reader = new Y.Doc()
  const tidied: Uint8Array[] = []
  Y.applyUpdate(reader, Y.encodeStateAsUpdate(doc))
  reader.on('update', (bytes: Uint8Array, origin: unknown) => void (origin !== 'wire' && tidied.push(bytes)))
  for (const [bytes = new Uint8Array(), client] of [
    [ana, ANA],
    [ben, BEN],
  ] as const) {
    expect(saysOf(gate, bytes, client)).toBe('admitted')
    Y.applyUpdate(reader, bytes, 'wire')
  }
  expect(tidied.length).toBeGreaterThan(0)
  expect(saysOf(gate, Y.mergeUpdates(tidied))).toBe('admitted')
})

function listItem(text: string): Y.XmlElement {
  const item = new Y.XmlElement('listItem')
  item.insert(0, [paragraph(text)])
  return item
}

test('[G1] a page is full by what it holds, not by how often it was written', () => {
  const { doc, gate } = gatedPage()
  const long = 'mot '.repeat(500_000)
  const says = Array.from({ length: 6 }, () => {
    const bytes = edit(doc, BEN, (replica) => {
      firstText(replica).delete(0, firstText(replica).length)
      firstText(replica).insert(0, long)
    })
    Y.applyUpdate(doc, bytes)
    return saysOf(gate, bytes)
  })
  expect(new Set(says)).toEqual(new Set(['admitted']))
  const more = edit(doc, BEN, (replica) =>
    bodyOf(replica).push(Array.from({ length: 4 }, () => paragraph(long.slice(0, 900_000)))),
  )
  const evenMore = edit(doc, BEN, (replica) =>
    bodyOf(replica).push(Array.from({ length: 4 }, () => paragraph(long.slice(0, 1_000_000)))),
  )
  expect([saysOf(gate, more), saysOf(gate, evenMore)]).toEqual(['admitted', 'wire.page-full'])
})

describe('edits that a page cannot hold', () => {
  const misfits: Record<string, (replica: Y.Doc) => void> = {
    'a paragraph in a paragraph': (replica) =>
      (bodyOf(replica).get(0) as Y.XmlElement).push([new Y.XmlElement('paragraph')]),
    'a list item outside a list': (replica) => bodyOf(replica).push([listItem('un')]),
    'an image without its alt text': (replica) =>
      bodyOf(replica).push([withAttributes('image', { file: 'a'.repeat(64) })]),
    'an attribute with a value it cannot have': (replica) =>
      bodyOf(replica).push([withAttributes('heading', { level: 99 as never })]),
    'a link that runs a script': (replica) =>
      firstText(replica).format(0, 2, { link: { href: 'javascript:alert(1)' } }),
    'a field that the type does not have': (replica) => fieldsOfDoc(replica).set('price', 'libre'),
    'a field with a value it cannot have': (replica) => fieldsOfDoc(replica).set('summary', 12),
    'a shared type in a field': (replica) => fieldsOfDoc(replica).set('summary', new Y.XmlText('a')),
  }

  test.each(Object.entries(misfits))('[G4] %s is refused, and the page goes on', (_name, change) => {
    const { doc, gate } = gatedPage()
    const says = saysOf(gate, edit(doc, BEN, change))
    expect(['wire.not-in-schema', 'wire.bad-frame']).toContain(says)
    const honest = edit(doc, BEN, (replica) => firstText(replica).insert(0, 'encore '))
    expect(saysOf(gate, honest)).toBe('admitted')
    expect(bodyJson(bodyOf(doc)).content).toHaveLength(1)
  })
})

function withAttributes(name: string, attributes: Record<string, string>): Y.XmlElement {
  const element = new Y.XmlElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  return element
}
