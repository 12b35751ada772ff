import type { NewFork } from '@terreau/shared/api/proposals.ts'
import type { Ticket } from '@terreau/shared/api/collab.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { RefusalAnswer } from '@terreau/shared/refusals.ts'
import { WIRE_VERSION } from '@terreau/shared/wire.ts'
import { tell } from '../asking/ask.ts'
import type { PageByHttp } from '../sync/page-by-http.ts'
import type { FetchTicket } from '../sync/tickets.ts'

const PATIENCE_MS = 20_000

/** What one writes apart on a page: brought by plain requests, seen by nobody, and brought back where it was left. */
export class ForkByHttp {
  /** Known once a ticket was asked for. */
  id: string | null = null
  readonly #page: PageId

  constructor(page: PageId) {
    this.#page = page
  }

  readonly fetchTicket: FetchTicket = async () => {
    const answer = await tell<NewFork>('POST', `/pages/${this.#page}/forks`)
    if ('refusal' in answer) return answer.refusal
    this.id = answer.value.id
    return { ticket: '', clientId: answer.value.clientId, right: 'write', wire: WIRE_VERSION } satisfies Ticket
  }

  readonly http: PageByHttp = {
    send: async (_, update) => {
      const answer = await fetch(this.#address(), {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream' },
        body: update.slice(),
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
      return answer.ok ? null : ((await answer.json()) as RefusalAnswer)
    },
    read: async (_, __, since) => {
      // What others write meanwhile is merged when it is taken: nobody waits for it here.
      if (since !== null) return null
      const answer = await fetch(this.#address(), { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) })
      if (!answer.ok) return (await answer.json()) as RefusalAnswer
      return { update: new Uint8Array(await answer.arrayBuffer()), version: 'begun' }
    },
  }

  #address(): string {
    return `/api/forks/${this.id}/updates`
  }
}

/** A socket that never opens: nothing that is written apart is live. */
export class NoSocket extends EventTarget {
  readonly readyState = 3
  binaryType = 'arraybuffer'
  onopen: (() => void) | null = null
  onmessage: (() => void) | null = null
  onerror: (() => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null

  constructor() {
    super()
    setTimeout(() => this.onclose?.({ code: 1006 }))
  }

  send(): void {}

  close(): void {}
}
