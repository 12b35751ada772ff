import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import type { PageId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'
import type { UpdateLog } from '../update-log/update-log.ts'
import { applyOnly } from './apply-only.ts'

/** A page's document and the seq of the last update in it. */
export interface LoadedDoc {
  readonly doc: Y.Doc
  readonly seq: number
}

const WORTH_IT = 200

/** Pages as whole states, derived from the log so that opening one does not replay its life. */
export class SnapshotStore {
  readonly #db: Db
  readonly #log: UpdateLog

  constructor(db: Db, log: UpdateLog) {
    this.#db = db
    this.#log = log
  }

  /** The page as its log says: its snapshot, where that is sound, and the updates since. */
  async load(pageId: PageId): Promise<LoadedDoc> {
    const snapshot = await this.#db.selectFrom('snapshot').selectAll().where('page_id', '=', pageId).executeTakeFirst()
    const sound = snapshot !== undefined && hashOf(snapshot.state) === snapshot.hash
    const tail = await this.#log.read(pageId, sound ? snapshot.upto_seq : 0)
    const doc = new Y.Doc()
    applyOnly(doc, ...(sound ? [snapshot.state] : []), ...tail.map(({ bytes }) => bytes))
    return { doc, seq: tail.at(-1)?.seq ?? (sound ? snapshot.upto_seq : 0) }
  }

  /** Keeps a snapshot where enough was written since the last one; it counts only once a fresh document loads it to the same state. */
  async keep(pageId: PageId, { doc, seq }: LoadedDoc): Promise<void> {
    if (!(await this.#worthIt(pageId, seq))) return
    const state = Y.encodeStateAsUpdate(doc)
    const again = new Y.Doc()
    applyOnly(again, state)
    const hash = hashOf(state)
    if (hashOf(Y.encodeStateAsUpdate(again)) !== hash) return
    const row = { upto_seq: seq, state, hash }
    await this.#db
      .insertInto('snapshot')
      .values({ page_id: pageId, ...row })
      .onConflict((on) => on.column('page_id').doUpdateSet(row))
      .execute()
  }

  async #worthIt(pageId: PageId, seq: number): Promise<boolean> {
    const snapshot = await this.#db
      .selectFrom('snapshot')
      .select('upto_seq')
      .where('page_id', '=', pageId)
      .executeTakeFirst()
    const { n } = await this.#db
      .selectFrom('update_log')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('page_id', '=', pageId)
      .where('seq', '>', snapshot?.upto_seq ?? 0)
      .where('seq', '<=', seq)
      .executeTakeFirstOrThrow()
    return n >= WORTH_IT
  }
}

function hashOf(state: Uint8Array): string {
  return createHash('sha256').update(state).digest('hex')
}
