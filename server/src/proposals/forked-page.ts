import * as Y from 'yjs'
import type { PageContent } from '@terreau/shared/document/passages.ts'
import { contentOf } from '@terreau/shared/document/yxml.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { broughtAs, type Attribution, type Brought } from '@terreau/shared/provenance/attribution.ts'
import { IdRanges, type Ids } from '@terreau/shared/provenance/id-ranges.ts'
import { joined, spread, type Stretch } from '@terreau/shared/provenance/identities.ts'
import { standingTexts } from '@terreau/shared/provenance/identified-text.ts'
import { applyHunks } from '@terreau/shared/review/apply.ts'
import { editTo } from '@terreau/shared/review/edit-to.ts'
import type { Difference } from '@terreau/shared/review/hunk.ts'
import { hunksBetween } from '@terreau/shared/review/hunks.ts'
import { docOf } from '../rooms/snapshot-store.ts'
import { NOTHING, type Written } from './fork-store.ts'

/** A page, and what somebody wrote upon it. */
export interface Forked extends Written {
  readonly type: PageTypeKey
  readonly state: Uint8Array
}

/** What a fork would change in its page as that stands now. */
export function differenceOf({ type, state, bytes }: Omit<Forked, 'carried'>): Difference {
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
  attribution: Attribution,
): { part: Written; rest: Written } | null {
  const difference = differenceOf(forked)
  const { content, applied } = applyHunks(difference, hunks)
  if (applied.size !== hunks.size) return null
  const doc = docOf([forked.state])
  const texts = textsOf(forked, attribution)
  const part = written(doc, clients.part, content, texts)
  const rest = written(doc, clients.rest, difference.after, texts)
  doc.destroy()
  return { part, rest }
}

/** Whether a page holds all that an update would bring. */
export function holds(state: Uint8Array, update: Uint8Array): boolean {
  const doc = docOf([state])
  let changed = false
  doc.on('update', () => (changed = true))
  Y.applyUpdate(doc, update)
  doc.destroy()
  return !changed
}

/** A fork without some of its hunks. */
export function without(forked: Forked, hunks: ReadonlySet<string>, client: number, attribution: Attribution): Written {
  const difference = differenceOf(forked)
  const kept = new Set(difference.hunks.map(({ key }) => key)).difference(hunks)
  const doc = docOf([forked.state])
  const rest = written(doc, client, applyHunks(difference, kept).content, textsOf(forked, attribution))
  doc.destroy()
  return rest
}

/** A text, and the contributions that wrote its characters; -1 for what its author wrote apart. */
interface Signed {
  readonly text: string
  readonly origins: Int32Array
}

/** The texts of a page with what was written upon it. */
function textsOf({ state, bytes, carried }: Forked, attribution: Attribution): Signed[] {
  const doc = docOf([state, bytes])
  const others = new IdRanges()
  for (const one of carried) others.add(one, one.origin)
  const originsOf = (ids: Ids): Stretch[] => {
    const known = others.read(ids)
    return known.some(({ number }) => number >= 0) ? known : attribution.originsOf(ids)
  }
  const texts = standingTexts(doc).map(({ text, ids }) => ({ text, origins: spread(ids.flatMap(originsOf)) }))
  doc.destroy()
  return texts
}

/** Makes a page another one, whose texts stand among those that are signed. */
function written(
  doc: Y.Doc,
  client: number,
  content: Pick<PageContent, 'fields' | 'body'>,
  texts: readonly Signed[],
): Written {
  const updates: Uint8Array[] = []
  const keep = (bytes: Uint8Array) => void updates.push(bytes)
  doc.clientID = client
  doc.on('update', keep)
  editTo(doc, content)
  doc.off('update', keep)
  const bytes = updates.length > 0 ? Y.mergeUpdates(updates) : NOTHING
  return { bytes, carried: carriedBy(doc, client, texts) }
}

/** The words of others that stand in a page under ids of this client. */
function carriedBy(doc: Y.Doc, client: number, texts: readonly Signed[]): Brought[] {
  const isOwn = (one: Ids) => one.client === client
  const waiting = Map.groupBy(texts, ({ text }) => text)
  return standingTexts(doc).flatMap(({ text, ids }) => {
    const origins = ids.some(isOwn) ? waiting.get(text)?.shift()?.origins : undefined
    if (!origins) return []
    let at = 0
    return ids.flatMap((one) => {
      const own = Array.from(origins.subarray(at, (at += one.length)), (number) => ({ length: 1, number }))
      return isOwn(one) ? broughtAs(one, joined(own)) : []
    })
  })
}
