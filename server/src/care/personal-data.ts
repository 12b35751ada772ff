import { sql } from 'kysely'
import type { MemberId } from '@terreau/shared/ids.ts'
import { idsOf } from '../members/person-behind.ts'
import type { Db } from '../storage/store.ts'

/** What opens something, what says nothing to a person, and words of others that may have been taken out of sight. */
const KEPT_BACK = /hash|secret|token|salt|public_key|challenge|anchor|quote|taking|carried|^base$|^fact$/

/** What a member wrote stands in their contributions; the updates it came in are for machines. */
const FOR_MACHINES = new Set(['update_log', 'client_lease'])

type Row = Readonly<Record<string, unknown>>

/** Everything that the wiki holds about one person, table by table, without secrets: whatever refers to a member is found by the schema itself. */
export async function personalData(db: Db, id: MemberId): Promise<Record<string, Row[]>> {
  const { rows: references } = await sql<{ table: string; column: string }>`
    SELECT tables.name AS "table", key."from" AS "column"
    FROM sqlite_schema AS tables JOIN pragma_foreign_key_list(tables.name) AS key
    WHERE tables.type = 'table' AND key."table" = 'member'
    UNION SELECT 'member', 'id'
    UNION SELECT 'ledger_entry', 'by_member'
    UNION SELECT 'ledger_entry', 'member_id'
    ORDER BY 1, 2`.execute(db)
  const ids = sql.join(await idsOf(db, id))
  const data: Record<string, Row[]> = {}
  for (const { table, column } of references.filter((one) => !FOR_MACHINES.has(one.table))) {
    const { rows } = await sql<Row>`SELECT * FROM ${sql.table(table)} WHERE ${sql.ref(column)} IN (${ids})`.execute(db)
    if (rows.length > 0) data[`${table}.${column}`] = rows.map(readablePart)
  }
  return data
}

/** What was taken out of sight is shown to stewards alone (F7). */
function readablePart(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).filter(
      ([key, value]) =>
        !KEPT_BACK.test(key) &&
        !(value instanceof Uint8Array) &&
        !(/^(message|words)$/.test(key) && row.hidden_at != null),
    ),
  )
}
