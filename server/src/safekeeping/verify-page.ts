import { createHash } from 'node:crypto'
import type Database from 'better-sqlite3'
import * as Y from 'yjs'
import { canonical } from '@terreau/shared/document/canonical.ts'
import { bodyJson, bodyOf, fieldsJson, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import { docOf } from '../rooms/snapshot-store.ts'
import { chainStart } from '../storage/chain.ts'
import { brokenAt, DamagedLog } from '../update-log/damaged-log.ts'
import { prepareReading } from '../update-log/reading.ts'
import type { LoggedUpdate } from '../update-log/update-log.ts'

/** What can be wrong with a page. */
export type PageFault =
  | { readonly what: 'log-broken' | 'log-cut' | 'log-rewritten' | 'contribution-differs'; readonly seq: number }
  | { readonly what: 'unreadable' | 'snapshot-differs' | 'text-differs' }

export interface VerifiedPage {
  readonly updates: number
  readonly faults: readonly PageFault[]
  /** What is derived from the page has not caught up with it yet. */
  readonly behind: boolean
}

interface Derived {
  /** The highest seq that anything derived knows of. */
  readonly known: number
  readonly contentSeq: number | null
  readonly fields: string | null
  readonly body: string | null
  readonly snapshotSeq: number | null
  readonly state: Uint8Array | null
  readonly chain: Uint8Array | null
  /** Of the state. */
  readonly hash: string | null
}

interface Contribution {
  readonly memberId: MemberId
  readonly openedAt: number
  readonly lastAt: number
  readonly firstSeq: number
  readonly lastSeq: number
}

/** Where the ledger says that the page's log stood. */
interface Pin {
  readonly upto: number
  readonly chain: string
}

interface Beside {
  readonly contributions: readonly Contribution[]
  readonly pins: readonly Pin[]
}

/** Looks at pages one by one, each as of one moment, so that they may be written meanwhile. */
export function preparePageCheck(sqlite: Database.Database): (pageId: PageId) => VerifiedPage {
  const read = prepareReading(sqlite)
  const derived = sqlite.prepare(
    `SELECT content.upto_seq AS contentSeq, content.fields, content.body,
       snapshot.upto_seq AS snapshotSeq, snapshot.state, snapshot.chain, snapshot.hash,
       max(coalesce(content.upto_seq, 0), coalesce(snapshot.upto_seq, 0),
         coalesce((SELECT max(last_seq) FROM contribution WHERE contribution.page_id = page.id), 0)) AS known
     FROM page LEFT JOIN page_content AS content ON content.page_id = page.id
       LEFT JOIN snapshot ON snapshot.page_id = page.id
     WHERE page.id = ?`,
  )
  const contributions = sqlite.prepare(
    `SELECT member_id AS memberId, opened_at AS openedAt, last_at AS lastAt, first_seq AS firstSeq, last_seq AS lastSeq
     FROM contribution WHERE page_id = ?`,
  )
  const pins = sqlite.prepare(
    `SELECT json_extract(says, '$.upto') AS upto, json_extract(says, '$.chain') AS chain FROM ledger_entry
     WHERE page_id = ? AND kind = 'log.pinned' AND json_valid(says)`,
  )
  const look = sqlite.transaction((pageId: PageId) => ({
    updates: read(pageId, 0),
    beside: { contributions: contributions.all(pageId) as Contribution[], pins: pins.all(pageId) as Pin[] },
    derived: derived.get(pageId) as Derived,
  }))
  return (pageId) => {
    try {
      const seen = look(pageId)
      return judged(pageId, seen.updates, seen.derived, seen.beside)
    } catch (cause) {
      if (!(cause instanceof DamagedLog)) throw cause
      return { updates: 0, faults: [{ what: 'log-broken', seq: cause.seq }], behind: false }
    }
  }
}

function judged(
  pageId: PageId,
  updates: readonly LoggedUpdate[],
  derived: Derived,
  { contributions, pins }: Beside,
): VerifiedPage {
  const last = updates.at(-1)?.seq ?? 0
  const broken = brokenAt(chainStart(pageId), updates)
  const inLog: PageFault[] = [
    ...(broken === null ? [] : [{ what: 'log-broken' as const, seq: broken }]),
    ...(derived.known > last ? [{ what: 'log-cut' as const, seq: last }] : []),
    ...(broken === null ? pinFaults(updates, pins) : []),
  ]
  const behind = (derived.contentSeq ?? 0) < last
  const faults =
    inLog.length > 0
      ? inLog
      : [...contributionFaults(updates, contributions), ...faultsOfText(updates, derived, behind)]
  return { updates: updates.length, faults, behind }
}

/** The log holds what the ledger says that it held. */
function pinFaults(updates: readonly LoggedUpdate[], pins: readonly Pin[]): PageFault[] {
  const hashes = new Map(updates.map(({ seq, hash }) => [seq, Buffer.from(hash).toString('hex')]))
  return pins
    .filter(({ upto, chain }) => hashes.get(upto) !== chain)
    .map(({ upto }) => ({ what: 'log-rewritten', seq: upto }))
}

/** Each contribution begins and ends with an update of its author, at its time. */
function contributionFaults(updates: readonly LoggedUpdate[], all: readonly Contribution[]): PageFault[] {
  const bySeq = new Map(updates.map((update) => [update.seq, update]))
  const isOf = (seq: number, { memberId }: Contribution, at: number) => {
    const update = bySeq.get(seq)
    return update !== undefined && update.memberId === memberId && update.receivedAt === at
  }
  return all
    .filter((one) => !isOf(one.firstSeq, one, one.openedAt) || !isOf(one.lastSeq, one, one.lastAt))
    .map(({ firstSeq }) => ({ what: 'contribution-differs', seq: firstSeq }))
}

/** The page from its log alone is the page from its snapshot, and what readers are shown. */
function faultsOfText(updates: readonly LoggedUpdate[], derived: Derived, behind: boolean): PageFault[] {
  const page = readable(() => docOf(updates.map(({ bytes }) => bytes)))
  if (!page) return [{ what: 'unreadable' }]
  const { fields, body } = page
  const shown = derived.fields !== null && derived.body !== null && [derived.fields, derived.body].map(reordered)
  const isShown = behind || (shown && shown[0] === canonical(fields) && shown[1] === canonical(body))
  return [
    ...(fromSnapshot(updates, derived) === page.said ? [] : [{ what: 'snapshot-differs' as const }]),
    ...(isShown || updates.length === 0 ? [] : [{ what: 'text-differs' as const }]),
  ]
}

const reordered = (json: string) => canonical(JSON.parse(json))

/** What a page says when it is opened from its snapshot, where it has one. */
function fromSnapshot(
  updates: readonly LoggedUpdate[],
  { state, chain, hash, snapshotSeq }: Derived,
): string | undefined {
  const at = updates.find(({ seq }) => seq === snapshotSeq)
  if (!state) return readable(() => docOf(updates.map(({ bytes }) => bytes)))?.said
  if (createHash('sha256').update(state).digest('hex') !== hash) return undefined
  if (!at || !chain || !Buffer.from(chain).equals(at.hash)) return undefined
  const tail = updates.filter(({ seq }) => seq > at.seq).map(({ bytes }) => bytes)
  return readable(() => docOf([state, ...tail]))?.said
}

/** What a document says, and how far each writer came in it; null where it can't be made. */
function readable(make: () => Y.Doc) {
  try {
    const doc = make()
    const [fields, body] = [fieldsJson(fieldsOfDoc(doc)), bodyJson(bodyOf(doc))]
    const upTo = Buffer.from(Y.encodeStateVector(doc)).toString('hex')
    doc.destroy()
    return { fields, body, said: canonical({ fields, body, upTo }) }
  } catch {
    return null
  }
}
