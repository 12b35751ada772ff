import type { Territory } from '@terreau/shared/api/territories.ts'
import { Link } from 'wouter'
import { allTerritories, whoAmI } from '../asking/queries.ts'
import { useAnswer, useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Answered } from '../ui/answered.tsx'
import { Head } from '../ui/head.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { VisibilityNote } from '../ui/visibility-note.tsx'

/** What it must know beforehand. */
export const territoriesNeeds = [allTerritories]

const NewTerritory = lazyPart(() => import('./new-territory.tsx'))

/** The communes, groupings and centres of the network. */
export function TerritoriesScreen() {
  const { t } = useLanguage()
  const steward = useValue(whoAmI)?.member?.role === 'steward'
  return (
    <Answered answer={useAnswer(allTerritories)}>
      {({ territories }) => (
        <main id="main" className="wrap narrow stack">
          <Head title={t.territories.title} />
          <h1 tabIndex={-1}>{t.territories.title}</h1>
          <p>{t.territories.lead}</p>
          <TerritoryLines territories={territories} />
          {steward && <NewTerritory />}
        </main>
      )}
    </Answered>
  )
}

function TerritoryLines({ territories }: { territories: readonly Territory[] }) {
  const { t } = useLanguage()
  if (territories.length === 0) return <p className="muted">{t.territories.none}</p>
  const nameOf = (id: string | null) => territories.find((one) => one.id === id)?.name
  return (
    <ul className="card plain-list lines">
      {territories.map(({ id, name, kind, within, visibility }) => (
        <li key={id} className="row">
          <Link href={`/territoires/${id}`}>{name}</Link>
          <span className="small muted grow">
            {t.territories.kinds[kind]} {nameOf(within) && t.territories.within(nameOf(within) ?? '')}
          </span>
          <VisibilityNote visibility={visibility} />
        </li>
      ))}
    </ul>
  )
}
