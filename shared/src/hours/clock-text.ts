export const twoDigits = (value: number): string => String(value).padStart(2, '0')

/** Minutes since midnight as `HH:MM`; past the next midnight hours go on counting. */
export const clockText = (minutes: number): string =>
  `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`
