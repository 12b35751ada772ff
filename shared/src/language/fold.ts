const LIGATURES: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ı: 'i' }

/** The form under which a word is indexed and looked up: `Échangé` and `echange` must meet. */
export function fold(word: string): string {
  const bare = word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
  return bare.replace(/[œæßøłđı]/g, (letter) => LIGATURES[letter] ?? letter)
}
