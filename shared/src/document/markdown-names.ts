/** How Markdown names pages: `[[atelier-velo]]`, `[[atelier-velo|l’atelier]]`, `[^carnet-2026: p. 4]`. */

/** A page that Markdown names, found by whoever knows the wiki. */
export interface NamedInMarkdown {
  readonly id: string
  readonly title: string
}

/** Finds the page behind a slug, an id, or an address such as `/p/atelier-velo` or `../practice/velo.md`. */
export type FindPage = (ref: string) => NamedInMarkdown | undefined

export interface NameFound {
  readonly kind: 'pageLink' | 'citation'
  readonly ref: string
  /** Words of a link, or where in the source; empty where nothing was said. */
  readonly said: string
  readonly from: number
  readonly to: number
}

const NAME = /\[\[([^\][|\n]{1,200})(?:\|([^\n]{1,200}?))?\]\]|\[\^([^\s\]:]{1,96})(?::\s*([^\]\n]{1,120}))?\]/g

/** Every name in a text, in order. What is found need not exist. */
export function namesIn(text: string): NameFound[] {
  return [...text.matchAll(NAME)].map((match) => {
    const [whole, page, words, source, locator] = match
    const from = match.index
    const place = { from, to: from + whole.length }
    return page === undefined
      ? { kind: 'citation', ref: source ?? '', said: (locator ?? '').trim(), ...place }
      : { kind: 'pageLink', ref: page.trim(), said: (words ?? '').trim(), ...place }
  })
}
