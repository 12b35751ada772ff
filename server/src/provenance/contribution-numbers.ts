import type { MemberId } from '@terreau/shared/ids.ts'

/** One contribution, by the number that attributions know it by: the seq of its first update. */
export interface ContributionSpan {
  readonly member_id: MemberId
  readonly first_seq: number
}

/** Which contribution an update belongs to: each member's follow one another. */
export class ContributionNumbers {
  readonly #ofMember: ReadonlyMap<MemberId, readonly ContributionSpan[]>

  /** Spans of one page, in the order of their first updates. */
  constructor(spans: readonly ContributionSpan[]) {
    this.#ofMember = Map.groupBy(spans, ({ member_id }) => member_id)
  }

  of(member: MemberId, seq: number): number {
    return this.#ofMember.get(member)?.findLast(({ first_seq }) => first_seq <= seq)?.first_seq ?? seq
  }
}
