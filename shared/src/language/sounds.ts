/** How a French word sounds, in a few letters: words that sound alike are written alike here, whatever their spelling. Folded forms. */
export function soundOf(form: string): string {
  let sound = form
  for (const [written, said] of SOUNDS) sound = sound.replace(written, said)
  return sound
}

const V = 'aeiouy'
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'],
  [/sch|sh/g, '$'],
  [/ch(?=[lrn])/g, 'k'],
  [/ch/g, '$'],
  [/th/g, 't'],
  [/h/g, ''],
  [/(?:tion|ssion|cion)(?=s?$|n)/g, 'sion'],
  [/sc(?=[eiy])/g, 's'],
  [/c(?=[eiy])/g, 's'],
  [/cqu|qu|ck|[cq]/g, 'k'],
  [/gu(?=[eiy])/g, 'g'],
  [/ge(?=[aou])|g(?=[eiy])/g, 'j'],
  [/gn/g, 'n'],
  [/eau|au/g, 'o'],
  [/oeu|eu/g, 'e'],
  [/(?:er|ez|et|ed|ai[st]?|ait|aient)$/, 'e'],
  [/(?:[ae]in|[ai]m|yn|ym|un|um|in)(?![aeiouynm])/g, '1'],
  [/(?:ean|an|am|en|em)(?![aeiouynm])/g, '2'],
  [/(?:on|om)(?![aeiouynm])/g, '3'],
  [/ai|ei|ay|ey/g, 'e'],
  [/oi|oy/g, 'wa'],
  [/ou/g, '4'],
  [/ill/g, 'y'],
  [new RegExp(`(?<=[${V}])s(?=[${V}])`, 'g'), 'z'],
  [/x(?=.)/g, 'ks'],
  [/w/g, 'v'],
  [/y/g, 'i'],
  [/([a-z0-9])\1+/g, '$1'],
  [/[stdxzp]+$/, ''],
  [/e[stx]*$/, ''],
]
