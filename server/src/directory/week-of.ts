import type { WeekAnswer, WeekQuery } from '@terreau/shared/api/directory.ts'
import { dayName, dayNamed, weekdayOf } from '@terreau/shared/hours/days.ts'
import { CELLS, weekOfCells } from '@terreau/shared/hours/week.ts'
import { dayOfWall, wallAt } from '@terreau/shared/hours/zone.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { PageStore } from '../pages/page-store.ts'
import type { Asker, Directory } from './directory.ts'
import { hoursOf } from './page-answers.ts'
import { settingAt } from './sites.ts'

/** So many places are drawn in one week. */
const MOST = 1000

/** The «bureau des temps»: who of a list is open at each hour of a week. */
export async function weekOf(
  directory: Directory,
  pages: PageStore,
  query: WeekQuery,
  asker: Asker,
): Promise<WeekAnswer> {
  const monday = mondayOf(query.monday, asker.now)
  const all = (await directory.all({ type: 'place', ...query }, asker)).filter(({ answer }) => answer !== 'no')
  const sorted = all.toSorted((a, b) => (a.title_key < b.title_key ? -1 : 1)).slice(0, MOST)
  const weeks = sorted.flatMap(({ id, type, facts, site }) => {
    const said = site && hoursOf(type, facts, site)
    return said ? [{ id, week: weekOfCells(said, monday, settingAt(site)) }] : []
  })
  const ids = weeks.map(({ id }) => id)
  const names = await pages.namesById(ids, asker.person)
  return {
    monday: dayName(monday),
    cells: Array.from({ length: CELLS }, (_, hour) => counted(weeks.map(({ week }) => week[hour]))),
    places: weeks.flatMap(({ id, week }) => {
      const page = names.get(id)
      return page ? [{ page, week }] : []
    }),
    total: all.length,
  }
}

function counted(letters: readonly (string | undefined)[]): { open: number; unknown: number } {
  const many = (letter: string) => letters.filter((one) => one === letter).length
  return { open: many('o'), unknown: many('u') }
}

/** The Monday of the week in which a day lies; this week's unless said. */
function mondayOf(day: string | undefined, now: number): number {
  const asked = day === undefined ? dayOfWall(wallAt(now, 'Europe/Paris')) : dayNamed(day)
  if (Number.isNaN(asked)) throw new Refusal('request.malformed', { where: 'monday' })
  return asked - weekdayOf(asked)
}
