import * as Y from 'yjs'

/** Whoever wrote something: a person, or a visitor on a device. */
export interface Writer {
  readonly id: string
}

/** Numbers that look random and are the same for a seed (mulberry32). */
export function chanceOf(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below)
  }
}

/** What hands do to a page; each word is the only one of its kind, so that its author is known. */
export class RandomHands {
  readonly below: (below: number) => number
  /** Who wrote a word. */
  readonly authors = new Map<string, Writer>()

  constructor(below: (below: number) => number) {
    this.below = below
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T
  }

  word(one: Writer): string {
    const word = `mot${this.authors.size + 1}`
    this.authors.set(word, one)
    return word
  }

  sentence(one: Writer): Y.XmlElement {
    return paragraph(Array.from({ length: 6 }, () => this.word(one)).join(' '))
  }

  edit(body: Y.XmlFragment, one: Writer): void {
    const at = this.below(body.length)
    const block = body.get(at)
    const kind = this.below(8)
    if (kind === 0 || !(block instanceof Y.XmlElement)) return body.insert(at, [this.sentence(one)])
    const text = textOf(block)
    if (!text) return body.insert(at, [paragraph(this.word(one))])
    const words = text.toString().replace(/<[^>]+>/g, '')
    const place = this.below(words.length + 1)
    const [start, end] = [
      words.lastIndexOf(' ', place) + 1,
      (words.indexOf(' ', place) + words.length + 1) % (words.length + 1),
    ]
    if (kind < 4) return text.insert(start, `${this.word(one)} `)
    if (kind === 4 && end > start) return text.delete(start, end - start)
    if (kind === 5) return this.#makeAnew(body, at, words)
    if (kind === 6) return split(body, at, words, start)
    if (words.length > 0) text.format(0, words.length, { bold: this.below(2) === 0 ? true : null })
  }

  /** As the editor's binding does on making a list or a heading of a block, or on dragging it: it goes, and comes again. */
  #makeAnew(body: Y.XmlFragment, at: number, words: string): void {
    body.delete(at)
    const element = new Y.XmlElement(this.below(2) === 0 ? 'heading' : 'paragraph')
    if (element.nodeName === 'heading') element.setAttribute('level', 2 as never)
    element.insert(0, [new Y.XmlText(words)])
    body.insert(this.below(3) === 0 ? this.below(body.length + 1) : at, [element])
  }
}

function split(body: Y.XmlFragment, at: number, words: string, place: number): void {
  body.delete(at)
  body.insert(at, [paragraph(words.slice(0, place)), paragraph(words.slice(place))])
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}

function textOf(block: Y.XmlElement): Y.XmlText | null {
  const child = block.length > 0 ? block.get(0) : null
  return child instanceof Y.XmlText ? child : null
}
