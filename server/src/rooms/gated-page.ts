import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { parseField } from '@terreau/shared/page-types/parse-field.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import type { Refusal } from '@terreau/shared/refusals.ts'
import { cpuTime } from './cpu-time.ts'
import type { Written } from './inspect-update.ts'
import { PageGate, type Judged } from './page-gate.ts'

/** What a page's gate is opened with. */
export interface GateOpening {
  readonly pageId: PageId
  readonly type: PageTypeKey
  /** The page as one Yjs update. */
  readonly state: Uint8Array
  /** Who each client id of the page was issued to. */
  readonly owners: ReadonlyMap<number, MemberId>
}

/** An update before the gate, and who sent it. */
export interface Sent {
  readonly author: MemberId
  readonly bytes: Uint8Array
}

/** What the gate says of one update, and the milliseconds that its thread worked for it. */
export type Verdict = { readonly took: number } & (
  | { readonly novel: boolean; readonly tidying: Uint8Array | null; readonly aside: readonly Written[] }
  | { readonly refused: Refusal['code']; readonly details: Refusal['details'] }
)

/** The gate of one open page, with the owners of its client ids; `state` tells the page as admitted before this judgement. */
export class GatedPage {
  readonly #gate: PageGate
  readonly #owners: Map<number, MemberId>

  constructor({ type, owners }: GateOpening, state: () => Uint8Array) {
    this.#owners = new Map(owners)
    this.#gate = new PageGate({ state, fieldFits: (key, value) => parseField(type, key, value) === 'ok' })
  }

  /** Bytes of the page, or a little more. */
  get size(): number {
    return this.#gate.size
  }

  /** The page with all that was admitted, as one Yjs update. */
  state(): Uint8Array {
    return this.#gate.state()
  }

  own(clientId: number, member: MemberId): void {
    this.#owners.set(clientId, member)
  }

  /** One verdict for each update, in order. */
  judge(updates: readonly Sent[]): Verdict[] {
    const began = cpuTime()
    const judged = this.#gate.judge(
      updates.map(({ author, bytes }) => ({ bytes, mayWriteAs: (client) => this.#owners.get(client) === author })),
    )
    const took = (cpuTime() - began) / updates.length
    return judged.map((one) => verdictOf(one, took))
  }
}

function verdictOf(judged: Judged, took: number): Verdict {
  return 'refused' in judged
    ? { refused: judged.refused.code, details: judged.refused.details, took }
    : { ...judged, took }
}
