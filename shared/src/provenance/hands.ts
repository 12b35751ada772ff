import * as Y from 'yjs'
import type { BodyNode } from '../document/body-node.ts'
import { canonical } from '../document/canonical.ts'
import { bodyOf } from '../document/yxml.ts'
import type { Hunk, Unit } from '../review/hunk.ts'
import { wordsBetween } from '../review/words.ts'
import { stretchesOfPassage } from './attributed-text.ts'
import type { Attribution } from './attribution.ts'
import { fieldWords } from './field-words.ts'
import type { Ids } from './id-ranges.ts'
import { spread } from './identities.ts'

/** Who had to do with a passage when it was read; contributions by their numbers. */
export interface PassageFacts {
  /** Every contribution that wrote or placed any of it: words, forms, and what stands between them. */
  readonly wrote: readonly number[]
  /** The contributions whose words stand in it; versions that were made before do not tell. */
  readonly said?: readonly number[]
  /** The ids of Yjs that it consists of: client, clock and length of each range, one after the other. */
  readonly ids: readonly number[]
  /** Of a field: every contribution that ever changed it. */
  readonly set: readonly number[]
}

/** A page read with its authors. */
export interface Signed {
  readonly attribution: Attribution
  readonly body: BodyNode
  /** Contributions that put back what others wrote: a word of theirs may be anyone's who once wrote it here. */
  readonly restoring: ReadonlySet<number>
}

/** A passage that stood in the validated version. */
export interface Known {
  readonly facts: PassageFacts
  /** Contributions that had all come when it was validated are known; this tells of others. */
  readonly isLater: (contribution: number) => boolean
}

/** Who has to do with a passage of a page as its attribution stands. */
export function factsOf(unit: Unit, { attribution, body }: Pick<Signed, 'attribution' | 'body'>): PassageFacts {
  const ids = unit.field === undefined ? idsOf(elementOf(unit, attribution)) : []
  const words = stretchesOfPassage(unit, attribution, body)
  const numbers = [...ids.flatMap((one) => attribution.stretchesOf(one)), ...words].map(({ number }) => number)
  const said = words.flatMap(({ number }) => (number < 0 ? [] : [attribution.identity(number).origin]))
  return {
    wrote: contributionsOf(numbers, attribution),
    said: [...new Set(said)],
    ids: ids.flatMap(({ client, clock, length }) => [client, clock, length]),
    set: unit.field === undefined ? [] : attribution.settersOfField(unit.field),
  }
}

/**
 * The contributions that had a hand in a hunk (D10): origin and placer of every character that its passages did not
 * hold when they were validated, whoever gave them another form or place, and whoever took words away. `known` are its
 * passages before, in order.
 *
 * Where a block was made anew since, or put back, which deletion took which word can't be told any more: then everyone
 * counts who deleted anything on the page since. In doubt, somebody else reads.
 */
export function handsIn({ kind, before, after }: Hunk, known: readonly Known[], signed: Signed): Set<number> {
  const wroteBefore = new Set(known.flatMap(({ facts }) => facts.wrote))
  const isNew = (contribution: number) => !wroteBefore.has(contribution)
  const facts = after.map((unit) => factsOf(unit, signed))
  const hands = new Set(facts.flatMap(({ wrote }) => wrote.filter(isNew)))
  add(hands, newWordsBy(before, after, signed))
  if (before.length > 0 && after.length > 0 && canonical(before[0]?.within) !== canonical(after[0]?.within))
    for (const unit of after) add(hands, containerBy(unit, signed))
  for (const one of known) add(hands, takenBy(one, before, after, signed))
  for (const one of known) add(hands, takenElsewhere(kind, one, { before, after }, signed.attribution))
  return hands
}

/** Origins and placers of the characters that a diff of words calls new. */
function newWordsBy(before: readonly Unit[], after: readonly Unit[], signed: Signed): number[] {
  const numbers = after.flatMap((unit, at) => [
    ...(at > 0 ? [-1] : []),
    ...spread(stretchesOfPassage(unit, signed.attribution, signed.body)),
  ])
  const [found, restored] = [new Set<number>(), [] as string[]]
  let at = 0
  for (const { kind, text: words } of wordsBetween(before, after)) {
    if (kind === 'removed') continue
    const own = numbers.slice(at, at + words.length)
    at += words.length
    if (kind === 'same') continue
    // A diff takes the spaces between new words for new.
    for (const [place, number] of own.entries()) if (words[place]?.trim()) found.add(number)
    if (own.some((number) => isRestored(number, signed))) restored.push(words)
  }
  return [...contributionsOf([...found], signed.attribution), ...signed.attribution.onceBy(restored.join(' '))]
}

/** Put back, and no longer known whose it was. */
function isRestored(number: number, { attribution, restoring }: Signed): boolean {
  if (number < 0) return false
  const { origin, placedBy } = attribution.identity(number)
  return restoring.has(origin) || restoring.has(placedBy)
}

/** Whoever took away words, forms or parts that stood in a passage when it was validated. */
function takenBy(
  { facts, isLater }: Known,
  before: readonly Unit[],
  after: readonly Unit[],
  { attribution, restoring }: Signed,
): number[] {
  const [field] = before.flatMap((unit) => unit.field ?? [])
  if (field !== undefined) {
    const grew = after.some(({ value }) => fieldWords(value) !== null) && onlyGrew(before, after)
    return grew ? [] : attribution.settersOfField(field).filter((one) => !facts.set.includes(one) || isLater(one))
  }
  const deleters = rangesOf(facts.ids)
    .flatMap((ids) => attribution.deletersOf(ids))
    .flatMap(({ number }) => (number < 0 ? [] : [number]))
  const placers = attribution.placers()
  const isAnew = deleters.some((one) => placers.has(one)) || [...restoring].some(isLater)
  if (deleters.length === 0 || !isAnew) return deleters
  return [...deleters, ...[...attribution.deleters()].filter(isLater)]
}

