import type Database from 'better-sqlite3'

/** Statements that are kept; a wiki asks some two hundred, again and again. */
const MOST = 300

/**
 * A database as Kysely asks it, which prepares each statement once: preparing costs more than most answers, since rows
 * are built by a function that is compiled for each. Made once the tables have their shape.
 */
export class KeptStatements {
  readonly #sqlite: Database.Database
  readonly #kept = new Map<string, Database.Statement>()

  constructor(sqlite: Database.Database) {
    this.#sqlite = sqlite
  }

  prepare(text: string): Database.Statement {
    const kept = this.#kept.get(text)
    this.#kept.delete(text)
    const statement = kept && !kept.busy ? kept : this.#sqlite.prepare(text)
    this.#kept.set(text, statement)
    if (this.#kept.size > MOST) this.#kept.delete(this.#kept.keys().next().value ?? '')
    return statement
  }

  close(): void {
    this.#kept.clear()
    this.#sqlite.close()
  }
}
