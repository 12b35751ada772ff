import { isPageId, type Slug } from '@terreau/shared/ids.ts'

const LIGATURES: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd' }
const LONGEST = 80

/** The address a title asks for: `Ouvrir un point d’Échange` gives `ouvrir-un-point-d-echange`. Never empty, never the shape of an id. */
export function slugOf(title: string): Slug {
  const folded = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[œæßøłđ]/g, (letter) => LIGATURES[letter] ?? letter)
  const words = folded.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '')
  const short =
    words.length <= LONGEST
      ? words
      : words.slice(0, words.lastIndexOf('-', LONGEST) > 0 ? words.lastIndexOf('-', LONGEST) : LONGEST)
  return (short === '' || isPageId(short) ? `page${short ? `-${short}` : ''}` : short) as Slug
}

/** The first of `slug`, `slug-2`, `slug-3`… that `isFree` accepts. */
export async function firstFree(slug: Slug, isFree: (slug: Slug) => Promise<boolean>): Promise<Slug> {
  for (let n = 1; ; n += 1) {
    const candidate = (n === 1 ? slug : `${slug}-${n}`) as Slug
    if (await isFree(candidate)) return candidate
  }
}
