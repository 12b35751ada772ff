import { sql, type RawBuilder } from 'kysely'

/** Values to be one of, in one parameter: however many there are, the statement is the same, and prepared once. */
export function among<Value extends string | number>(values: Iterable<Value>): RawBuilder<Value> {
  return sql<Value>`(SELECT value FROM json_each(${JSON.stringify([...values])}))`
}
