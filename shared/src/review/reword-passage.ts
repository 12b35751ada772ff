import * as Y from 'yjs'
import { isSafeHref } from '../document/attributes.ts'
import { elementJson } from '../document/yxml.ts'
import { INLINE_HOLDERS, joinedBy, plainText } from '../document/plain-text.ts'
import { trimmed, type Rewording } from './rewording.ts'

/** A part of a passage as `plainText` reads it: a text, something that is one character or name, or what lies between two blocks. */
interface Piece {
  readonly words: string
  readonly text?: Y.XmlText
  readonly atom?: Y.XmlElement
}

type Placed = Piece & { readonly from: number; readonly to: number }

const ADDRESS = /https?:\/\/[^\s<>"«»]*[^\s<>"«».,;:!?)\]}]/gu

/**
 * Changes words of a block, and nothing else of it: marks, breaks and links outside of them stay. Addresses among the
 * new words become links. False, with nothing changed, where the new words would change what is no words.
 */
export function rewordPassage(block: Y.XmlElement, rewordings: readonly Rewording[]): boolean {
  const pieces = placed(piecesOf(block))
  const text = pieces.map(({ words }) => words).join('')
  const inLines = block.nodeName !== 'codeBlock'
  const changes = rewordings
    .map((one) => trimmed({ ...one, insert: inLines ? one.insert.replace(/\s*\n\s*/gu, ' ') : one.insert }, text))
    .filter(({ from, to, insert }) => from < to || insert !== '')
  const places = changes.map((one) => ({ one, into: placeFor(one, pieces) }))
  if (places.some(({ one, into }) => (into === null && one.insert !== '') || cutsShape(one, pieces))) return false
  for (const { one, into } of places.toReversed()) reword(one, into, pieces)
  if (inLines) for (const { into, one } of places) if (into?.text) linkAddresses(into.text, one.insert)
  return true
}

function piecesOf(element: Y.XmlElement): Piece[] {
  const { nodeName } = element
  if (element.length === 0) return [{ words: plainText(elementJson(element)), atom: element }]
  const parts = element.toArray().map((child): Piece[] => {
    if (child instanceof Y.XmlText) return [{ words: wordsOf(child), text: child }]
    return child instanceof Y.XmlElement ? piecesOf(child) : []
  })
  if (INLINE_HOLDERS.has(nodeName)) return parts.flat()
  const said = parts.filter((part) => part.some(({ words }) => words !== ''))
  return said.flatMap((part, at) => (at === 0 ? part : [{ words: joinedBy(elementJson(element)) }, ...part]))
}

function wordsOf(text: Y.XmlText): string {
  return (text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('')
}

function placed(pieces: readonly Piece[]): Placed[] {
  let at = 0
  return pieces.map((piece) => ({ ...piece, from: at, to: (at += piece.words.length) }))
}

/** Where new words go: into the text whose words they take the place of, else into one that begins or ends there. */
function placeFor({ from, to }: Rewording, pieces: readonly Placed[]): Placed | null {
  const texts = pieces.filter((piece) => piece.text)
  return (
    texts.find((piece) => piece.from < to && from < piece.to) ??
    texts.find((piece) => piece.from <= from && from <= piece.to) ??
    null
  )
}

/** It would take away a part of a name, or what lies between two blocks. */
function cutsShape({ from, to }: Rewording, pieces: readonly Placed[]): boolean {
  return pieces.some((piece) => {
    if (piece.text || to <= piece.from || piece.to <= from) return false
    return !piece.atom || from > piece.from || to < piece.to
  })
}

function reword({ from, to, insert }: Rewording, into: Placed | null, pieces: readonly Placed[]): void {
  const touched = pieces.filter((piece) => piece.from < to && from < piece.to)
  const at = into ? Math.max(from, into.from) - into.from : 0
  const attributes = into?.text ? marksFor(into.text, at, touched.includes(into)) : {}
  for (const piece of touched) {
    const start = Math.max(from, piece.from) - piece.from
    if (piece.text) piece.text.delete(start, Math.min(to, piece.to) - piece.from - start)
    else if (piece.atom) remove(piece.atom)
  }
  if (insert !== '') into?.text?.insert(at, insert, attributes)
}

function remove(element: Y.XmlElement): void {
  const { parent } = element
  if (parent instanceof Y.XmlElement) parent.delete(parent.toArray().indexOf(element), 1)
}

type Marks = Record<string, unknown>

/** New words look as those did whose place they take, or as both their neighbours do. */
function marksFor(text: Y.XmlText, at: number, takesPlace: boolean): Marks {
  const after = marksAt(text, at)
  if (takesPlace) return after
  const before = marksAt(text, at - 1)
  return Object.fromEntries(
    Object.entries(before).filter(([key, mark]) => JSON.stringify(mark) === JSON.stringify(after[key])),
  )
}

function marksAt(text: Y.XmlText, at: number): Marks {
  let end = 0
  for (const { insert, attributes } of text.toDelta() as { insert: string; attributes?: Marks }[]) {
    end += insert.length
    if (at >= 0 && at < end) return attributes ?? {}
  }
  return {}
}

/** Addresses that came with these words lead where they say. */
function linkAddresses(text: Y.XmlText, words: string): void {
  const all = wordsOf(text)
  for (const { 0: address, index } of all.matchAll(ADDRESS)) {
    const marks = marksAt(text, index)
    if (!words.includes(address) || marks.link || marks.code || !isSafeHref(address)) continue
    text.format(index, address.length, { link: { href: address } })
  }
}
