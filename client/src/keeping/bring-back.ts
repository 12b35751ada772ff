import * as Y from 'yjs'
import { schemaFingerprint } from '@terreau/shared/document/schema.ts'
import type { RefusalCode } from '@terreau/shared/refusals.ts'
import { PASSING } from '../sync/connection.ts'
import { ownUpdate } from '../sync/own-update.ts'
import type { PageByHttp } from '../sync/page-by-http.ts'
import { wordsOf } from '../sync/words.ts'
import { noteWaiting, readMarker } from './marker.ts'
import type { KeptWord, Shelf } from './shelf.ts'
import { inPlaceOf } from './visits.ts'

/** What became of words that were left behind: pages whose words are saved now, and whether some have to wait. */
export interface BroughtBack {
  /** Their titles. */
  readonly saved: ReadonlySet<string>
  readonly drafts: boolean
  /** Set where nothing answered, nobody is signed in, or the wiki asks for patience. */
  readonly waits: 'network' | 'member' | 'wiki' | null
}

const NOT_NOW: readonly RefusalCode[] = ['member.unknown', 'wire.schema-changed', ...PASSING]

/**
 * Brings the words of tabs that are gone to the server, one update at a time under the ids they were written with; the
 * state of a page is always the server's. What may not enter becomes a draft. One tab alone does this for each visit.
 */
export async function bringBack(shelf: Shelf, http: PageByHttp, only?: string): Promise<BroughtBack> {
  const saved = new Set<string>()
  const result = { saved, drafts: false, waits: null as BroughtBack['waits'] }
  for (const [visit, words] of visitsOf(await shelf.words(), only)) {
    const end = await bringOnce(shelf, http, visit)
    if (end === 'saved') saved.add(words[0]?.title ?? '')
    else if (end === 'draft') result.drafts = true
    else if (end) result.waits = end
  }
  await noteLeft(shelf)
  return result
}

/**
 * Brings every word that is kept, those of living tabs too: to bring one twice adds nothing. Answers how many updates
 * could not be brought.
 */
export async function bringAll(shelf: Shelf, http: PageByHttp): Promise<number> {
  for (const visit of visitsOf(await shelf.words()).keys()) await bringVisit(shelf, http, visit).catch(() => null)
  return (await shelf.words()).length
}

function visitsOf(words: readonly KeptWord[], only?: string): Map<string, KeptWord[]> {
  const wanted = words.filter(({ pageId }) => !only || pageId === only)
  return Map.groupBy(wanted, ({ visit }) => visit)
}

type VisitEnd = 'saved' | 'draft' | NonNullable<BroughtBack['waits']> | null

/** Visits that this tab is bringing: whoever asks for one of them waits until it is there. */
const underWay = new Map<string, Promise<VisitEnd>>()

function bringOnce(shelf: Shelf, http: PageByHttp, visit: string): Promise<VisitEnd> {
  const known = underWay.get(visit)
  if (known) return known
  const bringing = inPlaceOf(visit, () => bringVisit(shelf, http, visit)).catch(() => 'network' as const)
  underWay.set(
    visit,
    bringing.finally(() => underWay.delete(visit)),
  )
  return bringing
}

/** Reads the words anew: another tab may have brought them since. */
async function bringVisit(shelf: Shelf, http: PageByHttp, visit: string): Promise<VisitEnd> {
  const words = (await shelf.words()).filter((word) => word.visit === visit)
  for (const [at, { pageId, bytes, number }] of words.entries()) {
    const refused = await http.send(pageId, bytes)
    if (refused?.code === 'wire.gap' && (await bringMissing(shelf, http, words.slice(at)))) break
    if (refused && NOT_NOW.includes(refused.code)) return refused.code === 'member.unknown' ? 'member' : 'wiki'
    if (refused) return makeDraft(shelf, words.slice(at), refused.code)
    await shelf.forget(visit, number)
  }
  await shelf.forget(visit, Number.MAX_SAFE_INTEGER)
  return words.length > 0 ? 'saved' : null
}

/** A server that lost words which it had called saved gets them from the page as this device kept it. */
async function bringMissing(shelf: Shelf, http: PageByHttp, words: readonly KeptWord[]): Promise<boolean> {
  const [first] = words
  if (!first) return true
  const there = await http.read(first.pageId, Y.encodeStateVector(new Y.Doc()), null, schemaFingerprint)
  if (!there || 'code' in there) return false
  const own = new Set(words.map(({ clientId }) => clientId))
  const missing = ownUpdate(await keptDoc(shelf, words), Y.encodeStateVectorFromUpdate(there.update), own)
  return (await http.send(first.pageId, missing)) === null
}

async function makeDraft(shelf: Shelf, words: readonly KeptWord[], why: RefusalCode): Promise<'draft' | null> {
  const [first] = words
  if (!first) return null
  const { pageId, visit, title, slug } = first
  const said = wordsOf(
    words.map(({ bytes }) => bytes),
    await keptDoc(shelf, words),
  )
  const named = { pageId, title, slug }
  await shelf.putDraft(
    visit,
    said === '' ? null : { id: visit, ...named, why, words: said, at: new Date().toISOString() },
  )
  return said === '' ? null : 'draft'
}

/** The page as this device knew it, with these words in it. */
async function keptDoc(shelf: Shelf, words: readonly KeptWord[]): Promise<Y.Doc> {
  const doc = new Y.Doc()
  const page = await shelf.page(words[0]?.pageId ?? ('' as never))
  if (page) Y.applyUpdate(doc, page.state)
  for (const { bytes } of words) Y.applyUpdate(doc, bytes)
  return doc
}

async function noteLeft(shelf: Shelf): Promise<void> {
  const left = new Set((await shelf.words()).map(({ pageId }) => pageId as string))
  for (const page of Object.keys(readMarker()?.waiting ?? {})) if (!left.has(page)) noteWaiting(shelf.id, page, null)
}
