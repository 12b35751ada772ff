/**
 * Letters that carry who typed them: the sitting in which a character was typed and the letter that it shows, as one
 * character of Unicode's private use area. What compares texts is shown the letters alone.
 */
const LETTERS = ' abcdefghijklmnopqrstuvwxyzéèàçêôû’.,-:0'
const FIRST = 0xe000
const LAST = 0xf8ff

/** So many sittings can be told apart. */
export const SITTINGS = Math.floor((LAST - FIRST + 1) / LETTERS.length)

/** A text as typed in a sitting. */
export function typedIn(sitting: number, text: string): string {
  return Array.from(text, (letter) =>
    String.fromCharCode(FIRST + sitting * LETTERS.length + LETTERS.indexOf(letter)),
  ).join('')
}

/** What anyone sees of it. */
export function lettersOf(text: string): string {
  return text.replaceAll(/[\ue000-\uf8ff]/g, (coded) => LETTERS[(coded.charCodeAt(0) - FIRST) % LETTERS.length] ?? '')
}

/** The sitting in which a character was typed; null where it carries none. */
export function sittingOf(coded: string): number | null {
  const code = coded.charCodeAt(0)
  return code < FIRST || code > LAST ? null : Math.floor((code - FIRST) / LETTERS.length)
}
