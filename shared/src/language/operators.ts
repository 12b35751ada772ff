import { fold } from './fold.ts'

/** What somebody typed, taken apart. */
export interface Asked {
  /** What is looked for, without what follows. */
  readonly text: string
  /** Between quotation marks: words that stand together, in this order. */
  readonly phrases: readonly string[]
  /** After a minus: words that must not stand in the page. */
  readonly without: readonly string[]
  /** After `type:` and `territoire:`, folded, as typed. */
  readonly types: readonly string[]
  readonly territories: readonly string[]
}

const PIECES = /(?<![\p{L}\p{N}])(?:"([^"]*)"|«([^»]*)»|“([^”]*)”)|(\S+)/gu
const NAMED = /^(type|territoire|territory):(.+)$/i
const WITHOUT = /^[-−](?=[\p{L}\p{N}])(.+)$/u

/** Reads the operators of a query: "a phrase", -word, type:, territoire:. Whatever is none of them is words. */
export function readOperators(typed: string): Asked {
  const asked = {
    text: [] as string[],
    phrases: [] as string[],
    without: [] as string[],
    types: [] as string[],
    territories: [] as string[],
  }
  for (const [, straight, angled, curly, piece = ''] of joined(typed).matchAll(PIECES)) {
    const phrase = straight ?? angled ?? curly
    const [, name = '', value = ''] = NAMED.exec(piece) ?? []
    const without = WITHOUT.exec(piece)?.[1]
    if (phrase !== undefined) {
      asked.text.push(phrase)
      if (/[\p{L}\p{N}]\P{L}+\p{L}/u.test(phrase)) asked.phrases.push(phrase)
    } else if (value)
      (name.toLowerCase() === 'type' ? asked.types : asked.territories).push(fold(value.replace(/["«»“”]/g, '')))
    else if (without) asked.without.push(without)
    else asked.text.push(piece)
  }
  return { ...asked, text: asked.text.join(' ') + (/\s$/.test(typed) ? ' ' : '') }
}

/** `territoire:"Saint-Macaire"` is one piece: its spaces are kept from parting it. */
function joined(typed: string): string {
  return typed.replace(
    /(?<=\b(?:type|territoire|territory):)(?:"([^"]*)"|«([^»]*)»)/giu,
    (_all, a?: string, b?: string) => (a ?? b ?? '').trim().replace(/\s+/g, '-'),
  )
}
