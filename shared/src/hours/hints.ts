import { namesDays, type Hours, type Rule } from './rules.ts'
import { MINUTES_A_DAY } from './zone.ts'

/** What hours say that is often not what was meant; each is a question to whoever writes them. */
export const HINTS = ['holidays-unsaid', 'overridden', 'night', 'night-cut', 'whole-days'] as const
export type Hint = (typeof HINTS)[number]

/** Questions to ask about hours that can be read, each once. */
export function hintsOn(hours: Hours): Hint[] {
  const open = hours.filter(({ state }) => state !== 'closed')
  const says: Record<Hint, boolean> = {
    'holidays-unsaid': open.some(namesDays) && !hours.some(namesHolidays),
    overridden: hours.some((rule, index) => isOff(rule) && hours.slice(index + 1).some(replacesAll)),
    night: open.some(isNight),
    'night-cut': hours.some((rule, index) => isNight(rule) && hours.slice(index + 1).some(replacesAll)),
    'whole-days': open.some(
      ({ times, stated, comment, days }) => times.length === 0 && !stated && comment === null && days.length > 0,
    ),
  }
  return HINTS.filter((hint) => says[hint])
}

const namesHolidays = ({ days }: Rule): boolean =>
  days.some((parts) => parts.some(({ kind }) => kind === 'public-holiday'))

/** A closing of certain days: it must come after the rule that it makes an exception to. */
const isOff = (rule: Rule): boolean => rule.state === 'closed' && namesDays(rule)

const replacesAll = (rule: Rule): boolean =>
  rule.joint === 'replaces' &&
  rule.state !== 'closed' &&
  rule.days.some((parts) => parts.some(({ kind }) => kind === 'weekdays'))

const isNight = ({ times }: Rule): boolean =>
  times.some(({ from, until }) => typeof from === 'number' && typeof until === 'number' && until > MINUTES_A_DAY)
