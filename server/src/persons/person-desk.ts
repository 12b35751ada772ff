import type { OtherName } from '@terreau/shared/api/people.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { SignedIn } from '../http/caller.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { MemberStore } from '../members/member-store.ts'
import { presentPerson } from '../members/person-behind.ts'
import type { SecondNames } from '../members/second-names.ts'
import type { Rooms } from '../rooms/rooms.ts'
import type { Db } from '../storage/store.ts'
import type { PersonStore } from './person-store.ts'

export interface PersonParts {
  readonly db: Db
  readonly store: PersonStore
  readonly members: MemberStore
  readonly secondNames: SecondNames
  readonly ledger: Ledger
  readonly rooms: Rooms
  /** Empties what the disk still holds of what was erased. */
  readonly wipe: () => Promise<void>
}

/** Two members who are one person become one, and people leave. Neither is ever undone. */
export class PersonDesk {
  readonly #parts: PersonParts

  constructor(parts: PersonParts) {
    this.#parts = parts
  }

  /** The second name that was shown on this device to be theirs. */
  async other({ sessionId, member }: SignedIn): Promise<OtherName['other']> {
    const { db, members, secondNames } = this.#parts
    const shown = secondNames.of(sessionId)
    const id = shown && (await presentPerson(db, shown.other))
    const other = id && id !== member.id ? await members.byId(id) : null
    return other && { id: other.id, name: other.name, proved: shown?.proved ?? false }
  }

  notMine({ sessionId }: SignedIn): void {
    this.#parts.secondNames.forget(sessionId)
  }

  /** The other becomes the one who asks: connections of the other end, those of the one who asks go on. */
  async merge(id: MemberId, signedIn: SignedIn): Promise<void> {
    const { store, ledger, rooms, secondNames } = this.#parts
    const other = await this.other(signedIn)
    if (!other?.proved || other.id !== id) throw new Refusal('merge.unproved')
    const { member, sessionId } = signedIn
    const act = { kind: 'member.merged', by: member.id, member: id, says: {} } as const
    const ended = await ledger.enter(act, (tx) => store.merge(tx, id, member.id))
    secondNames.forget(sessionId)
    rooms.becomes(id, member.id)
    this.#end(ended)
  }

  /** They are nobody's name any more; what they wrote stays. */
  async depart(signedIn: SignedIn): Promise<void> {
    const { members, store, ledger, wipe } = this.#parts
    const member = await members.requireSure(signedIn)
    const act = { kind: 'member.left', by: member.id, member: member.id, says: {} } as const
    const ended = await ledger.enter(act, async (tx) => {
      if (await store.isLastSteward(tx, member.id)) throw new Refusal('territory.last-steward')
      return store.depart(tx, member.id)
    })
    this.#end(ended)
    await wipe()
  }

  #end(sessions: readonly string[]): void {
    for (const session of sessions) this.#parts.rooms.endSession(session)
    this.#parts.rooms.rightsChanged()
  }
}
