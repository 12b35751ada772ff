import * as Value from 'typebox/value'
import type { PageTypeKey } from './define.ts'
import { fieldsOf } from './registry.ts'

/**
 * Says whether this value can stand in this field. Nothing is converted: what is stored is what was given.
 * `today` (`YYYY-MM-DD`) makes later dates malformed where a field speaks of the past.
 */
export function parseField(
  type: PageTypeKey,
  key: string,
  value: unknown,
  today?: string,
): 'ok' | 'unknown-field' | 'malformed' {
  const fields = fieldsOf(type)
  const field = Object.hasOwn(fields, key) ? fields[key] : undefined
  if (!field) return 'unknown-field'
  if (!Value.Check(field.schema, value)) return 'malformed'
  if (field.past && today && typeof value === 'string' && value > today) return 'malformed'
  return 'ok'
}

/** Required fields that still say nothing, in the order of forms. An absent value with a default says its default. */
export function missingFields(type: PageTypeKey, values: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(fieldsOf(type))
    .filter(([key, field]) => field.required && field.default === undefined && (values[key] ?? '') === '')
    .map(([key]) => key)
}
