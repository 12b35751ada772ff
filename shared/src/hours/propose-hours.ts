import { hoursWords, type HoursWord } from './hours-words.ts'
import { tryHours } from './read-hours.ts'
import { MINUTES_A_DAY } from './zone.ts'
import { Misread } from './tokens.ts'

/**
 * How hours written as people do («lun-ven 9h-18h, fermé les jours fériés») are said in the grammar; null where a word is
 * not understood, since half of it would be wrong. It is a proposal: whoever wrote it confirms it.
 */
export function proposeHours(text: string): string | null {
  const words = hoursWords(text)
  if (!words || words.length === 0) return null
  const said = statements(words).map(writtenRule)
  const rules = said.flatMap((rule) => (rule === null ? [] : [rule]))
  if (rules.length === 0 || rules.length < said.length) return null
  const proposed = rules.reduce((all, rule) => all + jointBefore(rule, all) + rule)
  return tryHours(proposed) instanceof Misread ? null : proposed
}

/** What comes after a night is added, so that the night is not cut at midnight. */
function jointBefore(rule: string, before: string): string {
  if (rule.startsWith('"')) return ' || '
  const read = tryHours(before)
  const night =
    !(read instanceof Misread) && read.some(({ times }) => times.some(({ until }) => Number(until) > MINUTES_A_DAY))
  return night && !rule.endsWith('off') ? ', ' : '; '
}

interface Statement {
  readonly words: HoursWord[]
  closed: boolean
}

const NAMES_DAYS = ['weekday', 'month', 'nth', 'holiday']

/** Cuts where days follow hours, where something closes, and where a sentence ends. */
function statements(words: readonly HoursWord[]): Statement[] {
  const all: Statement[] = []
  for (const word of words) {
    const last = all.at(-1)
    const now = last && !beginsAnother(word, last) ? last : begun(all)
    if (word.is === 'closed' || word.is === 'except') now.closed = true
    // «dimanche fermé» ends there; «fermé le dimanche» goes on.
    if (word.is !== 'stop' && (word.is !== 'closed' || now.words.some(namesDay))) now.words.push(word)
  }
  return all.filter(({ words: own, closed }) => closed || own.some(({ is }) => is !== 'and' && is !== 'to'))
}

function begun(all: Statement[]): Statement {
  const next = { words: [], closed: false }
  all.push(next)
  return next
}

const namesDay = ({ is }: HoursWord): boolean => NAMES_DAYS.includes(is)

function beginsAnother(word: HoursWord, { words, closed }: Statement): boolean {
  const has = (kind: string) => words.some(({ is }) => is === kind)
  if (word.is === 'stop' || word.is === 'except') return true
  if (word.is === 'closed' || word.is === 'comment') return has('time')
  return namesDay(word) && (has('time') || has('comment') || (closed && has('closed')))
}

/** Lists of the grammar, as they are put together: `Mo-Fr`, `09:00-12:00,14:00-18:00`. */
interface Lists {
  month: string
  weekday: string
  holiday: string
  time: string
}

/** One rule of the grammar; null where days and hours do not make one. */
function writtenRule({ words, closed }: Statement): string | null {
  if (words.some(({ is }) => is === 'always')) return '24/7'
  const lists: Lists = { month: '', weekday: '', holiday: '', time: '' }
  const days = { nth: [] as string[], joint: '' }
  let [link, times] = ['', 0]
  for (const word of words) {
    if (word.is === 'to') link = '-'
    else if (word.is === 'and') link ||= ','
    else if (word.is === 'nth') {
      days.nth.push(word.text)
      link = ''
    } else if (word.is === 'month' || word.is === 'weekday' || word.is === 'holiday' || word.is === 'time') {
      if (word.is === 'time' && (times += 1) % 2 === 0 && link !== '-') return null
      if (word.is === 'holiday' && lists.weekday) days.joint = ','
      if (word.is === 'weekday' && lists.holiday) days.joint ||= link || ' '
      lists[word.is] +=
        (lists[word.is] && (link || ',')) + (word.is === 'weekday' ? counted(word.text, days.nth) : word.text)
      link = ''
    }
  }
  if (times % 2 === 1 || days.nth.length > 0) return null
  return ruleOf(
    lists,
    days.joint,
    closed,
    words.find(({ is }) => is === 'comment'),
  )
}

/** `Sa[1,3]`; what was counted is used up. */
function counted(weekday: string, nth: string[]): string {
  return nth.length > 0 ? `${weekday}[${nth.splice(0).join(',')}]` : weekday
}

function ruleOf(
  { month, weekday, holiday, time }: Lists,
  joint: string,
  closed: boolean,
  comment: HoursWord | undefined,
): string | null {
  const said = comment && 'text' in comment ? `"${comment.text}"` : ''
  if (!closed && time === '' && said === '') return null
  const days = joint === ' ' ? `${holiday} ${weekday}` : [weekday, holiday].filter(Boolean).join(',')
  return [month, days, time, closed ? 'off' : '', said].filter(Boolean).join(' ')
}
