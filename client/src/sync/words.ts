import * as Y from 'yjs'

/**
 * The words that these updates wrote and that still stand in the document, in the order in which they were written:
 * what a person would have to type again if the updates came to nothing.
 */
export function wordsOf(updates: readonly Uint8Array[], doc: Y.Doc): string {
  const said = new Writing(doc)
  for (const update of updates) for (const struct of Y.decodeUpdate(update).structs) said.read(struct)
  return said.text()
}

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number]

class Writing {
  readonly #doc: Y.Doc
  readonly #lines: string[] = []
  #last: Y.ID | null = null

  constructor(doc: Y.Doc) {
    this.#doc = doc
  }

  read(struct: Struct): void {
    if (!(struct instanceof Y.Item)) return
    const words = this.#wordsIn(struct)
    if (words === '') return
    if (this.#last && struct.origin && Y.compareIDs(this.#last, struct.origin)) {
      this.#lines.push((this.#lines.pop() ?? '') + words)
    } else this.#lines.push(words)
    this.#last = Y.createID(struct.id.client, struct.id.clock + struct.length - 1)
  }

  text(): string {
    return this.#lines
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .join('\n')
  }

  #wordsIn({ id, content }: Y.Item): string {
    if (content instanceof Y.ContentString) {
      return content.str
        .split('')
        .filter((_, index) => this.#stands(id.client, id.clock + index))
        .join('')
    }
    if (content instanceof Y.ContentAny && this.#stands(id.client, id.clock)) {
      return content.arr.flatMap(stringsIn).join('\n')
    }
    return ''
  }

  #stands(client: number, clock: number): boolean {
    if (clock >= Y.getState(this.#doc.store, client)) return true
    return !Y.getItem(this.#doc.store, Y.createID(client, clock)).deleted
  }
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(stringsIn)
  return []
}
