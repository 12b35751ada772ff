/** So many words tell where a text begins. */
const TELLING = 8

/** The end of an address that leads to where a text begins on a page, in browsers that can; the page itself in others. */
export function textFragment(text: string): string {
  const words = text.trim().split(/\s+/).slice(0, TELLING).join(' ')
  return words === '' ? '' : `#:~:text=${encodeURIComponent(words).replaceAll('-', '%2D')}`
}
