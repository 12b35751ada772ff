import { align, type Link } from './align.ts'
import type { Alignable } from './align-side.ts'
import { bagOf, shared } from './likeness.ts'

/** Where something that was said of a passage stands: the passage as it is now, or as it last was. */
export interface Anchor {
  /** The beginning of its words when this was said of it. */
  readonly quote: string
  /** Its hash then. */
  readonly first: string
  readonly hash: string
  readonly kind: string
  /** The beginning of its words. */
  readonly text: string
  readonly field?: string
  /** Present once it is gone. */
  readonly gone?: Gone
}

export interface Gone {
  /** The last update of the page after which it stood. */
  readonly seq: number
  /** The passages that it stood between, by their hashes; null for an end of the page. */
  readonly between: readonly [string | null, string | null]
}

/** So many characters of a passage tell people which one it is. */
const TELLING = 600

/** An anchor at a passage. */
export function anchorAt({ hash, kind, text, field }: Alignable): Anchor {
  const beginning = text.length > TELLING ? `${text.slice(0, TELLING).trimEnd()}…` : text
  return { quote: beginning, first: hash, hash, kind, text: beginning, ...(field !== undefined && { field }) }
}

/**
 * Anchors after a page changed from one state, which ended with update `seq`, to another. Each follows its passage
 * through changes, moves, splits (to the part that has most of its words), joins and lists; through a replacement at its
 * place; and finds it again where it comes back, or where something is written at its place alone.
 */
export function follow<P extends Alignable>(
  anchors: readonly Anchor[],
  before: readonly P[],
  after: readonly P[],
  seq: number,
): Anchor[] {
  const links = align(before, after)
  return anchors.map((anchor) => {
    if (anchor.gone) return foundAgain(anchor, anchor.gone, after, links)
    const at = links.findIndex((link) => link.before.some((one) => isSame(one, anchor)))
    const passage = heirOf(links[at], anchor) ?? replacement(links, at)
    if (passage) return moved(anchor, passage)
    const place = before.findIndex((one) => isSame(one, anchor))
    if (place < 0) return anchor
    return {
      ...anchor,
      gone: { seq, between: [before[place - 1]?.hash ?? null, before[place + 1]?.hash ?? null] },
    }
  })
}

type Named = Pick<Alignable, 'hash' | 'field'>

function isSame(one: Alignable, { hash, field }: Named): boolean {
  return one.hash === hash && one.field === field
}

function moved({ quote, first }: Anchor, passage: Alignable): Anchor {
  return { ...anchorAt(passage), quote, first }
}

/** Of what a passage became, the part that shares most words with it. */
function heirOf<P extends Alignable>(link: Link<P> | undefined, of: Named): P | undefined {
  const words = bagOf(link?.before.find((one) => isSame(one, of))?.text ?? '')
  return link?.after
    .map((passage) => ({ passage, likeness: shared(words, bagOf(passage.text)) }))
    .toSorted((a, b) => b.likeness - a.likeness)[0]?.passage
}

/** What alone came where one passage alone went. */
function replacement<P extends Alignable>(links: readonly Link<P>[], at: number): P | undefined {
  const stays = ({ kind }: Link<P>) => kind !== 'added' && kind !== 'removed'
  const [start, end] = [
    links.findLastIndex((link, index) => index < at && stays(link)) + 1,
    links.findIndex((link, index) => index > at && stays(link)),
  ]
  const gap = at < 0 ? [] : links.slice(start, end < 0 ? undefined : end)
  const [came, went] = [gap.filter(({ kind }) => kind === 'added'), gap.filter(({ kind }) => kind === 'removed')]
  const [passage] = came[0]?.after ?? []
  const alone = came.length === 1 && went.length === 1
  return alone && passage?.field === went[0]?.before[0]?.field ? passage : undefined
}

function foundAgain<P extends Alignable>(
  anchor: Anchor,
  { between: [above, below] }: Gone,
  after: readonly P[],
  links: readonly Link<P>[],
): Anchor {
  const back = after.find((one) => isSame(one, anchor))
  if (back) return moved(anchor, back)
  const added = new Set(links.flatMap(({ kind, after: came }) => (kind === 'added' ? came : [])))
  const place = after.findIndex(
    (one, at) =>
      added.has(one) &&
      one.field === anchor.field &&
      (after[at - 1]?.hash ?? null) === above &&
      (after[at + 1]?.hash ?? null) === below,
  )
  const passage = after[place]
  return passage ? moved(anchor, passage) : anchor
}

/** From each passage of one state of a page to what it became, or was, in another; null where it is there nowhere. */
export function counterparts<P extends Alignable>(from: readonly P[], to: readonly P[]): (passage: Named) => P | null {
  let links: readonly Link<P>[] | null = null
  return (passage) => {
    const equal = to.find((one) => isSame(one, passage))
    if (equal) return equal
    links ??= align(from, to)
    return (
      heirOf(
        links.find(({ before }) => before.some((one) => isSame(one, passage))),
        passage,
      ) ?? null
    )
  }
}
