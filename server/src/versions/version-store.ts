import { hash } from 'node:crypto'
import { sql, type Selectable, type SqlBool } from 'kysely'
import type { BodyNode, Fields } from '@terreau/shared/document/body-node.ts'
import { canonical } from '@terreau/shared/document/canonical.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import type { PassageFacts } from '@terreau/shared/provenance/hands.ts'
import type { Validation } from '@terreau/shared/review/judging.ts'
import { filesIn } from '../files/files-in.ts'
import type { Db } from '../storage/store.ts'
import type { Instant, Tables } from '../storage/tables.ts'
import { hiddenOf } from './hidden-words.ts'
import { nameOf, shownOf, type ShownVersion } from './shown-version.ts'

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
  /** Contributions whose words are out of sight and left out of what stands here; none where all of it is shown. */
  readonly without: readonly number[]
  /** Those whose verdicts it holds that the one before did not. */
  readonly judges: readonly MemberId[]
  readonly hash: string
}

/** Where the chain of a page's versions begins. */
const START = hash('sha256', 'terreau versions')

/**
 * Validated versions. One that was made is never changed: only what is kept of its passages' validation goes on. They are
 * answered as they are shown.
 */
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
    await this.show(tx, page)
  }

  /** Says that passages of the newest version were found to be still right. */
  async renew(tx: Db, page: PageId, number: number, passages: readonly ValidatedPassage[]): Promise<void> {
    const own = tx.selectFrom('version').select('facts').where('page_id', '=', page).where('number', '=', number)
    const known = JSON.parse((await own.executeTakeFirstOrThrow()).facts) as ValidatedPassage[]
    const [shown, rest] = [new Set(passages.map(nameOf)), [...passages]]
    const facts = known.map((passage) => (shown.has(nameOf(passage)) ? rest.shift() : undefined) ?? passage)
    await tx
      .updateTable('version')
      .set({ facts: JSON.stringify(facts) })
      .where('page_id', '=', page)
      .where('number', '=', number)
      .execute()
    await this.show(tx, page)
  }

  /** Pages of which something was taken out of sight when that left versions as they were. */
  async toShow(): Promise<PageId[]> {
    const rows = await this.#db
      .selectFrom('contribution')
      .innerJoin('version', 'version.page_id', 'contribution.page_id')
      .select('contribution.page_id')
      .distinct()
      .where('hidden_at', 'is not', null)
      .where('shown', 'is', null)
      .where(sql<SqlBool>`EXISTS (SELECT 1 FROM json_each(facts) AS passage, json_each(coalesce(passage.value -> '$.said', passage.value -> '$.wrote')) AS own
        WHERE own.value = first_seq)`)
      .execute()
    return rows.map(({ page_id }) => page_id)
  }

  /** Leaves out of each version of a page what is out of sight now, and nothing else. */
  async show(tx: Db, page: PageId): Promise<void> {
    const own = tx.updateTable('version').where('page_id', '=', page)
    await own.set({ shown: null }).where('shown', 'is not', null).execute()
    for (const [number, shown] of await this.asShown(page, tx))
      await own.set({ shown }).where('number', '=', number).execute()
  }

  /** What is to be shown of versions of a page instead of them, as it is stored, by their numbers; of all others, all. */
  async asShown(page: PageId, tx: Db = this.#db): Promise<Map<number, string>> {
    const hidden = await hiddenOf(tx, page)
    if (hidden.size === 0) return new Map()
    const rows = await tx.selectFrom('version').selectAll().where('page_id', '=', page).execute()
    return new Map(
      rows.flatMap((row) => {
        const shown = shownOf(read({ ...row, shown: null }), hidden)
        return shown ? [[row.number, JSON.stringify(shown)] as const] : []
      }),
    )
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
  const judges = JSON.parse(row.judges) as MemberId[]
  const made = { number, at, seq, hash: own, judges }
  if (row.shown !== null) {
    const { fields, body, facts, without } = JSON.parse(row.shown) as ShownVersion
    return { ...made, fields, body, passages: facts, without }
  }
  return {
    ...made,
    fields: JSON.parse(row.fields) as Fields,
    body: JSON.parse(row.body) as BodyNode,
    passages: JSON.parse(row.facts) as ValidatedPassage[],
    without: [],
  }
}
