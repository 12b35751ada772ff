import * as Y from 'yjs'
import type { PageContent } from '@terreau/shared/document/passages.ts'
import { editTo } from '@terreau/shared/document/yxml-edit.ts'
import { contentOf } from '@terreau/shared/document/yxml.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { applyHunks } from '@terreau/shared/review/apply.ts'
import type { Difference } from '@terreau/shared/review/hunk.ts'
import { hunksBetween } from '@terreau/shared/review/hunks.ts'
import { docOf } from '../rooms/snapshot-store.ts'
import { NOTHING } from './fork-store.ts'

/** A page and what somebody wrote upon it, each as an update. */
export interface Forked {
  readonly type: PageTypeKey
  readonly state: Uint8Array
  readonly bytes: Uint8Array
}

/** What a fork would change in its page as that stands now. */
export function differenceOf({ type, state, bytes }: Forked): Difference {
  const [live, merged] = [docOf([state]), docOf([state, bytes])]
  const difference = hunksBetween(contentOf(type, live), contentOf(type, merged))
  live.destroy()
  merged.destroy()
  return difference
}

/**
 * Some hunks of a fork as an update of its page, and the rest of it as another upon that: nothing comes twice. Null
 * where they cannot stand in the page without the rest.
 */
export function partOf(
  forked: Forked,
  hunks: ReadonlySet<string>,
  clients: { readonly part: number; readonly rest: number },
): { part: Uint8Array; rest: Uint8Array } | null {
  const difference = differenceOf(forked)
  const { content, applied } = applyHunks(difference, hunks)
  if (applied.size !== hunks.size) return null
  const doc = docOf([forked.state])
  const part = written(doc, clients.part, content)
  const rest = written(doc, clients.rest, difference.after)
  doc.destroy()
  return { part, rest }
}

/** A fork without some of its hunks. */
export function without(forked: Forked, hunks: ReadonlySet<string>, client: number): Uint8Array {
  const difference = differenceOf(forked)
  const kept = new Set(difference.hunks.map(({ key }) => key)).difference(hunks)
  const doc = docOf([forked.state])
  const rest = written(doc, client, applyHunks(difference, kept).content)
  doc.destroy()
  return rest
}

function written(doc: Y.Doc, client: number, content: Pick<PageContent, 'fields' | 'body'>): Uint8Array {
  const updates: Uint8Array[] = []
  const keep = (bytes: Uint8Array) => void updates.push(bytes)
  doc.clientID = client
  doc.on('update', keep)
  editTo(doc, content)
  doc.off('update', keep)
  return updates.length > 0 ? Y.mergeUpdates(updates) : NOTHING
}
