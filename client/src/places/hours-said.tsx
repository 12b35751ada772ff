import { HoursWeek } from '../reading/hours-week.tsx'
import { weekSaid } from './week-said.ts'

/** Hours as a week, for whoever does not read their grammar. */
export default function HoursSaid({ hours }: { hours: string }) {
  return <HoursWeek days={weekSaid(hours, null)} />
}
