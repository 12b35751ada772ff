import * as buffer from 'lib0/buffer'
import type { PageId } from '@terreau/shared/ids.ts'
import type { RefusalAnswer } from '@terreau/shared/refusals.ts'

/** A page as read by a plain request; null where nothing changed since `version`. */
interface PageRead {
  readonly update: Uint8Array
  readonly version: string
}

/** A page for those whom no socket reaches. Throws where there was no answer, or none that can be read. */
export interface PageByHttp {
  /** Brings one update; null once it is durable. */
  send(page: PageId, update: Uint8Array): Promise<RefusalAnswer | null>
  /** What whoever knows `known` (a state vector) misses, as one update. */
  read(page: PageId, known: Uint8Array, since: string | null, schema: string): Promise<PageRead | RefusalAnswer | null>
}

const PATIENCE_MS = 20_000

/** A longer state vector fits into no address: the page then comes whole. */
const MAX_KNOWN_BYTES = 8_000

/** This wiki's own server, as the member whose cookie the browser holds. */
export const pageByHttp: PageByHttp = {
  async send(page, update) {
    const answer = await fetch(addressOf(page), {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', prefer: 'return=minimal' },
      body: update.slice(),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    return answer.ok ? null : refusalIn(answer)
  },
  async read(page, known, since, schema) {
    const asked = new URLSearchParams({ schema })
    if (known.length <= MAX_KNOWN_BYTES) asked.set('known', buffer.toBase64UrlEncoded(known))
    const answer = await fetch(`${addressOf(page)}?${asked}`, {
      headers: since ? { 'if-none-match': since } : {},
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    if (answer.status === 304) return null
    if (!answer.ok) return refusalIn(answer)
    return { update: new Uint8Array(await answer.arrayBuffer()), version: answer.headers.get('etag') ?? '' }
  },
}

const addressOf = (page: PageId) => `/api/pages/${page}/updates`

async function refusalIn(answer: Response): Promise<RefusalAnswer> {
  const said = (await answer.json()) as Partial<RefusalAnswer>
  if (!said.code) throw new Error(`the wiki answered ${answer.status}`)
  return said as RefusalAnswer
}
