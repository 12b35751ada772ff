import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { SESSION_LIFE } from '../members/member-store.ts'
import { isForWantOfSpace } from '../storage/disk.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'

const DAY = 24 * 3600 * 1000
const EVERY = 3600 * 1000

/** What lies in memory alone and is past one day. */
export interface Forgetting {
  /** How much of it is held. */
  readonly size: number
  forgetPast(): void
}

/** Rows that go once they have been kept for long enough; the handbook says the same, see `data/handbook/retention.md`. */
export interface Rule {
  readonly table: string
  /** Which of its rows. */
  readonly rows: string
  /** For how many days, from the moment in this column. */
  readonly days: number
  readonly from: string
  readonly where?: RawBuilder<SqlBool>
}

export const RETENTION: readonly Rule[] = [
  { table: 'session', rows: 'not used', days: SESSION_LIFE / DAY, from: 'seen_at' },
  { table: 'mail_link', rows: 'past', days: 0, from: 'expires_at' },
  { table: 'invitation', rows: 'past', days: 0, from: 'expires_at' },
  { table: 'invitation', rows: 'used up', days: 0, from: 'created_at', where: sql<SqlBool>`uses_left <= 0` },
  { table: 'report', rows: 'answered', days: 180, from: 'answered_at' },
  { table: 'notice', rows: 'told', days: 180, from: 'at' },
  { table: 'recovered_draft', rows: 'not put aside', days: 365, from: 'at' },
  { table: 'proposal', rows: 'not answered', days: 90, from: 'at', where: sql<SqlBool>`answered_at IS NULL` },
  { table: 'proposal', rows: 'answered', days: 180, from: 'answered_at' },
  { table: 'correction_device', rows: 'all', days: 365, from: 'at' },
  { table: 'fork', rows: 'not sent', days: 365, from: 'opened_at', where: sql<SqlBool>`sent_at IS NULL` },
  { table: 'question', rows: 'not answered', days: 365, from: 'at', where: sql<SqlBool>`answered_at IS NULL` },
  { table: 'question', rows: 'answered', days: 180, from: 'answered_at' },
  { table: 'first_step', rows: 'taken', days: 7, from: 'taken_at', where: sql<SqlBool>`ready_at IS NULL` },
  { table: 'first_step', rows: 'to be looked at', days: 30, from: 'ready_at' },
  { table: 'first_step', rows: 'finished', days: 7, from: 'finished_at' },
]

/** Forgets what was kept for long enough: each hour, and at once when asked. */
export class Retention {
  readonly #db: Db
  readonly #now: () => Instant
  readonly #memory: Forgetting[]
  readonly #onDefect: (cause: unknown) => void
  #timer: NodeJS.Timeout | null = null

  constructor(db: Db, now: () => Instant, memory: readonly Forgetting[], onDefect: (cause: unknown) => void) {
    this.#db = db
    this.#now = now
    this.#memory = [...memory]
    this.#onDefect = onDefect
  }

  /** What is held in memory is looked through as well. */
  also(...memory: readonly Forgetting[]): void {
    this.#memory.push(...memory)
  }

  get memory(): readonly Forgetting[] {
    return this.#memory
  }

  async sweep(): Promise<void> {
    for (const one of this.#memory) one.forgetPast()
    for (const { table, days, from, where } of RETENTION) {
      const past = sql<SqlBool>`${sql.ref(from)} <= ${this.#now() - days * DAY}`
      await sql`DELETE FROM ${sql.table(table)} WHERE ${past} AND ${where ?? sql`TRUE`}`.execute(this.#db)
    }
  }

  /** Now, and each hour until `stop`; on a full disk it is for the next time. */
  start(): void {
    const sweep = () =>
      void this.sweep().catch((cause: unknown) => {
        if (!isForWantOfSpace(cause)) this.#onDefect(cause)
      })
    sweep()
    this.#timer = setInterval(sweep, EVERY).unref()
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer)
  }
}
