import { partings } from './align-parts.ts'
import { type Alignable, candidates, identityOf, Side, type WordNumbers } from './align-side.ts'
import { commonOrder, heaviestChain, type WeightedPair } from './common-order.ts'
import { likeness } from './likeness.ts'

/**
 * What became of a passage, or of a few (P5). `same` and `changed` stay in order; `moved` stands elsewhere, with the
 * same content or nearly; `split` has one before and several after, `join` the reverse.
 */
export interface Link<P extends Alignable> {
  readonly kind: LinkKind
  readonly before: readonly P[]
  readonly after: readonly P[]
}
export type LinkKind = 'same' | 'changed' | 'moved' | 'split' | 'join' | 'added' | 'removed'

/** A link by places instead of passages. */
interface Placed {
  kind: LinkKind
  before: readonly number[]
  after: readonly number[]
}

/** Below this likeness of words, one passage is not the other changed. */
const ALIKE = 0.4
/** Out of order, more is asked: this likeness, and this many words. */
const ALIKE_ELSEWHERE = 0.6
const WORDS_ELSEWHERE = 4

/**
 * Follows passages from one version to another by their content alone: equal ones in order, then splits and joins, then
 * the most alike in order, then moves. Every passage of both sides is in exactly one link; links come in the order of
 * `after`, what was removed where it stood. Typed fields are only ever compared with themselves.
 */
export function align<P extends Alignable>(before: readonly P[], after: readonly P[]): Link<P>[] {
  const linking = new Linking(before, after)
  linking.linkSingleFields()
  linking.linkEqualInOrder()
  linking.linkParts()
  linking.linkAlikeInOrder()
  linking.linkMoved()
  linking.linkRest()
  return linking.inReadingOrder()
}

/** For each place, how many of `ends` stand up to it. */
function numbered(side: Side<Alignable>, ends: readonly (number | undefined)[]): number[] {
  const known = new Set(ends)
  let gap = 0
  return side.passages.map((_, at) => (known.has(at) ? ++gap : gap))
}

const identities = (side: Side<Alignable>, places: readonly number[]): string[] =>
  places.map((at) => identityOf(side.at(at)))

class Linking<P extends Alignable> {
  readonly #before: Side<P>
  readonly #after: Side<P>
  readonly #links: Placed[] = []

  constructor(before: readonly P[], after: readonly P[]) {
    const numbers: WordNumbers = new Map()
    this.#before = new Side(before, numbers)
    this.#after = new Side(after, numbers)
  }

  #link(kind: LinkKind, before: readonly number[], after: readonly number[]): void {
    this.#before.take(before)
    this.#after.take(after)
    this.#links.push({ kind, before, after })
  }

  #sameOrChanged(before: number, after: number): LinkKind {
    return this.#before.at(before).hash === this.#after.at(after).hash ? 'same' : 'changed'
  }

  /** A field that is one passage is itself changed, however little its words are alike. */
  linkSingleFields(): void {
    const places = Map.groupBy(this.#after.free(), (at) => this.#after.at(at).field)
    for (const [field, before] of Map.groupBy(this.#before.free(), (at) => this.#before.at(at).field)) {
      const after = places.get(field) ?? []
      const [from, to] = [before[0], after[0]]
      if (field === undefined || before.length !== 1 || after.length !== 1 || from === undefined || to === undefined)
        continue
      this.#link(this.#sameOrChanged(from, to), [from], [to])
    }
  }

  linkEqualInOrder(): void {
    const [before, after] = [this.#before.free(), this.#after.free()]
    for (const pair of commonOrder(identities(this.#before, before), identities(this.#after, after)))
      this.#link('same', before.slice(pair.before, pair.before + 1), after.slice(pair.after, pair.after + 1))
  }

  linkParts(): void {
    for (const { whole, parts } of partings(this.#before, this.#after)) this.#link('split', [whole], parts)
    for (const { whole, parts } of partings(this.#after, this.#before)) this.#link('join', parts, [whole])
  }

  linkAlikeInOrder(): void {
    const gaps = this.#gaps()
    const pairs = this.#alike(ALIKE).filter(({ before, after }) => gaps.before[before] === gaps.after[after])
    // Equal ones can be left until now where a split or a join opened the way for them.
    for (const { before, after } of heaviestChain(pairs))
      this.#link(this.#sameOrChanged(before, after), [before], [after])
  }

  /** Links what is left and equal, then what is left and very alike, wherever it stands now. */
  linkMoved(): void {
    const waiting = Map.groupBy(this.#before.free(), (at) => identityOf(this.#before.at(at)))
    for (const after of this.#after.free()) {
      const before = waiting.get(identityOf(this.#after.at(after)))?.shift()
      if (before !== undefined) this.#link('moved', [before], [after])
    }
    for (const { before, after } of this.#alike(ALIKE_ELSEWHERE).toSorted((a, b) => b.weight - a.weight)) {
      const free = this.#before.isFree(before) && this.#after.isFree(after)
      if (free && this.#before.bag(before).size >= WORDS_ELSEWHERE) this.#link('moved', [before], [after])
    }
  }

  linkRest(): void {
    for (const at of this.#before.free()) this.#link('removed', [at], [])
    for (const at of this.#after.free()) this.#link('added', [], [at])
  }

  #alike(least: number): WeightedPair[] {
    const weight = (before: number, after: number, shared: number) =>
      likeness(this.#before.bag(before), this.#after.bag(after), shared)
    const worth = (before: number, after: number, atMost: number) => weight(before, after, atMost) >= least
    return [...candidates(this.#before, this.#after, worth)].flatMap(([before, places]) =>
      places
        .map(({ place, shared }) => ({ before, after: place, weight: weight(before, place, shared) }))
        .filter((pair) => pair.weight >= least),
    )
  }

  /** Numbers the stretches between what is linked in order, alike on both sides. */
  #gaps(): { before: number[]; after: number[] } {
    const spine = this.#links.map((link) => ({ before: first(link.before), after: first(link.after), weight: 1, link }))
    const kept = heaviestChain(spine).map(({ link }) => link)
    return {
      before: numbered(
        this.#before,
        kept.map(({ before }) => before.at(-1)),
      ),
      after: numbered(
        this.#after,
        kept.map(({ after }) => after.at(-1)),
      ),
    }
  }

  inReadingOrder(): Link<P>[] {
    const above = this.#nowAbove()
    const placed = this.#links.map((link) => {
      const removed = link.after.length === 0
      const at = removed ? (above[first(link.before)] ?? -1) : first(link.after)
      return { link, at, rank: removed ? first(link.before) : -1 }
    })
    return placed
      .toSorted((a, b) => a.at - b.at || a.rank - b.rank)
      .map(({ link: { kind, before, after } }) => ({
        kind,
        before: before.map((at) => this.#before.at(at)),
        after: after.map((at) => this.#after.at(at)),
      }))
  }

  /** For each place before, where the nearest passage above it that did not move stands now; -1 for the top. */
  #nowAbove(): number[] {
    const stayed = this.#links.filter(({ kind, after }) => kind !== 'moved' && after.length > 0)
    const now = new Map(stayed.flatMap((link) => link.before.map((at) => [at, first(link.after)] as const)))
    let last = -1
    return this.#before.passages.map((_, at) => (last = now.get(at) ?? last))
  }
}

const first = (places: readonly number[]): number => places[0] ?? 0
