import { hash } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { BodyNode, Fields } from '@terreau/shared/document/body-node.ts'
import { canonical } from '@terreau/shared/document/canonical.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import type { PassageFacts } from '@terreau/shared/provenance/hands.ts'
import type { Validation } from '@terreau/shared/review/judging.ts'
import { filesIn } from '../files/files-in.ts'
import type { Db } from '../storage/store.ts'
import type { Instant, Tables } from '../storage/tables.ts'

/** What is kept of each passage of a version, in the order of `unitsOf`. */
export interface ValidatedPassage extends PassageFacts, Validation {
  readonly by: readonly MemberId[]
  readonly hands: readonly MemberId[]
  readonly hash: string
  readonly field?: string
  /** The last update that had come when it was validated. */
  readonly seq: number
}

/** A validated state of a page (D15). */
export interface Version {
  readonly number: number
  readonly at: Instant
  readonly seq: number
  readonly fields: Fields
  readonly body: BodyNode
  readonly passages: readonly ValidatedPassage[]
  /** Those whose verdicts it holds that the one before did not. */
  readonly judges: readonly MemberId[]
  readonly hash: string
}

/** Where the chain of a page's versions begins. */
const START = hash('sha256', 'terreau versions')

/** Validated versions. One that was made is never changed: only what is kept of its passages' validation goes on. */
export class VersionStore {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  async newest(page: PageId): Promise<Version | null> {
    const row = await this.#db
      .selectFrom('version')
      .selectAll()
      .where('page_id', '=', page)
      .orderBy('number', 'desc')
      .executeTakeFirst()
    return row ? read(row) : null
  }

  async numbered(page: PageId, number: number): Promise<Version | null> {
    const row = await this.#db
      .selectFrom('version')
      .selectAll()
      .where('page_id', '=', page)
      .where('number', '=', number)
      .executeTakeFirst()
    return row ? read(row) : null
  }

  /** Newest first, without their content. */
  async list(page: PageId): Promise<Pick<Version, 'number' | 'at' | 'judges' | 'hash'>[]> {
    const rows = await this.#db
      .selectFrom('version')
      .select(['number', 'at', 'judges', 'hash'])
      .where('page_id', '=', page)
      .orderBy('number', 'desc')
      .execute()
    return rows.map(({ judges, ...row }) => ({ ...row, judges: JSON.parse(judges) as MemberId[] }))
  }

  async add(tx: Db, page: PageId, version: Version): Promise<void> {
    const { number, at, seq, fields, body, passages, judges } = version
    await tx
      .insertInto('version')
      .values({
        page_id: page,
        number,
        at,
        seq,
        fields: JSON.stringify(fields),
        body: JSON.stringify(body),
        facts: JSON.stringify(passages),
        judges: JSON.stringify(judges),
        files: JSON.stringify(filesIn({ fields, body })),
        hash: version.hash,
      })
      .execute()
  }

  /** Says that passages of the newest version were found to be still right. */
  async renew(tx: Db, page: PageId, number: number, passages: readonly ValidatedPassage[]): Promise<void> {
    await tx
      .updateTable('version')
      .set({ facts: JSON.stringify(passages) })
      .where('page_id', '=', page)
      .where('number', '=', number)
      .execute()
  }
}

/** The hash of a version: SHA-256 over the hash of the one before it and the canonical JSON of its number and content. */
export function versionHash(
  before: string | null,
  { number, fields, body }: Pick<Version, 'number' | 'fields' | 'body'>,
): string {
  return hash('sha256', `${before ?? START}${canonical({ number, fields, body })}`)
}

function read(row: Selectable<Tables['version']>): Version {
  const { number, at, seq, hash: own } = row
  return {
    number,
    at,
    seq,
    hash: own,
    fields: JSON.parse(row.fields) as Fields,
    body: JSON.parse(row.body) as BodyNode,
    passages: JSON.parse(row.facts) as ValidatedPassage[],
    judges: JSON.parse(row.judges) as MemberId[],
  }
}