/**
 * Whoever took away since what the ids of a passage do not tell of: words that were typed back meanwhile, those of an equal
 * passage, forms that were given again. What was moved past what else is not known: it was deleted where it stood.
 */
function takenElsewhere(
  kind: Hunk['kind'],
  { facts, isLater }: Known,
  { before, after }: Pick<Hunk, 'before' | 'after'>,
  attribution: Attribution,
): number[] {
  if (before.some(({ field }) => field !== undefined)) return []
  const isFormed =
    kind === 'format' && (canonical(before[0]?.within) !== canonical(after[0]?.within) || lacks(facts, attribution))
  if (kind === 'move' || isFormed) return [...attribution.deleters()].filter(isLater)
  return takersOfRemoved({ before, after }, attribution).filter(isLater)
}

/** The contributions that took away much of what a hunk takes away, wherever that stood. */
export function takersOfRemoved({ before, after }: Pick<Hunk, 'before' | 'after'>, attribution: Attribution): number[] {
  const removed = wordsBetween(before, after).filter(({ kind }) => kind === 'removed')
  return removed.flatMap(({ text }) => attribution.takersOf(text))
}

function lacks({ ids }: PassageFacts, attribution: Attribution): boolean {
  return rangesOf(ids).some((one) => attribution.deletersOf(one).some(({ number }) => number >= 0))
}

function onlyGrew(before: readonly Unit[], after: readonly Unit[]): boolean {
  return wordsBetween(before, after).every(({ kind }) => kind !== 'removed')
}

function containerBy({ path, field }: Unit, { attribution }: Signed): number[] {
  const [first] = path
  const element = field === undefined && first !== undefined ? bodyOf(attribution.doc).get(first) : undefined
  return element instanceof Y.XmlElement
    ? contributionsOf(
        ownIds(element)
          .flatMap((ids) => attribution.stretchesOf(ids))
          .map(({ number }) => number),
        attribution,
      )
    : []
}

function contributionsOf(numbers: readonly number[], attribution: Attribution): number[] {
  const known = [...new Set(numbers)].filter((number) => number >= 0)
  return [
    ...new Set(
      known.flatMap((number) => {
        const { origin, placedBy } = attribution.identity(number)
        return [origin, placedBy]
      }),
    ),
  ]
}

function elementOf({ path }: Unit, attribution: Attribution): Y.XmlElement | Y.XmlText {
  let element: Y.XmlFragment = bodyOf(attribution.doc)
  for (const at of path) element = element.get(at) as Y.XmlElement
  return element as Y.XmlElement
}

/** All that stands in an element, itself included: texts, forms, attributes, parts. */
function idsOf(element: Y.XmlElement | Y.XmlText): Ids[] {
  const ids = ownIds(element)
  for (let item = element._start; item !== null; item = item.right) {
    if (item.deleted) continue
    const content = item.content
    if (content instanceof Y.ContentType) ids.push(...idsOf(content.type as Y.XmlElement))
    else ids.push({ client: item.id.client, clock: item.id.clock, length: item.length })
  }
  return inRows(ids)
}

/** An element and its attributes. */
function ownIds(element: Y.XmlElement | Y.XmlText): Ids[] {
  const items = [element._item, ...element._map.values()].filter((item) => item !== null && !item.deleted)
  return items.map((item) => ({ client: (item as Y.Item).id.client, clock: (item as Y.Item).id.clock, length: 1 }))
}

function inRows(ids: readonly Ids[]): Ids[] {
  const rows: Ids[] = []
  for (const one of ids.toSorted((a, b) => a.client - b.client || a.clock - b.clock)) {
    const last = rows.at(-1)
    if (last?.client === one.client && last.clock + last.length === one.clock)
      rows[rows.length - 1] = { ...last, length: last.length + one.length }
    else rows.push(one)
  }
  return rows
}

function rangesOf(numbers: readonly number[]): Ids[] {
  return Array.from({ length: numbers.length / 3 }, (_, at) => ({
    client: numbers[at * 3] ?? 0,
    clock: numbers[at * 3 + 1] ?? 0,
    length: numbers[at * 3 + 2] ?? 0,
  }))
}

/** Whoever took anything away from a passage where it stands. */
export function takersIn(unit: Unit, attribution: Attribution): number[] {
  if (unit.field !== undefined) return []
  const gone = goneFrom(elementOf(unit, attribution)).flatMap((ids) => attribution.deletersOf(ids))
  return gone.flatMap(({ number }) => (number < 0 ? [] : [number]))
}

function goneFrom(element: Y.XmlElement | Y.XmlText): Ids[] {
  const ids: Ids[] = []
  for (let item = element._start; item !== null; item = item.right)
    if (item.deleted) ids.push({ client: item.id.client, clock: item.id.clock, length: item.length })
    else if (item.content instanceof Y.ContentType) ids.push(...goneFrom(item.content.type as Y.XmlElement))
  return ids
}

function add(hands: Set<number>, more: readonly number[]): void {
  for (const one of more) hands.add(one)
}
