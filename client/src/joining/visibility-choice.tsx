import type { Visibility } from '@terreau/shared/permission/visibility.ts'
import { useJoiningWords } from '../i18n/joining.ts'
import { Choice } from './choice.tsx'

const FROM_WIDE: readonly Visibility[] = ['public', 'unlisted', 'private']

/** For whom something is, in words. */
export function VisibilityChoice({ first = 'public' }: { first?: Visibility }) {
  const { territories: words } = useJoiningWords()
  return (
    <Choice
      name="visibility"
      label={words.visibility}
      options={FROM_WIDE.map((one) => [one, words.visibilityChoice[one]])}
      first={first}
    />
  )
}
