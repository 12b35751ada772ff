/**
 * Opening hours as rules, after the OSM `opening_hours` specification
 * (https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification), which France's standard for such places uses.
 */

export type State = 'open' | 'closed' | 'unknown'

/** `;` replaces earlier rules on the days it names, `,` adds to them, `||` speaks where they leave closed. */
export type Joint = 'replaces' | 'adds' | 'falls-back'

export type SunEvent = 'dawn' | 'sunrise' | 'sunset' | 'dusk'

/** Minutes after midnight, beyond 1440 for the night after; or minutes after what the sun does. */
export type TimePoint = number | { readonly event: SunEvent; readonly offset: number }

export interface TimeSpan {
  readonly from: TimePoint
  /** Past the next midnight where it is not after `from`; the same point where only a moment is named. */
  readonly until: TimePoint | null
  /** `+`: it goes on, nobody says how long. */
  readonly openEnd: boolean
  /** `/30`: something happens every so many minutes. */
  readonly every: number | null
}

/** A day, or a whole month, of every year or of one. */
export type DatePoint =
  | {
      readonly kind: 'date'
      readonly year: number | null
      readonly month: number
      readonly day: number
      readonly offset: number
    }
  | { readonly kind: 'month'; readonly year: number | null; readonly month: number }
  | { readonly kind: 'easter'; readonly year: number | null; readonly offset: number }
  | {
      readonly kind: 'nth'
      readonly year: number | null
      readonly month: number
      readonly weekday: number
      readonly nth: number
      readonly offset: number
    }

export interface DateSpan {
  readonly from: DatePoint
  /** The same point for one day; null for ever after. */
  readonly to: DatePoint | null
  readonly every: number
}

/** Years or weeks of the year: every so many from the first to the last. */
export interface NumberSpan {
  readonly from: number
  readonly to: number
  readonly every: number
}

export type DayPart =
  | {
      readonly kind: 'weekdays'
      readonly from: number
      readonly to: number
      readonly nth: readonly number[]
      readonly offset: number
    }
  | { readonly kind: 'public-holiday'; readonly offset: number }
  | { readonly kind: 'school-holiday'; readonly offset: number }

export interface Rule {
  readonly joint: Joint
  /** Empty lists narrow nothing. */
  readonly years: readonly NumberSpan[]
  readonly dates: readonly DateSpan[]
  readonly weeks: readonly NumberSpan[]
  /** Each list must hold a part that fits the day: `PH Mo-Fr` is two lists, `PH,Su` one. */
  readonly days: readonly (readonly DayPart[])[]
  readonly times: readonly TimeSpan[]
  readonly state: State
  /** True where the state was written, and not only meant. */
  readonly stated: boolean
  readonly comment: string | null
}

export type Hours = readonly Rule[]

/** Whether a rule names days at all; one that does not speaks of every day. */
export const namesDays = ({ years, dates, weeks, days }: Rule): boolean =>
  years.length + dates.length + weeks.length + days.length > 0
