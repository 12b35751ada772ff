import type { RefusalCode } from '@terreau/shared/refusals.ts'
import { may, mayKnow, type Action } from '@terreau/shared/permission/may.ts'
import type { Calling } from './calls.ts'
import type { Asker, Thing } from './cast.ts'

/** What the table of rights says of a call: null where it is let through, else the refusal. */
export function expected(action: Action, calling: Calling, { member }: Asker, thing: Thing): RefusalCode | null {
  const stranger: RefusalCode = member ? 'member.not-allowed' : 'member.unknown'
  if (!may(member, action) || (calling.signedIn && !member)) return stranger
  if (calling.about === 'lists') return null
  const unknown = calling.unknown ?? 'route.unknown'
  if (calling.about === 'own') return member?.id === thing.madeBy ? null : unknown
  if (thing.absent || !mayKnow(member, thing.place)) return unknown
  if (calling.puts && !isOf(member, thing)) return stranger
  if (calling.belongs) return isOf(member, thing) ? null : stranger
  if (isAllowed(action, calling, member, thing)) return null
  if (calling.hides) return unknown
  const writes = action === 'page.write' || action === 'page.propose' || action === 'page.fork'
  return (!calling.asks && writes && closed(thing)) || stranger
}

function isAllowed(action: Action, { asks }: Calling, member: Asker['member'], { place, madeBy }: Thing): boolean {
  if (!asks) return may(member, action, place)
  return asks.some(
    (ask) => may(member, ask.action, place) && (!ask.ofMaker || (member !== null && member.id === madeBy)),
  )
}

/** Whether somebody belongs to where a thing lies. */
function isOf(member: Asker['member'], { place }: Thing): boolean {
  return mayKnow(member, { ...place, reach: 'private' })
}

function closed({ place }: Thing): RefusalCode | null {
  if (place.archivedAt) return 'page.archived'
  return place.locked ? 'page.locked' : null
}

/** Things whose words may stand in an answer: what is asked about, and what lists show to this person. */
export function mayBeNamed({ member }: Asker, asked: Thing | null, thing: Thing): boolean {
  if (thing === asked) return mayKnow(member, thing.place)
  if (thing.place.reach === 'unlisted') return isOf(member, thing)
  return mayKnow(member, thing.place)
}
