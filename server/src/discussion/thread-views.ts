import type { Thread, ThreadMessage, ThreadPassage } from '@terreau/shared/api/discussion.ts'
import type { Anchor } from '@terreau/shared/document/anchor.ts'
import type { PassageContent } from '@terreau/shared/document/passages.ts'
import type { PageName } from '@terreau/shared/api/pages.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import { calledIn, saidWords, type Named } from './calling.ts'
import type { MessageRow, ThreadRow } from './thread-store.ts'

/** Principles by their ids, as far as the reader may know of them. */
export type Principles = ReadonlyMap<PageId, PageName>

/** The two states of a page that a thread may stand in, and whether some of its words may not be quoted. */
export interface Standing {
  readonly live: readonly PassageContent[]
  /** Where a passage of the live page stands in the validated version; null where there is none. */
  readonly inValidated: ((passage: Anchor) => PassageContent | null) | null
  readonly hidesWords: boolean
}

export type Names = ReadonlyMap<MemberId, Named>

/** A thread without what the reader may do with it. */
export function threadView(
  row: ThreadRow,
  messages: readonly MessageRow[],
  standing: Standing,
  { names, principles }: { readonly names: Names; readonly principles: Principles },
  seesHidden: boolean,
): Omit<Thread, 'may'> {
  const { id, kind, anchor, contradicts, opened_by, opened_at, settled_at, settled_by, settled_how } = row
  const settled = settled_at !== null && settled_by !== null && settled_how !== null
  const principle = contradicts && principles.get(contradicts.principle)
  return {
    id,
    kind,
    passage: anchor && passageView(anchor, standing),
    contradicts: principle ? { principle, words: contradicts.words } : null,
    by: personOf(opened_by, names),
    at: iso(opened_at),
    settled: settled ? { how: settled_how, by: personOf(settled_by, names), at: iso(settled_at) } : null,
    messages: messages.map((message) => messageView(message, names, seesHidden)),
  }
}

/** Where an anchor stands; of words that were taken out of sight in the history, only what the page shows is quoted. */
function passageView(anchor: Anchor, { live, inValidated, hidesWords }: Standing): ThreadPassage {
  const { hash, field, gone, quote } = anchor
  const now = gone ? undefined : live.find((one) => one.hash === hash && one.field === field)
  return {
    quote: hidesWords ? (now?.text ?? null) : quote,
    ...(field !== undefined && { field }),
    live: gone ? null : hash,
    validated: inValidated?.(anchor)?.hash ?? null,
  }
}

function messageView({ id, by, at, words, hidden_at }: MessageRow, names: Names, seesHidden: boolean): ThreadMessage {
  const hidden = hidden_at !== null
  const silent = hidden && !seesHidden
  const called = silent ? [] : [...new Set(calledIn(words))].flatMap((one) => names.get(one) ?? [])
  const asWritten = new Map([...names].map(([one, { name }]) => [one as string, name]))
  return {
    id,
    by: personOf(by, names),
    at: iso(at),
    words: silent ? null : saidWords(words, asWritten),
    hidden,
    mentions: called,
  }
}

function personOf(id: MemberId, names: Names): Named {
  return names.get(id) ?? { id, name: '…' }
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
