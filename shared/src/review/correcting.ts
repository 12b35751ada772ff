import * as Y from 'yjs'
import type { PageContent } from '../document/passages.ts'
import { writeBody, writeFields } from '../document/yxml-write.ts'
import { bodyOf, contentOf, fieldsOfDoc } from '../document/yxml.ts'
import { fieldsOf } from '../page-types/registry.ts'
import { parseField } from '../page-types/parse-field.ts'
import type { PageTypeKey } from '../page-types/define.ts'
import type { Unit } from './hunk.ts'
import { unitsOf } from './hunks.ts'
import { carriedOver, reworded, rewordingsBetween, type Rewording } from './rewording.ts'
import { rewordPassage } from './reword-passage.ts'

/** Other words for one passage. */
export interface Correction {
  /** The passage as it stands now. */
  readonly hash: string
  readonly field?: string
  /** Its words when this was proposed. */
  readonly base: string
  readonly words: string
}

/** `changed`: its words are others now, or it is gone; `same`: nothing would differ; `shape`: more than words would change. */
export const NOT_CORRECTED = ['changed', 'same', 'shape'] as const
export type NotCorrected = (typeof NOT_CORRECTED)[number]

/** Fields whose words are corrected as text. */
const WORDED = new Set(['text', 'long-text', 'texts'])

export function isWorded(type: PageTypeKey, field: string): boolean {
  return WORDED.has(fieldsOf(type)[field]?.widget ?? '')
}

/** A passage before and after its correction. */
export function corrected(page: PageContent, one: Correction): { before: Unit; after: Unit } | NotCorrected {
  const before = unitsOf(page).find(isAt(one))
  if (!before) return 'changed'
  const { node, within } = before
  const scratch = new Y.Doc()
  const block = node && (within ? { ...within, content: [node] } : node)
  writeFields(fieldsOfDoc(scratch), page.fields)
  writeBody(bodyOf(scratch), { type: 'doc', content: [block ?? { type: 'paragraph' }] })
  const done = correct(scratch, page.type, one)
  if (done !== 'done') return done
  const after = unitsOf(contentOf(page.type, scratch)).find(({ field, path }) =>
    one.field === undefined ? field === undefined : field === one.field && path.join() === before.path.join(),
  )
  scratch.destroy()
  return after ? { before, after: { ...after, path: before.path } } : 'shape'
}

/** Puts a correction into a page: the words that it changes, and nothing else. */
export function correct(doc: Y.Doc, type: PageTypeKey, one: Correction): 'done' | NotCorrected {
  const unit = unitsOf(contentOf(type, doc)).find(isAt(one))
  if (!unit) return 'changed'
  const rewordings = carriedOver(rewordingsBetween(one.base, one.words), one.base, unit.text)
  if (!rewordings) return 'changed'
  if (reworded(unit.text, rewordings) === unit.text) return 'same'
  if (unit.field !== undefined) return correctField(doc, type, unit, rewordings)
  const block = unit.path.reduce<unknown>((parent, at) => (parent as Y.XmlElement).get(at), bodyOf(doc))
  return rewordPassage(block as Y.XmlElement, rewordings) ? 'done' : 'shape'
}

function correctField(
  doc: Y.Doc,
  type: PageTypeKey,
  { field = '', path: [at], text }: Unit,
  rewordings: readonly Rewording[],
): 'done' | NotCorrected {
  const fields = fieldsOfDoc(doc)
  const words = reworded(text, rewordings).trim()
  const all = fields.get(field)
  const value = at === undefined || !Array.isArray(all) ? words : all.with(at, words)
  if (!isWorded(type, field) || parseField(type, field, value) !== 'ok') return 'shape'
  fields.set(field, value)
  return 'done'
}

function isAt({ hash, field }: Correction): (unit: Unit) => boolean {
  return (unit) => unit.hash === hash && unit.field === field
}
