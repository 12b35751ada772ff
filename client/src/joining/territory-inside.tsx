import { Link } from 'wouter'
import { rolesToGive } from '@terreau/shared/permission/invite.ts'
import type { TerritoryId } from '@terreau/shared/ids.ts'
import { membersOf, territoryAt, whoAmI } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { LeaveTerritory } from './leave-territory.tsx'
import { TerritoryPeople } from './territory-people.tsx'
import { TerritorySettings } from './territory-settings.tsx'

/** For those who belong to a territory: who else does, inviting, leaving; and for its stewards, its name and for whom it is. */
export default function TerritoryInside({ id }: { id: TerritoryId }) {
  const { t } = useLanguage()
  const territory = useValue(territoryAt(id))
  const members = useValue(membersOf(id))?.members
  const me = useValue(whoAmI)?.member
  if (!territory || !members || !me) return null
  return (
    <>
      <TerritoryPeople id={id} members={members} me={me.id} keep={territory.may.keep} />
      {rolesToGive(me, id).length > 0 && (
        <p>
          <Link className="btn" href={`/inviter?territoire=${id}`}>
            {t.joining.invite}
          </Link>
        </p>
      )}
      {territory.may.keep && <TerritorySettings territory={territory} />}
      {members.some((member) => member.id === me.id) && <LeaveTerritory id={id} name={territory.name} />}
    </>
  )
}
