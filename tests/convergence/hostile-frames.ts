import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { craft } from '@terreau/server/rooms/crafted-updates.ts'
import { updateFrame } from '../../client/src/sync/frames.ts'
import type { Chance } from './chance.ts'
import { presenceOf, syncFrame } from './guest.ts'
import { Hand } from './hand.ts'

/** What an attacker knows who has the page open: all of it, and everyone's ids. */
interface Known {
  readonly chance: Chance
  readonly doc: Y.Doc
  readonly own: number
  readonly others: readonly number[]
}

type Make = (known: Known) => Uint8Array

/** An edit as the editor makes it, under the attacker's own id. */
function honest({ chance, doc, own }: Known): Uint8Array {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  copy.clientID = own
  const before = Y.encodeStateVector(copy)
  const hand = new Hand(copy, chance)
  for (let times = 1 + chance.below(3); times > 0; times -= 1) hand.act()
  const update = Y.encodeStateAsUpdate(copy, before)
  copy.destroy()
  return update
}

/** The same bytes with a few of them changed, cut out, doubled or taken from elsewhere. */
function mutated(known: Known): Uint8Array {
  const { chance } = known
  let bytes = honest(known)
  for (let times = 1 + chance.below(4); times > 0 && bytes.length > 0; times -= 1)
    bytes = chance.pick(MUTATIONS)(bytes, chance)
  return bytes
}

type Mutation = (bytes: Uint8Array, chance: Chance) => Uint8Array

const MUTATIONS: readonly [Mutation, ...Mutation[]] = [
  (bytes, chance) => bytes.with(...place(bytes, chance)),
  (bytes, chance) => bytes.slice(0, chance.below(bytes.length + 1)),
  (bytes, chance) => joined(bytes.slice(0, chance.below(bytes.length)), bytes.slice(chance.below(bytes.length))),
  (bytes, chance) =>
    joined(
      bytes,
      Uint8Array.from({ length: 1 + chance.below(4) }, () => chance.below(256)),
    ),
  (bytes, chance) => bytes.with(place(bytes, chance)[0], chance.pick([0, 1, 0x7f, 0x80, 0xff])),
]

function place(bytes: Uint8Array, chance: Chance): [number, number] {
  return [Math.max(0, chance.below(bytes.length)), chance.below(256)]
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts))
}

/** Structs of every kind, whoever's, wherever; well formed more often than not. */
function crafted(known: Known): Uint8Array {
  const { chance } = known
  return craft((e) => {
    const sections = chance.below(3)
    encoding.writeVarUint(e, sections)
    for (let section = 0; section < sections; section += 1) structs(e, known)
    const deletions = chance.below(3)
    encoding.writeVarUint(e, deletions)
    for (let deletion = 0; deletion < deletions; deletion += 1) {
      for (const number of [someone(known), 1, someClock(known), 1 + chance.below(50)]) encoding.writeVarUint(e, number)
    }
  })
}

function someone({ chance, own, others }: Known): number {
  return chance.weighted([
    [6, own],
    [2, chance.pick(others) ?? own],
    [1, chance.below(0xffff_ffff)],
  ])
}

function someClock({ chance, doc, own }: Known): number {
  const next = Y.getState(doc.store, own)
  return chance.weighted([
    [5, next],
    [2, chance.below(next + 1)],
    [1, next + chance.below(100)],
    [1, 2 ** chance.below(53)],
  ])
}

function structs(e: encoding.Encoder, known: Known): void {
  const count = 1 + known.chance.below(3)
  for (const number of [count, someone(known), someClock(known)]) encoding.writeVarUint(e, number)
  for (let left = count; left > 0; left -= 1) struct(e, known)
}

function struct(e: encoding.Encoder, known: Known): void {
  const { chance } = known
  const kind = chance.pick([0, 1, 2, 3, 4, 4, 5, 6, 7, 7, 8, 8, 9, 10, 15])
  const info = kind | chance.pick([0, 0x20, 0x40, 0x80, 0xc0])
  encoding.writeUint8(e, info)
  if (info & 0x80) reference(e, known)
  if (info & 0x40) reference(e, known)
  if ((info & 0xc0) === 0) parent(e, known, info)
  content(e, chance, kind)
}

