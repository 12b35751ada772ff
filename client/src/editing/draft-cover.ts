interface Said {
  readonly page: { readonly id: string }
  readonly words: string
}

/**
 * True where one draft says all that another says of the same page: what waited in a tab when an update was refused
 * holds that update's words too, which the wiki keeps by itself.
 */
export function covers(more: Said, less: Said): boolean {
  if (more.page.id !== less.page.id) return false
  const flat = flattened(more.words)
  return less.words
    .split('\n')
    .map(flattened)
    .every((line) => flat.includes(line))
}

const flattened = (words: string) => words.normalize('NFC').replaceAll(/\s+/g, ' ').trim()
