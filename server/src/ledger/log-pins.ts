import { sql } from 'kysely'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import type { UpdateLog } from '../update-log/update-log.ts'
import type { Ledger } from './ledger.ts'

const EVERY = 15 * 60 * 1000

/** So many pages at a time, so that nobody waits for it. */
const AT_ONCE = 200

/**
 * Enters in the ledger where the log of a page stood once its contributions were closed: whoever writes that log anew,
 * with hashes that fit each other, has to write anew the ledger as well, and all that was entered in it since.
 */
export class LogPins {
  readonly #db: Db
  readonly #ledger: Ledger
  readonly #log: UpdateLog
  #timer: NodeJS.Timeout | undefined

  constructor(db: Db, ledger: Ledger, log: UpdateLog) {
    this.#db = db
    this.#ledger = ledger
    this.#log = log
  }

  /** Pins now, and every quarter of an hour. */
  start(pin: () => Promise<unknown>, onDefect: (cause: unknown) => void): void {
    const again = () => void pin().catch(onDefect)
    again()
    this.#timer = setInterval(again, EVERY).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** One entry for each page whose contributions were last written in before `closed`; answers how many. */
  async pin(by: MemberId, closed: Instant): Promise<number> {
    const due = await this.#due(closed)
    for (const { page, upto, pinned } of due) {
      const last = (await this.#log.read(page, upto - 1)).find(({ seq }) => seq === upto)
      if (!last) continue
      const says = { after: pinned, upto, chain: Buffer.from(last.hash).toString('hex') }
      await this.#ledger.enter({ kind: 'log.pinned', by, page, says }, async () => {})
    }
    return due.length
  }

  async #due(closed: Instant): Promise<{ page: PageId; upto: number; pinned: number }[]> {
    const pinned = sql<number>`coalesce((SELECT max(json_extract(says, '$.upto')) FROM ledger_entry
      WHERE ledger_entry.page_id = contribution.page_id AND ledger_entry.kind = 'log.pinned'), 0)`
    return this.#db
      .selectFrom('contribution')
      .select(['page_id as page', pinned.as('pinned')])
      .select((eb) => eb.fn.max<number>('last_seq').as('upto'))
      .where('last_at', '<', closed)
      .groupBy('page_id')
      .having((eb) => eb(eb.fn.max('last_seq'), '>', pinned))
      .limit(AT_ONCE)
      .execute()
  }
}