function reference(e: encoding.Encoder, known: Known): void {
  encoding.writeVarUint(e, someone(known))
  encoding.writeVarUint(e, someClock(known))
}

function parent(e: encoding.Encoder, known: Known, info: number): void {
  const { chance } = known
  const root = chance.oneIn(2)
  encoding.writeVarUint(e, root ? 1 : 0)
  if (root) encoding.writeVarString(e, chance.pick(['body', 'fields', 'fields', 'secret', '']))
  else reference(e, known)
  if (info & 0x20)
    encoding.writeVarString(e, chance.pick(['summary', 'title', 'level', '__proto__', 'constructor', '']))
}

function content(e: encoding.Encoder, chance: Chance, kind: number): void {
  const value = chance.pick<unknown>(['mot', 12, null, { a: [1, { b: 2 }] }, [true], JSON.parse('{"__proto__":1}')])
  if (kind === 0 || kind === 1 || kind === 10) encoding.writeVarUint(e, chance.below(20))
  else if (kind === 2 || kind === 8) {
    encoding.writeVarUint(e, 1)
    if (kind === 2) encoding.writeVarString(e, JSON.stringify(value))
    else encoding.writeAny(e, value as never)
  } else if (kind === 3) encoding.writeVarUint8Array(e, Uint8Array.of(1, 2))
  else if (kind === 4) encoding.writeVarString(e, chance.pick(['a', '', '😀', '\ufffd', 'mot']))
  else if (kind === 5) encoding.writeVarString(e, JSON.stringify(value))
  else if (kind === 6) {
    encoding.writeVarString(e, chance.pick(['bold', 'link', 'script']))
    encoding.writeVarString(e, chance.pick(['{}', 'null', '{', '{"href":"javascript:alert(1)"}']))
  } else {
    encoding.writeVarUint(e, chance.below(8))
    encoding.writeVarString(e, chance.pick(['paragraph', 'heading', 'table', 'script', 'listItem']))
  }
}

function noise({ chance }: Known): Uint8Array {
  return Uint8Array.from({ length: chance.below(40) }, () => chance.below(256))
}

function vector({ chance, own, others }: Known): Uint8Array {
  return craft((e) => {
    encoding.writeVarUint(e, chance.pick([0, 1, 2, 3, 1000, 0xffff_ffff]))
    for (const client of [own, ...others]) {
      encoding.writeVarUint(e, client)
      encoding.writeVarUint(e, 2 ** chance.below(53))
    }
  })
}

function presence({ chance, own, others }: Known): Uint8Array {
  const json = [
    '{}',
    'null',
    '5',
    '"texte"',
    '[1]',
    '{',
    '{"user":{"name":"Ana"}}',
    '{"__proto__":{"a":1}}',
    `"${'x'.repeat(3000)}"`,
  ]
  return presenceOf(
    Array.from({ length: chance.below(4) }, () => [
      chance.pick([own, own, ...others, 77]) ?? own,
      chance.pick([0, 1, chance.below(1000), Number.MAX_SAFE_INTEGER]),
      chance.pick(json) ?? '{}',
    ]),
  )
}

/** Frames of every type, by name. */
export const FRAMES: readonly (readonly [weight: number, frame: readonly [name: string, make: Make]])[] = [
  [5, ['honest update', (known) => updateFrame(honest(known))]],
  [30, ['mutated update', (known) => updateFrame(mutated(known))]],
  [30, ['crafted update', (known) => updateFrame(crafted(known))]],
  [8, ['mutated step 2', (known) => syncFrame(1, mutated(known))]],
  [4, ['step 1', (known) => syncFrame(0, vector(known))]],
  [2, ['noise in step 1', (known) => syncFrame(0, noise(known))]],
  [2, ['unknown sync message', (known) => syncFrame(3 + known.chance.below(200), noise(known))]],
  [8, ['presence', presence]],
  [2, ['noise as presence', (known) => joined(Uint8Array.of(1), noise(known))]],
  [2, ['question who is here', () => Uint8Array.of(3)]],
  [3, ['ack, refused, notice or unknown', (known) => joined(Uint8Array.of(4 + known.chance.below(120)), noise(known))]],
  [4, ['noise', noise]],
]
