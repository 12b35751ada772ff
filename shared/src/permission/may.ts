import type { TerritoryId } from '../ids.ts'
import { higher, type Role, type Roles } from './roles.ts'
import type { Visibility } from './visibility.ts'

/** Everything a caller can ask for; every route declares one of these. */
export const ACTIONS = [
  'wiki.read',
  'wiki.export',
  'session.open',
  'session.own',
  'page.read',
  'page.create',
  'page.write',
  'page.archive',
  'page.place',
  'page.review',
  'page.discuss',
  'page.propose',
  'page.fork',
  'file.add',
  'territory.read',
  'territory.create',
  'territory.keep',
  'invitation.make',
  'report.add',
  'report.read',
  'page.lock',
  'contribution.undo',
  'contribution.hide',
  'member.quarantine',
  'link.check',
  'question.ask',
  'question.answer',
  'question.remove',
] as const
export type Action = (typeof ACTIONS)[number]

const ANYONE = new Set<Role>(['visitor', 'member', 'validator', 'steward'])
const MEMBERS = new Set<Role>(['member', 'validator', 'steward'])
const KEEPERS = new Set<Role>(['validator', 'steward'])
const STEWARDS = new Set<Role>(['steward'])

/** The table of rights (R1): who may do what. Printed in the handbook from here. */
export const RIGHTS: Readonly<Record<Action, ReadonlySet<Role>>> = {
  'wiki.read': ANYONE,
  'wiki.export': MEMBERS,
  'session.open': ANYONE,
  'session.own': MEMBERS,
  'page.read': ANYONE,
  'page.create': MEMBERS,
  'page.write': MEMBERS,
  'page.archive': KEEPERS,
  'page.place': KEEPERS,
  'page.review': KEEPERS,
  'page.discuss': MEMBERS,
  'page.propose': ANYONE,
  'page.fork': MEMBERS,
  'file.add': MEMBERS,
  'territory.read': ANYONE,
  'territory.create': STEWARDS,
  'territory.keep': STEWARDS,
  'invitation.make': KEEPERS,
  'report.add': ANYONE,
  'report.read': KEEPERS,
  'page.lock': KEEPERS,
  'contribution.undo': STEWARDS,
  'contribution.hide': STEWARDS,
  'member.quarantine': STEWARDS,
  'link.check': STEWARDS,
  'question.ask': ANYONE,
  'question.answer': MEMBERS,
  'question.remove': STEWARDS,
}

/** What ends where a page is archived. */
const WRITING = new Set<Action>(['page.write', 'page.discuss', 'page.propose', 'page.fork'])

/** What `may` needs to know of a page or a territory: where it lies, and who may know of it. */
export interface Place {
  /** Null for what belongs to the whole network. */
  readonly territory: TerritoryId | null
  /** The narrowest of its own and of those of the territories it lies in. */
  readonly reach: Visibility
  readonly archivedAt?: number | string | null
  /** True while a keeper closed it to writing. */
  readonly locked?: boolean
}

/** The one function of rights. A visitor is `null`; an archived page is read, never written (R3); a locked one is written by its keepers. */
export function may(person: Roles | null, action: Action, place?: Place): boolean {
  // What is one's own stays one's own, in quarantine too.
  if (action === 'session.own') return person !== null
  if (!place) return RIGHTS[action].has(highestRole(person))
  if (!mayKnow(person, place)) return false
  if (WRITING.has(action) && place.archivedAt) return false
  const role = roleAt(person, place.territory)
  if (action !== 'page.discuss' && WRITING.has(action) && place.locked) return RIGHTS['page.lock'].has(role)
  return RIGHTS[action].has(role)
}

/** Whether a person may know that something exists; what they may not know of is answered as what does not exist (R8). */
export function mayKnow(person: Roles | null, { territory, reach }: Place): boolean {
  if (reach !== 'private') return true
  if (!person || person.role === 'steward') return person !== null
  return territory === null ? person.role !== 'visitor' : Object.hasOwn(person.roles, territory)
}

/** The higher of a person's role everywhere and of their role in this territory. */
export function roleAt(person: Roles | null, territory: TerritoryId | null): Role {
  if (!person) return 'visitor'
  const here = territory === null ? undefined : person.roles[territory]
  return here ? higher(person.role, here) : person.role
}

/** The highest role that a person has anywhere: enough to be let through to a route that then looks at the place. */
function highestRole(person: Roles | null): Role {
  return person ? Object.values(person.roles).reduce(higher, person.role) : 'visitor'
}
