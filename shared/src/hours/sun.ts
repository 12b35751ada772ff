import type { Position } from '../travel/distance.ts'
import type { DayNumber } from './days.ts'
import type { SunEvent } from './rules.ts'
import { dayOfWall, wallAt, type WallMinute } from './zone.ts'

const radians = (degrees: number) => (degrees * Math.PI) / 180
const degrees = (angle: number) => (angle * 180) / Math.PI

/** How far under the horizon the middle of the sun is, in degrees; dawn and dusk are those of civil twilight. */
const DEPTH: Readonly<Record<SunEvent, number>> = { sunrise: 0.833, sunset: 0.833, dawn: 6, dusk: 6 }

/**
 * When the sun does this on a day, in minutes after midnight on the wall, right to some two minutes (NOAA's equations);
 * null where it does not that day.
 */
export function sunAt(event: SunEvent, day: DayNumber, { lat, lon }: Position, zone: string): WallMinute | null {
  const cycle = day + 0.5 - lon / 360 - 10_957.5
  const anomaly = radians((357.5291 + 0.985_600_28 * cycle) % 360)
  const centre = 1.9148 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly) + 0.0003 * Math.sin(3 * anomaly)
  const longitude = anomaly + radians(centre + 180 + 102.9372)
  const noon = cycle + 0.0053 * Math.sin(anomaly) - 0.0069 * Math.sin(2 * longitude)
  const declination = Math.asin(Math.sin(longitude) * Math.sin(radians(23.4397)))
  const height = Math.sin(radians(-DEPTH[event])) - Math.sin(radians(lat)) * Math.sin(declination)
  const angle = Math.acos(height / (Math.cos(radians(lat)) * Math.cos(declination)))
  if (Number.isNaN(angle)) return null
  const turn = degrees(angle) / 360
  const days = noon + 10_957.5 + (event === 'sunrise' || event === 'dawn' ? -turn : turn)
  const wall = wallAt(days * 86_400_000, zone)
  return wall - dayOfWall(wall) * 1440
}
