import type { MemberId } from '@terreau/shared/ids.ts'
import type { PageRow } from '../pages/page-store.ts'
import type { Answered, Proposals, Proposed } from '../reviews/proposed.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import type { CorrectionDesk } from './correction-desk.ts'
import type { ForkProposals } from './fork-proposals.ts'

/** Corrections of readers and what members wrote apart, as reviews see them: alike. */
export class AllProposals implements Proposals {
  readonly #corrections: CorrectionDesk
  readonly #forks: ForkProposals

  constructor(corrections: CorrectionDesk, forks: ForkProposals) {
    this.#corrections = corrections
    this.#forks = forks
  }

  async open(page: PageRow): Promise<Proposed[]> {
    return [...(await this.#forks.open(page)), ...(await this.#corrections.open(page))]
  }

  async waiting(page: PageRow): Promise<{ at: Instant; by: MemberId | null }[]> {
    return [...(await this.#forks.waiting(page)), ...(await this.#corrections.waiting(page))]
  }

  async visitorsOn(device: string | null): Promise<ReadonlySet<string>> {
    return this.#corrections.visitorsOn(device)
  }

  async write(page: PageRow, ones: readonly Proposed[], by: MemberId): Promise<void> {
    await this.#of(ones).write(page, ones, by)
  }

  async giveBack(page: PageRow, ones: readonly Proposed[]): Promise<(tx: Db) => Promise<void>> {
    return this.#of(ones).giveBack(page, ones)
  }

  async answer(tx: Db, ones: readonly Proposed[], answered: Answered): Promise<void> {
    await this.#of(ones).answer(tx, ones, answered)
  }

  async catchUp(): Promise<void> {
    await this.#corrections.catchUp()
    await this.#forks.catchUp()
  }

  #of([one]: readonly Proposed[]): Proposals {
    return one?.part === null ? this.#corrections : this.#forks
  }
}
