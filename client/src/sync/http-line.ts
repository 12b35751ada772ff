import * as Y from 'yjs'
import type { PageId } from '@terreau/shared/ids.ts'
import type { RefusalCode } from '@terreau/shared/refusals.ts'
import type { Outbox } from './outbox.ts'
import type { PageByHttp } from './page-by-http.ts'

/** How long others' words may take to be seen. */
const BETWEEN_LOOKS_MS = 3_000

export interface HttpLineParts {
  readonly http: PageByHttp
  readonly pageId: PageId
  readonly schema: string
  readonly doc: Y.Doc
  readonly outbox: Outbox
  /** Origin of what comes from the server. */
  readonly origin: unknown
  /** The page was read whole, and what waited was brought. */
  readonly onWell: () => void
  readonly onRefused: (code: RefusalCode) => void
  readonly onLost: () => void
}

/** Brings updates one by one and looks for others' every few seconds, where no socket comes about. */
export class HttpLine {
  readonly #parts: HttpLineParts
  readonly #unsubscribe: () => void
  #version: string | null = null
  #timer: ReturnType<typeof setTimeout> | null = null
  #busy = false
  #stopped = false

  constructor(parts: HttpLineParts) {
    this.#parts = parts
    this.#unsubscribe = parts.outbox.subscribe(() => void this.#turn())
    void this.#turn()
  }

  /** Tries again after a while, as after a no that passes. */
  later(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#turn(), BETWEEN_LOOKS_MS)
  }

  stop(): void {
    this.#stopped = true
    this.#unsubscribe()
    if (this.#timer) clearTimeout(this.#timer)
  }

  /** One turn at a time; it goes on as long as something waits. */
  async #turn(): Promise<void> {
    if (this.#busy || this.#stopped) return
    this.#busy = true
    if (this.#timer) clearTimeout(this.#timer)
    const refused = await this.#exchange().catch(() => 'lost' as const)
    this.#busy = false
    if (this.#stopped) return
    if (refused === 'lost') return this.#parts.onLost()
    if (refused) return this.#parts.onRefused(refused)
    this.#parts.onWell()
    if (this.#parts.outbox.waiting.length > 0) return void this.#turn()
    this.later()
  }

  /** Reads first: what is brought may build on nothing that the page does not have. */
  async #exchange(): Promise<RefusalCode | null> {
    return (await this.#read()) ?? (await this.#bring())
  }

  async #read(): Promise<RefusalCode | null> {
    const { http, pageId, doc, schema, origin } = this.#parts
    const answer = await http.read(pageId, Y.encodeStateVector(doc), this.#version, schema)
    if (!answer || this.#stopped) return null
    if ('code' in answer) return answer.code
    Y.applyUpdate(doc, answer.update, origin)
    this.#version = answer.version
    return null
  }

  async #bring(): Promise<RefusalCode | null> {
    const { http, pageId, outbox } = this.#parts
    for (const { number, bytes } of outbox.waiting) {
      const refused = await http.send(pageId, bytes)
      if (refused) return refused.code
      outbox.durableUpTo(number)
      if (this.#stopped) break
    }
    return null
  }
}
