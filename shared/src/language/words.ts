import { fold } from './fold.ts'

/** One word as it is looked up, and where it stands in the text it came from (UTF-16 offsets, NFC text). */
export interface Word {
  readonly form: string
  readonly start: number
  readonly end: number
}

/**
 * Letters and digits, with what may join them inside a word: apostrophes, hyphens, dots, middle dots. Unicode counts the
 * apostrophe U+02BC among the letters; to a reader it is none.
 */
const CHUNK = /(?:(?!ʼ)[\p{L}\p{N}\p{M}])+(?:['’ʼ‘`´·.\-‐‑](?:(?!ʼ)[\p{L}\p{N}\p{M}])+)*\.?/gu
const APOSTROPHE = /['’ʼ‘`´]/
const HYPHEN = /[-‐‑]/

/** Look elided and are not. */
const WHOLE = /^(?:aujourd.hui|prud.hom\p{L}*|presqu.[iî]les?|quelqu.une?s?|entr.(?:act\p{L}*|aid\p{L}*|ouv\p{L}*))$/iu
const ELIDED = /^(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu|entr)$/iu

/** `S.C.I.C.`: single letters and dots. */
const INITIALS = /^(?:\p{L}\.){2,}\p{L}?$/u

/** The second half of a word written for both genders: `habitant·es`, `voisin.e.s`, `conseiller-ère`. */
const BOTH_GENDERS =
  /^(\p{L}{3,})[·.\-‐‑](?:e|ne|le|te|ve|se|fe|ère|ere|trice|rice|euse|euses|trices|rices|ères|eres|es|nes|les|tes|ves|ses|fes)(?:[·.\-‐‑]?s)?$/iu

/** The words of a French or English text, in order; a compound gives its parts, then its joined form. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = []
  for (const { 0: chunk, index } of text.normalize('NFC').matchAll(CHUNK))
    for (const { form, start, end } of knownWords(chunk)) words.push({ form, start: index + start, end: index + end })
  return words
}

/** Texts say the same words again and again: what a chunk of letters holds is remembered, of so many and of no longer ones. */
const [REMEMBERED, LONGEST] = [20_000, 40]
const remembered = new Map<string, readonly Word[]>()

function knownWords(chunk: string): readonly Word[] {
  const known = remembered.get(chunk)
  if (known) return known
  if (remembered.size >= REMEMBERED) remembered.clear()
  const words = chunkWords(chunk)
  if (chunk.length <= LONGEST) remembered.set(chunk, words)
  return words
}

/** Where words stand is counted from the beginning of the chunk. */
function chunkWords(chunk: string): Word[] {
  if (INITIALS.test(chunk)) return [word(chunk.replaceAll('.', ''), 0, chunk.length)]
  const trimmed = chunk.endsWith('.') ? chunk.slice(0, -1) : chunk
  if (WHOLE.test(trimmed)) return [word(trimmed.replace(APOSTROPHE, ''), 0, trimmed.length)]
  return parts(trimmed, APOSTROPHE).flatMap(({ text, at }, index, all) =>
    index < all.length - 1 && ELIDED.test(text) ? [] : compound(text, at),
  )
}

function compound(text: string, start: number): Word[] {
  const base = BOTH_GENDERS.exec(text)?.[1]
  if (base) return [word(base, start, text.length)]
  const hyphenated = parts(text, HYPHEN)
  const words = hyphenated.flatMap((part) =>
    parts(part.text, /[·.]/).map(({ text: piece, at }) => word(piece, start + part.at + at, piece.length)),
  )
  if (hyphenated.length === 1) return words
  return [...words, word(text.replace(/[-‐‑·.]/g, ''), start, text.length)]
}

function word(text: string, start: number, length: number): Word {
  return { form: fold(text), start, end: start + length }
}

/** The pieces between separators, with where each begins. */
function parts(text: string, separator: RegExp): { text: string; at: number }[] {
  let at = 0
  return text.split(separator).map((piece) => {
    const part = { text: piece, at }
    at += piece.length + 1
    return part
  })
}
