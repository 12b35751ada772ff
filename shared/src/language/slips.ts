/** Rows of a French keyboard; fingers slip to a neighbour. */
const KEYS = ['azertyuiop', 'qsdfghjklm', 'wxcvbn']

const NEIGHBOURS = new Map<string, string>(
  KEYS.flatMap((row, y) =>
    row
      .split('')
      .map((key, x): [string, string] => [
        key,
        [row[x - 1], row[x + 1], ...[y - 1, y + 1].flatMap((other) => [KEYS[other]?.[x], KEYS[other]?.[x - 1]])]
          .filter(Boolean)
          .join(''),
      ]),
  ),
)

const VOWELS = 'aeiouy'

/** How easily one form is written for the other, one edit apart: 1 for what hands and ears do every day. Folded forms. */
export function easeOfSlip(typed: string, meant: string): number {
  let at = 0
  while (at < typed.length && typed[at] === meant[at]) at += 1
  const first = at === 0 ? 0.8 : 1
  return first * easeAt(typed, meant, at)
}

function easeAt(typed: string, meant: string, at: number): number {
  const [was, should] = [typed[at] ?? '', meant[at] ?? '']
  if (typed.length > meant.length) return was === typed[at - 1] || was === typed[at + 1] ? 1 : 0.9
  if (typed.length < meant.length) return should === meant[at - 1] || should === 'e' || should === 'h' ? 1 : 0.93
  if (was === meant[at + 1] && typed[at + 1] === should) return 1
  if (NEIGHBOURS.get(was)?.includes(should)) return 0.95
  return VOWELS.includes(was) === VOWELS.includes(should) ? 0.9 : 0.82
}
