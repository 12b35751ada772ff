import { Refusal } from '@terreau/shared/refusals.ts'
import type { Projector } from '../projections/projector.ts'
import type { Contributions } from '../provenance/contributions.ts'
import type { Instant } from '../storage/tables.ts'
import type { LoggedUpdate, UpdateLog } from '../update-log/update-log.ts'
import type { Incoming, Room } from './room.ts'

/** What an edit passes on its way. */
export interface UpdatePath {
  readonly log: UpdateLog
  readonly contributions: Contributions
  readonly projector: Projector
  readonly now: () => Instant
  /** Told when the store fails and when it is back; the wiki's health reads it. */
  readonly onStore: (state: 'failing' | 'well') => void
  /** Called when the disk refuses to sync what was written: nothing can be promised any more. */
  readonly onDiskLost: (cause: unknown) => void
}

/**
 * The whole life of an edit, in order; edits that arrive together walk together. Written before visible, synced
 * before acknowledged: killed after `append`, the room reopens from the log with these updates in it; whoever lost
 * power before `synced` was never told that they were saved.
 */
export async function receiveUpdates(path: UpdatePath, room: Room, incoming: readonly Incoming[]): Promise<void> {
  const { admitted, novel } = admit(room, incoming)
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

/** Lets updates through the gate one after the other; whoever sent a refused one is told at once. */
function admit(room: Room, incoming: readonly Incoming[]): Sorted {
  const admitted: Incoming[] = []
  const novel: Incoming[] = []
  for (const one of incoming) {
    if (one.from) one.from.peer.waiting -= one.bytes.length
    if (one.from?.peer.refused) continue
    try {
      if (isNovel(room, one)) novel.push(one)
      admitted.push(one)
    } catch (cause) {
      refuse(one, cause instanceof Refusal ? cause : new Refusal('wire.bad-frame'))
    }
  }
  return { admitted, novel }
}

/** An empty update is two zero bytes; readers answer the page's question with one. */
function isNovel(room: Room, { author, bytes, from }: Incoming): boolean {
  if (from?.peer.identity.right === 'read' && bytes.length > 2) throw new Refusal('wire.read-only')
  const { novel } = room.gate.admit(bytes, (client) => room.owners.get(client) === author)
  if (novel) room.admitted.push(bytes)
  return novel
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
  for (const peer of senders) peer.ack(room.gate.clockOf(peer.identity.clientId))
}
