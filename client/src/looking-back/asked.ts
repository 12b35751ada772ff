/** What an address of the history asks for: `de` and `a` are points in time, `avant` is where the list goes on. */
export interface AskedHistory {
  readonly diff: URLSearchParams
  readonly before: string
}

/** The ids of `shared/src/ids.ts`, whose checks readers need not carry, and versions by their numbers. */
const POINT = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|v[1-9]\d{0,8})$/

const POINTS: Readonly<Record<string, string>> = { debut: 'start', maintenant: 'now' }

export function askedHistory(search: string): AskedHistory {
  const asked = new URLSearchParams(search)
  const diff = new URLSearchParams()
  for (const [name, key] of [
    ['from', 'de'],
    ['to', 'a'],
  ] as const) {
    const given = asked.get(key) ?? ''
    const point = POINTS[given] ?? (POINT.test(given) ? given : null)
    if (point) diff.set(name, point)
  }
  const before = asked.get('avant') ?? ''
  return { diff, before: /^\d{1,15}$/.test(before) ? before : '' }
}

/** The address that shows one contribution, or what a version brought. */
export const addressOf = (slug: string, id: string, before: string) =>
  `/p/${slug}/historique?a=${id}${before && `&avant=${before}`}`
