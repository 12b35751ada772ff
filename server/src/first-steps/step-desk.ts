import type { NewStep, StepCard } from '@terreau/shared/api/first-steps.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { PageStore } from '../pages/page-store.ts'
import { writablePage } from '../pages/writable-page.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import { stepsFor } from './finding.ts'
import type { StepStore } from './step-store.ts'

export interface StepParts {
  readonly db: Db
  readonly steps: StepStore
  readonly pages: PageStore
  readonly now: () => Instant
}

/** A card with one small thing to do, which two people finish together. Nothing is counted, and nothing is kept of who did what. */
export class StepDesk {
  readonly #parts: StepParts

  constructor(parts: StepParts) {
    this.#parts = parts
  }

  /** `turn` counts the cards that were put back: each is followed by another. */
  async card(member: Member, turn: number): Promise<StepCard> {
    const { db, steps, now } = this.#parts
    const [offered, mine] = [await steps.isOffered(member.id), await steps.mine(member)]
    if (!offered || mine) return { offered, mine, together: null, deal: null }
    const [together, todo] = [await steps.together(member), await stepsFor(db, member, now())]
    return { offered, mine, together, deal: todo[(startOf(member) + turn) % Math.max(1, todo.length)] ?? null }
  }

  async take(asked: NewStep, member: Member): Promise<void> {
    const { db, pages, steps, now } = this.#parts
    await writablePage(pages, asked.page, member)
    const isThere = (await stepsFor(db, member, now(), asked)).length > 0
    if (!isThere || (await steps.mine(member))) throw new Refusal('step.gone')
    if (!(await steps.take(asked, member.id))) throw new Refusal('step.gone')
  }

  async ready(id: string, member: Member): Promise<void> {
    if (!(await this.#parts.steps.ready(id, member.id))) throw new Refusal('step.gone')
  }

  /** A second person looked at it, who is shown the page; nobody finishes alone. */
  async good(id: string, member: Member): Promise<void> {
    const { steps } = this.#parts
    const waiting = await steps.together(member)
    if (waiting?.id !== id || !(await steps.finish(id, member.id))) throw new Refusal('step.gone')
  }

  async forget(id: string, member: Member): Promise<void> {
    if (!(await this.#parts.steps.forget(id, member.id))) throw new Refusal('step.gone')
  }

  offer(member: Member, offered: boolean): Promise<void> {
    return this.#parts.steps.offer(member.id, offered)
  }
}

/** Not everyone is dealt the same card first. */
function startOf({ id }: Member): number {
  return Number.parseInt(id.slice(-4), 16)
}
