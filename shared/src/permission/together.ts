import { higher, type Role } from './roles.ts'

/** A role until a day, in milliseconds since 1970; null for one that does not end. */
export interface Held {
  readonly role: Role
  readonly until: number | null
}

/** What someone holds who held both: the higher role until its own day; of equal roles the one that lasts longer. A role whose day is past is a member's. */
export function together(one: Held, other: Held, now: number): Held {
  const [a, b] = [today(one, now), today(other, now)]
  if (a.role !== b.role) return higher(a.role, b.role) === a.role ? a : b
  return lasts(a) >= lasts(b) ? a : b
}

function today(held: Held, now: number): Held {
  return lasts(held) < now ? { role: held.role === 'visitor' ? 'visitor' : 'member', until: null } : held
}

const lasts = ({ until }: Held) => until ?? Infinity
