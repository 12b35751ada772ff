import { MONTHS, WEEKDAYS } from './read-days.ts'

/** A word of hours as people write them, by its meaning; `text` is how the grammar says it. */
export type HoursWord =
  | { readonly is: 'weekday' | 'month' | 'time' | 'nth' | 'holiday' | 'comment'; readonly text: string }
  | { readonly is: 'to' | 'and' | 'stop' | 'closed' | 'except' | 'always' }

const DAYS = [
  'lundis?|lun|lu|monday|mon|mo',
  'mardis?|mar|ma|tuesday|tue|tu',
  'mercredis?|mer|me|wednesday|wed|we',
  'jeudis?|jeu|je|thursday|thu|th',
  'vendredis?|ven|ve|friday|fri|fr',
  'samedis?|sam|saturday|sat|sa',
  'dimanches?|dim|di|sunday|sun|su',
]
const MONTHS_SAID = [
  'janvier|janv|jan',
  'fevrier|fevr|fev|feb',
  'mars',
  'avril|avr|apr',
  'mai|may',
  'juin|jun',
  'juillet|juil|jul',
  'aout|aug',
  'septembre|sept|sep',
  'octobre|oct',
  'novembre|nov',
  'decembre|dec',
]
const ORDINALS = [
  '1ers?|1ere|premiers?',
  '2e|2eme|deuxiemes?|seconds?',
  '3e|3eme|troisiemes?',
  '4e|4eme|quatriemes?',
  'derniers?',
]

type Meaning = readonly [pattern: RegExp, word: (found: RegExpExecArray) => HoursWord | null]

const each = (words: readonly string[], names: readonly string[], is: 'weekday' | 'month' | 'nth'): Meaning[] =>
  words.map((word, index) => [new RegExp(`(?:${word})\\b\\.?`, 'y'), () => ({ is, text: names[index] ?? '' })])

const time = (hours: string, minutes = '00'): HoursWord => ({
  is: 'time',
  text: `${hours.padStart(2, '0')}:${minutes}`,
})

/** Tried in order at each place of a folded text; null where a word says nothing. */
const MEANINGS: readonly Meaning[] = [
  [/24\s*h?\s*\/\s*(?:24|7)(?:\s*h)?(?:\s*(?:,|et)?\s*7\s*j?\s*\/\s*7\s*j?)?/y, () => ({ is: 'always' })],
  [/7\s*j?(?:ours)?\s*(?:\/|sur)\s*7\s*j?|tous les jours|chaque jour|daily/y, () => ({ is: 'weekday', text: 'Mo-Su' })],
  [/jours? feries?|feries?|public holidays?|ph\b/y, () => ({ is: 'holiday', text: 'PH' })],
  [/vacances(?: scolaires)?|school holidays?|sh\b/y, () => ({ is: 'holiday', text: 'SH' })],
  [/(?:ou )?sur (?:rendez-vous|rdv)|by appointment/y, () => ({ is: 'comment', text: 'sur rendez-vous' })],
  [/(?:ou )?sur (?:reservation|inscription)/y, () => ({ is: 'comment', text: 'sur inscription' })],
  [/ferme(?:es?|s|tures?)?\b|closed\b|off\b/y, () => ({ is: 'closed' })],
  [/(?:sauf|hors|excepte|except)\b/y, () => ({ is: 'except' })],
  [/midi\b|noon\b/y, () => time('12')],
  [/minuit\b|midnight\b/y, () => time('24')],
  [/(\d{1,2})\s*(?:h|:)\s*([0-5]\d)\b/y, ([, hours = '', minutes]) => time(hours, minutes)],
  [/(\d{1,2})\s*h(?:eures?)?\b/y, ([, hours = '']) => time(hours)],
  ...each(ORDINALS, ['1', '2', '3', '4', '-1'], 'nth'),
  ...each(DAYS, WEEKDAYS, 'weekday'),
  ...each(MONTHS_SAID, MONTHS, 'month'),
  [/(\d{1,2})(?=\s*(?:-|–|a\b|h\b|,|;|$))/y, ([, hours = '']) => time(hours)],
  [/-|–|—|→|au?\b|jusqu'a(?:u)?\b|to\b/y, () => ({ is: 'to' })],
  [/,|&|\/|\+|et\b|puis\b|and\b/y, () => ({ is: 'and' })],
  [/;|\.|\n/y, () => ({ is: 'stop' })],
  [
    /\s+|:|\(|\)|'|(?:du|de|des|d|les?|la|l|en|mois|chaque|pendant|ouverte?s?|open|entre|from|horaires?|the|of|month)\b/y,
    () => null,
  ],
]

/** The words of a text, if each of them says something about hours; null for any other. */
export function hoursWords(text: string): HoursWord[] | null {
  const folded = text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase()
  const words: HoursWord[] = []
  for (let at = 0; at < folded.length;) {
    const found = meaningAt(folded, at)
    if (!found) return null
    if (found.word) words.push(found.word)
    at = found.ends
  }
  return words
}

function meaningAt(text: string, at: number): { word: HoursWord | null; ends: number } | null {
  for (const [pattern, word] of MEANINGS) {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) return { word: word(found), ends: pattern.lastIndex }
  }
  return null
}
