import type { MemberId } from '@terreau/shared/ids.ts'
import { Refusal, type RefusalCode } from '@terreau/shared/refusals.ts'
import type { Projector } from '../projections/projector.ts'
import type { Attributions } from '../provenance/attributions.ts'
import type { Contributions } from '../provenance/contributions.ts'
import type { Instant } from '../storage/tables.ts'
import type { LoggedUpdate, UpdateLog } from '../update-log/update-log.ts'
import type { Buckets } from '../http/buckets.ts'
import type { Sent } from './gated-page.ts'
import type { Gates } from './gates.ts'
import { writtenIn } from './inspect-update.ts'
import type { RecoveredWords } from './recovered-words.ts'
import type { Incoming, Room } from './room.ts'

/** What an edit passes on its way. */
export interface UpdatePath {
  readonly gates: Gates
  /** The gate's time, in milliseconds, that each member may use: so much at once, and a little more each second. */
  readonly work: Buckets<MemberId>
  readonly words: RecoveredWords
  readonly log: UpdateLog
  readonly contributions: Contributions
  readonly attributions: Attributions
  readonly projector: Projector
  readonly now: () => Instant
  /** Told when the store fails and when it is back; the wiki's health reads it. */
  readonly onStore: (state: 'failing' | 'well') => void
  /** Called when a defect of ours stopped a room; it opens again from the log. */
  readonly onDefect: (pageId: string, cause: unknown) => void
  /** Called when the disk refuses to sync what was written: nothing can be promised any more. */
  readonly onDiskLost: (cause: unknown) => void
}

/**
 * The whole life of an edit, in order; edits that arrive together walk together. Written before visible, synced
 * before acknowledged: killed after `append`, the room reopens from the log with these updates in it; whoever lost
 * power before `synced` was never told that they were saved.
 */
export async function receiveUpdates(path: UpdatePath, room: Room, incoming: readonly Incoming[]): Promise<void> {
  const { admitted, novel } = await admit(path, room, incoming)
  const logged = await append(path, room, novel)
  path.contributions.record(logged.map(({ update }) => update))
  room.publish(logged)
  room.admitted = []
  path.log.synced().then(() => acknowledge(room, admitted), path.onDiskLost)
  if (logged.length === 0) return
  path.projector.wake(room.pageId)
  path.attributions.wake(room.pageId)
}

interface Sorted {
  /** Admitted, novel or not: all will be acknowledged. */
  readonly admitted: readonly Incoming[]
  /** Those that say something new, and are appended. */
  readonly novel: readonly Incoming[]
}

/** Lets updates through the gate, each judged after those before it; whoever sent a refused one is told at once. */
async function admit(path: UpdatePath, room: Room, incoming: readonly Incoming[]): Promise<Sorted> {
  const knocking = incoming.filter((one) => mayKnock(path, room, one))
  if (knocking.every(isSilent)) return letBy(knocking)
  const verdicts = await path.gates.judge(room.pageId, knocking.map(bare))
  room.inbox.unshift(...knocking.slice(verdicts.length))
  const admitted: Incoming[] = []
  const novel: Incoming[] = []
  for (const [at, verdict] of verdicts.entries()) {
    const one = knocking[at] as Incoming
    one.from?.peer.processed(one.bytes.length)
    const rest = path.work.pour(one.author, verdict.took)
    one.from?.peer.rest(rest)
    if ('refused' in verdict) {
      refuse(path, room, one, new Refusal(verdict.refused, verdict.details))
      continue
    }
    path.words.lose(lost(room, one), 'wire.place-gone', verdict.aside)
    admitted.push(one)
    if (verdict.novel) novel.push(...withTidying(one, verdict.tidying))
  }
  room.admitted = novel.map(({ bytes }) => bytes)
  return { admitted, novel }
}

/** Newcomers answer that they have nothing to say: no gate is opened for that. */
function letBy(silent: readonly Incoming[]): Sorted {
  for (const { from, bytes } of silent) from?.peer.processed(bytes.length)
  return { admitted: silent, novel: [] }
}

/** No structs and no deletions, in Yjs's V1 encoding. */
function isSilent({ bytes }: Incoming): boolean {
  return bytes.length === 2 && bytes[0] === 0 && bytes[1] === 0
}

/** What the gate tidied after an update follows it under the same author, and is shown to its sender too. */
function withTidying(one: Incoming, tidying: Uint8Array | null): Incoming[] {
  return tidying ? [one, { author: one.author, bytes: tidying, from: null }] : [one]
}

/** What the gate sees. */
function bare({ author, bytes }: Incoming): Sent {
  return { author, bytes }
}

/** Whoever was refused has nothing more to say here, and a reader nothing at all: an empty update is two zero bytes. */
function mayKnock(path: UpdatePath, room: Room, one: Incoming): boolean {
  const { from, bytes } = one
  if (!from) return true
  if (from.peer.refused) loseAll(path, room, one, from.peer.refused)
  else if (from.peer.identity.right === 'write' || bytes.length <= 2) return true
  else refuse(path, room, one, new Refusal('wire.read-only'))
  from.peer.processed(bytes.length)
  return false
}

function refuse(path: UpdatePath, room: Room, one: Incoming, refusal: Refusal): void {
  const peer = one.from?.peer
  if (peer && refusal.code === 'wire.gap' && room.firstGap(peer.identity.clientId)) peer.comesBack = true
  loseAll(path, room, one, refusal.code)
  peer?.refuse(refusal, one.from?.frame ?? 0)
  one.settled?.reject(refusal)
}

/** Keeps an update's words for their author, who is not coming back with them. */
function loseAll(path: UpdatePath, room: Room, one: Incoming, why: RefusalCode): void {
  if (!one.from?.peer.comesBack) path.words.lose(lost(room, one), why, writtenIn(one.bytes))
}

function lost(room: Room, { author, from }: Incoming) {
  return { pageId: room.pageId, author, peer: from?.peer ?? null }
}

interface Appended {
  readonly one: Incoming
  readonly update: LoggedUpdate
  readonly seq: number
}

/** Tries for ever: a store that fails keeps the room, and everyone in it is told that nothing is saved for now. */
async function append(path: UpdatePath, room: Room, novel: readonly Incoming[]): Promise<Appended[]> {
  if (novel.length === 0) return []
  const updates = novel.map(({ author, bytes }) => ({
    pageId: room.pageId,
    memberId: author,
    receivedAt: path.now(),
    bytes,
  }))
  for (let wait = 250; ; wait = Math.min(wait * 2, 10_000)) {
    try {
      const logged = await path.log.append(updates)
      if (wait > 250) storeIsBack(path, room)
      return logged.flatMap((update, index) => (novel[index] ? [{ one: novel[index], update, seq: update.seq }] : []))
    } catch {
      path.onStore('failing')
      room.notify({ kind: 'store-failing', since: new Date(path.now()).toISOString() })
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
}

function storeIsBack(path: UpdatePath, room: Room): void {
  path.onStore('well')
  room.notify({ kind: 'store-recovered' })
}

/** One ack a connection, for the last of its frames that are now durable. */
function acknowledge(room: Room, admitted: readonly Incoming[]): void {
  const senders = new Set<NonNullable<Incoming['from']>['peer']>()
  for (const { from, settled } of admitted) {
    settled?.resolve()
    if (!from) continue
    from.peer.durable = Math.max(from.peer.durable, from.frame)
    senders.add(from.peer)
  }
  for (const peer of senders) peer.ack(room.clockOf(peer.identity.clientId))
}
