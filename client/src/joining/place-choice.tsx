import type { TerritoryId } from '@terreau/shared/ids.ts'
import type { Visibility } from '@terreau/shared/permission/visibility.ts'
import { allTerritories } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useJoiningWords } from '../i18n/joining.ts'
import { Choice } from './choice.tsx'
import { VisibilityChoice } from './visibility-choice.tsx'

/** Where a page belongs, among the territories one belongs to, and for whom it is. */
export function PlaceChoice({ territory, visibility }: { territory: TerritoryId | null; visibility: Visibility }) {
  const { wholeNetwork, territories: words } = useJoiningWords()
  const all = useValue(allTerritories)?.territories
  if (!all) return null
  const places = all.filter(({ id, may }) => may.belong || id === territory)
  return (
    <>
      {places.length > 0 && (
        <Choice
          name="territory"
          label={words.pageOf}
          options={[['', wholeNetwork], ...places.map(({ id, name }) => [id, name] as const)]}
          first={territory ?? ''}
        />
      )}
      <VisibilityChoice first={visibility} />
    </>
  )
}
