import { Refusal } from '@terreau/shared/refusals.ts'
import type { Projector } from '../projections/projector.ts'
import type { Contributions } from '../provenance/contributions.ts'
import type { Instant } from '../storage/tables.ts'
import type { LoggedUpdate, UpdateLog } from '../update-log/update-log.ts'
import type { GateKeeper } from './gate-keeper.ts'
import type { Knocking } from './gate-thread.ts'
import type { Incoming, Room } from './room.ts'

/** What an edit passes on its way. */
export interface UpdatePath {
  readonly gates: GateKeeper
  readonly log: UpdateLog
  readonly contributions: Contributions
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
  for (const { one, update } of logged) room.publish(one, update.seq)
  room.admitted = []
  path.log.synced().then(() => acknowledge(room, admitted), path.onDiskLost)
  if (logged.length > 0) path.projector.wake(room.pageId)
}

interface Sorted {
  /** Admitted, novel or not: all will be acknowledged. */
  readonly admitted: readonly Incoming[]
  /** Those that say something new, and are appended. */
  readonly novel: readonly Incoming[]
}

/** Lets updates through the gate together, each judged after those before it; whoever sent a refused one is told at once. */
async function admit(path: UpdatePath, room: Room, incoming: readonly Incoming[]): Promise<Sorted> {
  const knocking = incoming.filter(mayKnock)
  const verdicts = knocking.length > 0 ? await path.gates.admit(room.pageId, knocking.map(bare)) : []
  const judged = knocking.flatMap((one, at) => (verdicts[at] ? [{ one, verdict: verdicts[at] }] : []))
  for (const { one, verdict } of judged) {
    if ('refused' in verdict) refuse(one, new Refusal(verdict.refused, verdict.details))
    one.from?.peer.spend(verdict.took, path.now())
  }
  const admitted = judged.filter(({ verdict }) => !('refused' in verdict)).map(({ one }) => one)
  const novel = judged.flatMap(({ one, verdict }) =>
    'novel' in verdict && verdict.novel ? withTidying(one, verdict.tidying) : [],
  )
  room.admitted = novel.map(({ bytes }) => bytes)
  return { admitted, novel }
}

/** What the gate tidied after an update follows it under the same author, and is shown to its sender too. */
function withTidying(one: Incoming, tidying: Uint8Array | null): Incoming[] {
  return tidying ? [one, { author: one.author, bytes: tidying, from: null }] : [one]
}

/** What crosses to the gate's thread. */
function bare({ author, bytes }: Incoming): Knocking {
  return { author, bytes }
}

/** Whoever was refused has nothing more to say here, and a reader nothing at all: an empty update is two zero bytes. */
function mayKnock(one: Incoming): boolean {
  const { from, bytes } = one
  if (!from) return true
  from.peer.waiting -= bytes.length
  if (from.peer.refused) return false
  const mayWrite = from.peer.identity.right === 'write' || bytes.length <= 2
  if (!mayWrite) refuse(one, new Refusal('wire.read-only'))
  return mayWrite
}

function refuse({ from, settled }: Incoming, refusal: Refusal): void {
  from?.peer.refuse(refusal, from.frame)
  settled?.reject(refusal)
}

interface Appended {
  readonly one: Incoming
  readonly update: LoggedUpdate
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
      return logged.flatMap((update, index) => (novel[index] ? [{ one: novel[index], update }] : []))
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
