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
  { field, was, is }: Stating,
  today?: string,
): { before: readonly Unit[]; after: readonly Unit[] } | NotCorrected {
  if (canonical(page.fields[field] ?? null) !== canonical(was)) return 'changed'
  if (canonical(is) === canonical(was)) return 'same'
  if (!fits(page.type, field, is, today)) return 'shape'
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

/** What a page must say, it goes on saying. */
function fits(type: PageTypeKey, field: string, value: unknown, today?: string): boolean {
  if (!isStatable(type, field)) return false
  return value === null ? fieldsOf(type)[field]?.required !== true : parseField(type, field, value, today) === 'ok'
}
