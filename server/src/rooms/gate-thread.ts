/** The thread in which every open page has its shadow; `gate-keeper.ts` is its only caller. */
import { performance } from 'node:perf_hooks'
import { parentPort } from 'node:worker_threads'
import * as Y from 'yjs'
import { parseField } from '@terreau/shared/page-types/parse-field.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { PageGate } from './page-gate.ts'

/** What the keeper asks of the thread. */
export type Asked =
  | { ask: 'open'; pageId: PageId; type: PageTypeKey; state: Uint8Array; owners: ReadonlyMap<number, MemberId> }
  | { ask: 'own'; pageId: PageId; clientId: number; member: MemberId }
  | { ask: 'admit'; number: number; pageId: PageId; updates: readonly Knocking[] }
  | { ask: 'close'; pageId: PageId }

/** An update before the gate, and who sent it. */
export interface Knocking {
  readonly author: MemberId
  readonly bytes: Uint8Array
}

/** What the gate says of one update, and the milliseconds it took. */
export type Verdict = { readonly took: number } & (
  | { readonly novel: boolean; readonly tidying: Uint8Array | null }
  | { readonly refused: Refusal['code']; readonly details: Refusal['details'] }
)

export interface Answered {
  readonly number: number
  readonly verdicts: readonly Verdict[]
}

interface Gated {
  readonly gate: PageGate
  readonly owners: Map<number, MemberId>
  readonly admitted: Uint8Array[]
}

const MAX_KEPT = 1000
const pages = new Map<PageId, Gated>()

parentPort?.on('message', (asked: Asked) => {
  if (asked.ask === 'open') open(asked)
  else if (asked.ask === 'own') pages.get(asked.pageId)?.owners.set(asked.clientId, asked.member)
  else if (asked.ask === 'close') pages.delete(asked.pageId)
  else
    parentPort?.postMessage({
      number: asked.number,
      verdicts: asked.updates.map((update) => verdictOn(asked.pageId, update)),
    } satisfies Answered)
})

parentPort?.postMessage('ready')

function open({ pageId, type, state, owners }: Extract<Asked, { ask: 'open' }>): void {
  const admitted: Uint8Array[] = [state]
  const gate = new PageGate({
    state: () => whole(admitted),
    fieldFits: (key, value) => parseField(type, key, value) === 'ok',
  })
  pages.set(pageId, { gate, owners: new Map(owners), admitted })
}

/** All that was admitted, from which a broken shadow is made anew; kept short. */
function whole(admitted: Uint8Array[]): Uint8Array {
  const state = admitted.length === 1 && admitted[0] ? admitted[0] : Y.mergeUpdates(admitted)
  admitted.splice(0, admitted.length, state)
  return state
}

function verdictOn(pageId: PageId, { author, bytes }: Knocking): Verdict {
  const page = pages.get(pageId)
  const began = performance.now()
  try {
    if (!page) throw new Refusal('page.unknown')
    const { novel, tidying } = page.gate.admit(bytes, (client) => page.owners.get(client) === author)
    if (novel && page.admitted.push(bytes, ...(tidying ? [tidying] : [])) > MAX_KEPT) whole(page.admitted)
    return { novel, tidying, took: performance.now() - began }
  } catch (cause) {
    const { code, details } = cause instanceof Refusal ? cause : new Refusal('wire.bad-frame')
    return { refused: code, details, took: performance.now() - began }
  }
}
