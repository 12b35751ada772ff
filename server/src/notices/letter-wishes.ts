import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { MailWish } from '@terreau/shared/api/notices.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import { presentPerson } from '../members/person-behind.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'

/** How long nobody is written to again, by their wish. */
const APART: Readonly<Record<Exclude<MailWish, 'never'>, number>> = { daily: 24 * 3600 * 1000, each: 10 * 60 * 1000 }

/** Somebody who may be written to now. */
export interface Due {
  readonly member: MemberId
  readonly address: string
  readonly lang: Lang
  readonly upto: Instant
  readonly sentAt: Instant | null
  /** What stops their letters, in a link. */
  readonly token: string
}

/** Who wants letters, when they had their last, and what stops them. */
export class LetterWishes {
  readonly #db: Db
  readonly #now: () => Instant

  constructor(db: Db, now: () => Instant) {
    this.#db = db
    this.#now = now
  }

  /** Null for whoever never said. */
  async of(member: MemberId): Promise<MailWish | null> {
    return (await this.#row(member))?.mail ?? null
  }

  /** Letters are in the language in which they were wished for, and tell of what happens from then on. */
  async set(member_id: MemberId, mail: MailWish, lang: Lang): Promise<void> {
    const before = await this.#row(member_id)
    const goesOn = before !== undefined && before.mail !== 'never'
    const wished = { mail, lang, upto: goesOn ? before.upto : this.#now() }
    await this.#db
      .insertInto('letter_wish')
      .values({ member_id, ...wished, key: randomBytes(32), sent_at: null })
      .onConflict((on) => on.column('member_id').doUpdateSet(wished))
      .execute()
  }

  /** False where the token stops nobody's letters. */
  async stop(token: string): Promise<boolean> {
    const [id = '', signature = ''] = token.split('.')
    const member = await presentPerson(this.#db, id as MemberId)
    const row = member && (await this.#row(member))
    if (!row || !isSigned(signature, row.key)) return false
    await this.#db.updateTable('letter_wish').set({ mail: 'never' }).where('member_id', '=', row.member_id).execute()
    return true
  }

  /** Those who want letters, have an address, and were not written to just now. */
  async due(): Promise<Due[]> {
    const now = this.#now()
    const rows = await this.#db
      .selectFrom('letter_wish')
      .innerJoin('member', 'member.id', 'letter_wish.member_id')
      .innerJoin('address', 'address.member_id', 'letter_wish.member_id')
      .select(['letter_wish.member_id as member', 'address', 'lang', 'upto', 'sent_at as sentAt', 'mail', 'key'])
      .where('mail', '<>', 'never')
      .where('member.became', 'is', null)
      .where('member.left_at', 'is', null)
      .orderBy('confirmed_at')
      .orderBy('address')
      .execute()
    // Of several addresses, the one that leads to them for longest.
    const first = rows.filter(({ member }, at) => rows.findIndex((one) => one.member === member) === at)
    return first.flatMap(({ mail, key, ...row }) =>
      mail !== 'never' && (row.sentAt === null || row.sentAt <= now - APART[mail])
        ? [{ ...row, token: `${row.member}.${signatureOf(key)}` }]
        : [],
    )
  }

  /** Says when the last letter was sent, and what it told of. */
  async sent(member: MemberId, { sentAt, upto }: Pick<Due, 'sentAt' | 'upto'>): Promise<void> {
    await this.#db.updateTable('letter_wish').set({ sent_at: sentAt, upto }).where('member_id', '=', member).execute()
  }

  async #row(member: MemberId) {
    return this.#db.selectFrom('letter_wish').selectAll().where('member_id', '=', member).executeTakeFirst()
  }
}

function signatureOf(key: Uint8Array): string {
  return createHmac('sha256', key).update('stop letters').digest('base64url')
}

function isSigned(signature: string, key: Uint8Array): boolean {
  const [given, due] = [Buffer.from(signature), Buffer.from(signatureOf(key))]
  return given.length === due.length && timingSafeEqual(given, due)
}
