import type * as Y from 'yjs'
import { canonical } from '../document/canonical.ts'
import type { PageContent } from '../document/passages.ts'
import { contentOf, fieldsOfDoc } from '../document/yxml.ts'
import type { PageTypeKey } from '../page-types/define.ts'
import { parseField } from '../page-types/parse-field.ts'
import { fieldsOf } from '../page-types/registry.ts'
import { STATABLE } from '../page-types/statable.ts'
import type { NotCorrected } from './correcting.ts'
import type { Unit } from './hunk.ts'
import { unitsOf } from './hunks.ts'

/** Another value for one fact of a page; null for nothing said. */
export interface Stating {
  readonly field: string
  /** What the fact says now. */
  readonly was: unknown
  readonly is: unknown
}

export function isStatable(type: PageTypeKey, field: string): boolean {
  return STATABLE.has(fieldsOf(type)[field]?.widget)
}

/** A fact before and after it is stated; no passage where nothing is said. `today` as for `parseField`. */
export function stated(
  page: PageContent,
  one: Stating,
  today?: string,
): { before: readonly Unit[]; after: readonly Unit[] } | NotCorrected {
  if (!fits(page.type, one, today)) return 'shape'
  const { field, was, is } = one
  if (canonical(page.fields[field] ?? null) !== canonical(was)) return 'changed'
  if (canonical(is) === canonical(was)) return 'same'
  const { [field]: _, ...others } = page.fields
  const isIt = (unit: Unit) => unit.field === field
  const after = is === null ? [] : unitsOf({ ...page, fields: { ...others, [field]: is } }).filter(isIt)
  return { before: unitsOf(page).filter(isIt), after }
}

/** Puts a fact into a page. */
export function state(doc: Y.Doc, type: PageTypeKey, one: Stating): 'done' | NotCorrected {
  const done = stated(contentOf(type, doc), one)
  if (typeof done === 'string') return done
  if (one.is === null) fieldsOfDoc(doc).delete(one.field)
  else fieldsOfDoc(doc).set(one.field, one.is)
  return 'done'
}

/** What comes from outside is this small at most once it fits, and only then compared. */
export function fits(type: PageTypeKey, { field, was, is }: Stating, today?: string): boolean {
  if (!isStatable(type, field)) return false
  const isSaid = (value: unknown) => value === null || parseField(type, field, value, today) === 'ok'
  // What a page must say, it goes on saying.
  return isSaid(was) && isSaid(is) && (is !== null || fieldsOf(type)[field]?.required !== true)
}
