import type { Lang } from '@terreau/shared/languages.ts'
import { TIME_ZONE } from '../i18n/format.ts'

const LOCALE: Record<Lang, string> = { fr: 'fr-FR', en: 'en-GB' }
const DAY = 24 * 3600 * 1000

/** Days that something waited by now, whole ones. */
export function daysSince(at: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(at)) / DAY))
}

/** When something was, as one says it: `mardi à 18 h 40` of this week, else `12 novembre 2026`. */
export function momentOf(at: string, now: number, lang: Lang): string {
  const date = new Date(at)
  const write = (shape: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(LOCALE[lang], { ...shape, timeZone: TIME_ZONE }).format(date)
  if (now - date.getTime() > 6 * DAY) return write({ day: 'numeric', month: 'long', year: 'numeric' })
  const [day, time] = [write({ weekday: 'long' }), write({ hour: 'numeric', minute: '2-digit' })]
  return lang === 'fr' ? `${day} à ${time.replace(':', '\u00a0h\u00a0')}` : `${day} at ${time}`
}
