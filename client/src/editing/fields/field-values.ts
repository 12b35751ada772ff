import { useCallback, useSyncExternalStore } from 'react'
import { canonical } from '@terreau/shared/document/canonical.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { parseField } from '@terreau/shared/page-types/parse-field.ts'
import type { WritableFields } from './field-on-desk.ts'

/** The value of a field as it stands now, whoever writes it; undefined where it says nothing. */
export function useFieldValue(live: WritableFields, key: string): unknown {
  const subscribe = useCallback(
    (listener: () => void) => {
      const changed = ({ keysChanged }: { keysChanged: Set<string> }) => keysChanged.has(key) && listener()
      live.fields.observe(changed)
      return () => live.fields.unobserve(changed)
    },
    [live, key],
  )
  return useSyncExternalStore(subscribe, () => live.fields.get(key))
}

/**
 * Writes a value where the field can hold it, and answers whether it can. Nothing is written where it stands already,
 * so that looking at a field never makes one its author. `undefined` leaves the field saying nothing.
 */
export function writeField(live: WritableFields, type: PageTypeKey, key: string, value: unknown): boolean {
  if (!live.getState().mayWrite) return false
  const before = live.fields.get(key)
  if (value === undefined) {
    if (before !== undefined) live.fields.delete(key)
    return true
  }
  if (parseField(type, key, value, today()) !== 'ok') return false
  if (before === undefined || canonical(before) !== canonical(value)) live.fields.set(key, value)
  return true
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}
