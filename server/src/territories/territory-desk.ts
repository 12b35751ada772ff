import type { Member } from '@terreau/shared/api/people.ts'
import type {
  AskedOfMe,
  Belonging,
  NewTerritory,
  RoleGiven,
  Territory,
  TerritoryChange,
} from '@terreau/shared/api/territories.ts'
import type { MemberId, TerritoryId } from '@terreau/shared/ids.ts'
import { may, mayKnow, type Place } from '@terreau/shared/permission/may.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { ProposalStore } from './proposal-store.ts'
import type { TerritoryRow, TerritoryStore } from './territory-store.ts'

/** What people ask of territories: the rule first, then the store. Each change of rights is told to `onRights`. */
export class TerritoryDesk {
  readonly #store: TerritoryStore
  readonly #proposals: ProposalStore
  readonly #ledger: Ledger
  readonly #onRights: () => void

  constructor(store: TerritoryStore, proposals: ProposalStore, ledger: Ledger, onRights: () => void) {
    this.#store = store
    this.#proposals = proposals
    this.#ledger = ledger
    this.#onRights = onRights
  }

  /** Those that the caller may know of; an unlisted one only where they belong. */
  async list(caller: Member | null): Promise<Territory[]> {
    const rows = await this.#store.all()
    return rows.filter((row) => isShown(caller, row)).map((row) => answerOf(row, caller))
  }

  /** Of each of these that the caller may know of, what lies in it, at whatever depth, as far as lists show it to them. */
  async withInside(ids: readonly string[], caller: Member): Promise<{ territory: Territory; inside: Territory[] }[]> {
    const rows = await this.#store.all()
    const shown = rows.filter((row) => isShown(caller, row))
    return shown.flatMap((row) => {
      if (!ids.includes(row.id)) return []
      const inside = shown.filter((one) => one !== row && around(one, rows).has(row.id))
      return [{ territory: answerOf(row, caller), inside: inside.map((one) => answerOf(one, caller)) }]
    })
  }

  /** One by its address, where the caller may know of it. */
  async one(id: TerritoryId, caller: Member | null): Promise<Territory> {
    return answerOf(await this.#known(id, caller), caller)
  }

  async create(asked: NewTerritory, by: Member): Promise<Territory> {
    if (asked.within) await this.#kept(asked.within, by)
    else if (by.role !== 'steward') throw new Refusal('member.not-allowed')
    return this.#answer(await this.#store.create(asked), by)
  }

  async change(id: TerritoryId, change: TerritoryChange, by: Member): Promise<Territory> {
    await this.#kept(id, by)
    await this.#store.change(id, change)
    this.#onRights()
    return this.#answer(id, by)
  }

  /** Names are for those who belong there. */
  async members(id: TerritoryId, caller: Member | null): Promise<Belonging[]> {
    const row = await this.#known(id, caller)
    if (!caller || !belongs(caller, row)) throw new Refusal(caller ? 'member.not-allowed' : 'member.unknown')
    return this.#membersFor(caller, row)
  }

  async giveRole(id: TerritoryId, member: MemberId, { role, until }: RoleGiven, by: Member): Promise<Belonging[]> {
    const row = await this.#kept(id, by)
    const given = { territory: id, member, role, until: until === undefined ? null : Date.parse(until) }
    const act = { kind: 'role.given', by: by.id, member, territory: id, says: { role } } as const
    await this.#ledger.enter(act, async (tx) => {
      await this.#store.giveRole(tx, given)
      if (role !== 'member') await this.#proposals.drop(id, member, tx)
    })
    this.#onRights()
    return this.#membersFor(by, row)
  }

  /** Whoever belongs to a territory may leave it, without asking anyone. */
  async leave(id: TerritoryId, by: Member): Promise<void> {
    await this.#known(id, by)
    await this.#store.leave(id, by.id)
    await this.#proposals.drop(id, by.id)
    this.#onRights()
  }

  /** Any member of a territory may wish for another one as validator. Whoever is wished for is asked, and nobody else is told. */
  async propose(territory: TerritoryId, member: MemberId, why: string, by: Member): Promise<void> {
    const row = await this.#known(territory, by)
    if (!belongs(by, row) || member === by.id) throw new Refusal('member.not-allowed')
    if (!(await this.#proposals.propose({ territory, member, by: by.id, why }))) throw new Refusal('member.unknown')
  }

  async askedOf(member: Member): Promise<AskedOfMe['proposals']> {
    return (await this.#proposals.askedOf(member.id)).filter(({ id }) => Object.hasOwn(member.roles, id))
  }

  async answer(territory: TerritoryId, willing: boolean, by: Member): Promise<void> {
    const belongs = Object.hasOwn(by.roles, territory)
    if (!belongs || !(await this.#proposals.answer(territory, by.id, willing))) throw new Refusal('proposal.unknown')
  }

  /** Stewards may leave it at that; whoever was willing stays who they are. */
  async decline(id: TerritoryId, member: MemberId, by: Member): Promise<Belonging[]> {
    const row = await this.#kept(id, by)
    if (!(await this.#proposals.close(id, member))) throw new Refusal('proposal.unknown')
    return this.#membersFor(by, row)
  }

  /** Who is willing to be a validator is told to those who can confirm it. */
  async #membersFor(caller: Member, row: TerritoryRow): Promise<Belonging[]> {
    const willing = may(caller, 'territory.keep', placeOf(row)) ? await this.#proposals.willing(row.id) : null
    const members = await this.#store.members(row.id)
    return members.map((one) => ({ ...one, proposed: willing?.get(one.id) ?? null }))
  }

  async #known(id: TerritoryId, caller: Member | null): Promise<TerritoryRow> {
    const row = await this.#store.byId(id)
    if (!row || !mayKnow(caller, placeOf(row))) throw new Refusal('territory.unknown')
    return row
  }

  async #kept(id: TerritoryId, by: Member): Promise<TerritoryRow> {
    const row = await this.#known(id, by)
    if (!may(by, 'territory.keep', placeOf(row))) throw new Refusal('member.not-allowed')
    return row
  }

  async #answer(id: TerritoryId, caller: Member): Promise<Territory> {
    return answerOf(await this.#known(id, caller), caller)
  }
}

function placeOf({ id, reach }: TerritoryRow): Place {
  return { territory: id, reach }
}

/** The territories that one lies in. */
function around({ parent_id }: TerritoryRow, all: readonly TerritoryRow[]): Set<TerritoryId> {
  const found = new Set<TerritoryId>()
  let at = parent_id
  while (at !== null && !found.has(at)) {
    found.add(at)
    at = all.find(({ id }) => id === at)?.parent_id ?? null
  }
  return found
}

function belongs(caller: Member | null, { id }: TerritoryRow): boolean {
  return caller !== null && (caller.role === 'steward' || Object.hasOwn(caller.roles, id))
}

function isShown(caller: Member | null, row: TerritoryRow): boolean {
  return row.reach === 'public' || belongs(caller, row)
}

function answerOf(row: TerritoryRow, caller: Member | null): Territory {
  const { id, name, kind, parent_id: within, visibility } = row
  return {
    id,
    name,
    kind,
    within,
    visibility,
    may: { keep: may(caller, 'territory.keep', placeOf(row)), belong: belongs(caller, row) },
  }
}
