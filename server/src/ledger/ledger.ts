import { hash, randomBytes } from 'node:crypto'
import type { Db } from '../storage/store.ts'
import type { Instant, Tables } from '../storage/tables.ts'
import type { MemberId, PageId, TerritoryId } from '@terreau/shared/ids.ts'

type Entry = Tables['ledger_entry']

/** Something that was done to people, rights or pages, by whom, and why. */
export interface Act {
  readonly kind: Entry['kind']
  readonly by: MemberId
  /** Whom it concerns. */
  readonly member?: MemberId | undefined
  readonly page?: PageId | undefined
  readonly territory?: TerritoryId | undefined
  /** What may be erased one day while the chain still verifies: words, and nothing that names a person. */
  readonly says: Readonly<Record<string, string | number | boolean>>
}

/** Where the ledger begins: SHA-256 of its name. */
const START = hash('sha256', 'terreau ledger', 'buffer')

/**
 * Acts one after the other, each with the hash of the one before: none can be changed, removed or put between others
 * unseen. What an act says is salted and hashed apart, so that it can be erased and the chain still holds; people stand
 * in it by their id alone.
 */
export class Ledger {
  readonly #db: Db
  readonly #now: () => Instant

  constructor(db: Db, now: () => Instant) {
    this.#db = db
    this.#now = now
  }

  /** Enters an act, and does what it says in the same transaction: there is no act without its entry, and no entry without its act. */
  async enter<T>(act: Act, does: (tx: Db) => Promise<T>): Promise<T> {
    return this.#db.transaction().execute(async (tx) => {
      const done = await does(tx)
      const last = await tx.selectFrom('ledger_entry').select(['seq', 'hash']).orderBy('seq', 'desc').executeTakeFirst()
      const [says, salt] = [JSON.stringify(act.says), randomBytes(16)]
      const entry = {
        seq: (last?.seq ?? 0) + 1,
        at: this.#now(),
        kind: act.kind,
        by_member: act.by,
        member_id: act.member ?? null,
        page_id: act.page ?? null,
        territory_id: act.territory ?? null,
        says_hash: saltedHash(salt, says),
      }
      await tx
        .insertInto('ledger_entry')
        .values({ ...entry, says, salt, hash: linked(last?.hash ?? START, entry) })
        .execute()
      return done
    })
  }

  /** The seq of the first entry that does not follow from the one before it, or does not say what it said; null where all do. */
  async brokenAt(): Promise<number | null> {
    let before: Uint8Array = START
    let expected = 1
    for (const entry of await this.#db.selectFrom('ledger_entry').selectAll().orderBy('seq').execute()) {
      if (entry.seq !== expected || !same(linked(before, entry), entry.hash) || !saysTheSame(entry)) return entry.seq
      before = entry.hash
      expected += 1
    }
    return null
  }
}

function saltedHash(salt: Uint8Array, says: string): Uint8Array {
  return hash('sha256', Buffer.concat([salt, Buffer.from(says)]), 'buffer')
}

/** Erased words prove nothing, and are missing from nothing. */
function saysTheSame({ salt, says, says_hash }: Entry): boolean {
  return salt === null || says === null || same(saltedHash(salt, says), says_hash)
}

/**
 * The hash of an entry: SHA-256 over the hash before it and the JSON array of its seq, time, kind, author, member, page,
 * territory (null where there is none) and the hexadecimal hash of what it says.
 */
function linked(before: Uint8Array, entry: Omit<Entry, 'says' | 'salt' | 'hash'>): Uint8Array {
  const { seq, at, kind, by_member, member_id, page_id, territory_id, says_hash } = entry
  const said = Buffer.from(says_hash).toString('hex')
  const fields = JSON.stringify([seq, at, kind, by_member, member_id, page_id, territory_id, said])
  return hash('sha256', Buffer.concat([before, Buffer.from(fields)]), 'buffer')
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.from(one).equals(other)
}
