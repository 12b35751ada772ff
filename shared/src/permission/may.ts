import type { Role } from './roles.ts'

/** Everything a caller can ask for; every route declares one of these. */
export const ACTIONS = [
  'wiki.read',
  'session.open',
  'session.own',
  'page.read',
  'page.create',
  'page.write',
  'page.archive',
  'file.add',
] as const
export type Action = (typeof ACTIONS)[number]

const ANYONE = new Set<Role>(['visitor', 'member', 'validator', 'steward'])
const MEMBERS = new Set<Role>(['member', 'validator', 'steward'])
const KEEPERS = new Set<Role>(['validator', 'steward'])

/** The table of rights (R1): who may do what, before anything is known of the object. */
export const RIGHTS: Readonly<Record<Action, ReadonlySet<Role>>> = {
  'wiki.read': ANYONE,
  'session.open': ANYONE,
  'session.own': MEMBERS,
  'page.read': ANYONE,
  'page.create': MEMBERS,
  'page.write': MEMBERS,
  'page.archive': KEEPERS,
  'file.add': MEMBERS,
}

/** What `may` needs to know of a page. */
export interface PageObject {
  readonly archivedAt: number | string | null
}

/** The one function of rights. A visitor is `null`; an archived page is read, never written (R3). */
export function may(member: { role: Role } | null, action: Action, page?: PageObject): boolean {
  if (action === 'page.write' && page?.archivedAt) return false
  return RIGHTS[action].has(member?.role ?? 'visitor')
}
