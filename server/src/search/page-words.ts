import type { Ids } from '@terreau/shared/language/rank.ts'
import type { SearchText } from '@terreau/shared/language/search-text.ts'
import { wordsOf } from '@terreau/shared/language/words.ts'

/** Every word of a page by its id; 0 ends each passage. */
export interface PageWords {
  readonly title: Ids
  readonly head: Ids
  readonly body: Ids
}

/** Forms of each passage of each area. */
export interface PageForms extends Readonly<Record<'title' | 'head' | 'body', readonly (readonly string[])[]>> {
  /** Each form as it was written first, in small letters, where that is not the same. */
  readonly written: ReadonlyMap<string, string>
}

/** Codes stand last in the body, where no text answers to them. */
export function formsIn({ title, head, body, codes }: SearchText): PageForms {
  const written = new Map<string, string>()
  const formsOf = (passage: string): string[] => {
    const text = passage.normalize('NFC')
    return wordsOf(text).map(({ form, start, end }) => {
      if (!written.has(form)) written.set(form, text.slice(start, end).toLowerCase())
      return form
    })
  }
  return { title: [formsOf(title)], head: head.map(formsOf), body: [...body, ...codes].map(formsOf), written }
}

const [PASSAGE, AREA] = [0, 1]

/** The words of a page as they are stored: ids in order, 0 after each passage and 1 between areas. */
export function packWords({ title, head, body }: PageForms, idOf: (form: string) => number): Uint8Array {
  const ids = [title, head, body].flatMap((passages, area) => [
    ...(area > 0 ? [AREA] : []),
    ...passages.flatMap((forms) => [...forms.map(idOf), PASSAGE]),
  ])
  return new Uint8Array(Uint32Array.from(ids).buffer)
}

export function unpackWords(stored: Uint8Array): PageWords {
  const ids = numbersIn(stored)
  const head = ids.indexOf(AREA)
  const body = ids.indexOf(AREA, head + 1)
  return { title: ids.subarray(0, head), head: ids.subarray(head + 1, body), body: ids.subarray(body + 1) }
}

/** The bytes of a stored list as the numbers they are, wherever they lie in memory. */
export function numbersIn(stored: Uint8Array): Uint32Array {
  const numbers = new Uint32Array(stored.byteLength >> 2)
  new Uint8Array(numbers.buffer).set(stored)
  return numbers
}
