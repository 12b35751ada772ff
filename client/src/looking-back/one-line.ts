import type { Contribution } from '@terreau/shared/api/history.ts'
import type { VersionName } from '@terreau/shared/api/reviews.ts'

/** Whether what is listed reaches to the newest and to the oldest there is. */
interface Reach {
  readonly newest: boolean
  readonly oldest: boolean
}

/** Contributions and the versions made between them, newest first. */
export function inOneLine(
  contributions: readonly Contribution[],
  versions: readonly VersionName[],
  { newest, oldest }: Reach,
): (Contribution | VersionName)[] {
  const ends = contributions.map(({ to }) => Date.parse(to))
  const within = versions.filter(({ at }) => {
    const then = Date.parse(at)
    return (newest || then <= Math.max(...ends)) && (oldest || then >= Math.min(...ends))
  })
  return [...within, ...contributions].toSorted((a, b) => when(b) - when(a))
}

const when = (one: Contribution | VersionName) => Date.parse('to' in one ? one.to : one.at)
