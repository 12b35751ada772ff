import type { TerritoryId } from '../ids.ts'
import { RIGHTS, roleAt } from './may.ts'
import { ROLES, type Role, type Roles } from './roles.ts'

/** The roles that someone may give by an invitation, in a territory or for the whole network (null): none above their own. */
export function rolesToGive(person: Roles | null, territory: TerritoryId | null): Role[] {
  const own = roleAt(person, territory)
  if (!RIGHTS['invitation.make'].has(own)) return []
  return ROLES.slice(1, ROLES.indexOf(own) + 1)
}
