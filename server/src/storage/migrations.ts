import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Every shape the data ever had, oldest first. A name once released is never edited; each runs in one transaction. */
export const MIGRATIONS: Record<string, Migration> = {
  '0001-first-wiki': { up: firstWiki },
}

async function firstWiki(db: Kysely<unknown>): Promise<void> {
  for (const statement of FIRST_WIKI) await sql.raw(statement).execute(db)
}

const FIRST_WIKI = [
  `CREATE TABLE member (id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, colour TEXT NOT NULL,
     kind TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT`,
  `CREATE TABLE invitation (token_hash TEXT PRIMARY KEY, role TEXT NOT NULL, uses_left INTEGER NOT NULL,
     expires_at INTEGER NOT NULL, created_at INTEGER NOT NULL) STRICT`,
  `CREATE TABLE session (id TEXT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, member_id TEXT NOT NULL REFERENCES member(id),
     device TEXT NOT NULL, created_at INTEGER NOT NULL, seen_at INTEGER NOT NULL) STRICT`,
  `CREATE INDEX session_member ON session (member_id)`,
  `CREATE TABLE page (id TEXT PRIMARY KEY, type TEXT NOT NULL, slug TEXT NOT NULL UNIQUE, title TEXT NOT NULL, title_key TEXT NOT NULL, lang TEXT NOT NULL,
     created_by TEXT NOT NULL REFERENCES member(id), created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, archived_at INTEGER) STRICT`,
  `CREATE INDEX page_by_type ON page (type, title_key)`,
  `CREATE INDEX page_by_update ON page (updated_at)`,
  `CREATE TABLE page_slug (slug TEXT PRIMARY KEY, page_id TEXT NOT NULL REFERENCES page(id)) STRICT`,
  `CREATE TABLE client_lease (client_id INTEGER PRIMARY KEY, page_id TEXT NOT NULL REFERENCES page(id),
     member_id TEXT NOT NULL REFERENCES member(id), issued_at INTEGER NOT NULL) STRICT`,
  `CREATE INDEX client_lease_page ON client_lease (page_id)`,
  `CREATE TABLE update_log (seq INTEGER PRIMARY KEY AUTOINCREMENT, page_id TEXT NOT NULL REFERENCES page(id),
     member_id TEXT NOT NULL REFERENCES member(id), received_at INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT`,
  `CREATE INDEX update_log_page ON update_log (page_id, seq)`,
  `CREATE TRIGGER update_log_kept BEFORE DELETE ON update_log BEGIN SELECT RAISE(ABORT, 'the update log is append-only'); END`,
  `CREATE TRIGGER update_log_fixed BEFORE UPDATE ON update_log BEGIN SELECT RAISE(ABORT, 'the update log is append-only'); END`,
  `CREATE TABLE snapshot (page_id TEXT PRIMARY KEY REFERENCES page(id), upto_seq INTEGER NOT NULL, state BLOB NOT NULL, hash TEXT NOT NULL) STRICT`,
  `CREATE TABLE contribution (id TEXT PRIMARY KEY, page_id TEXT NOT NULL REFERENCES page(id), member_id TEXT NOT NULL REFERENCES member(id),
     opened_at INTEGER NOT NULL, last_at INTEGER NOT NULL, first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL) STRICT`,
  `CREATE INDEX contribution_page ON contribution (page_id, first_seq)`,
  `CREATE TABLE file (hash TEXT PRIMARY KEY, mime TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, size INTEGER NOT NULL,
     added_by TEXT NOT NULL REFERENCES member(id), added_at INTEGER NOT NULL) STRICT`,
  `CREATE TABLE import_key (key TEXT PRIMARY KEY, page_id TEXT NOT NULL REFERENCES page(id), hash TEXT NOT NULL) STRICT`,
  `CREATE TABLE page_content (page_id TEXT PRIMARY KEY REFERENCES page(id), upto_seq INTEGER NOT NULL, fields TEXT NOT NULL,
     body TEXT NOT NULL, passages TEXT NOT NULL) STRICT`,
  `CREATE TABLE page_field (page_id TEXT NOT NULL REFERENCES page(id), key TEXT NOT NULL, value TEXT NOT NULL,
     PRIMARY KEY (page_id, key, value)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX page_field_value ON page_field (key, value)`,
  `CREATE TABLE page_link (from_page TEXT NOT NULL, to_page TEXT NOT NULL, kind TEXT NOT NULL,
     PRIMARY KEY (from_page, to_page, kind)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX page_link_to ON page_link (to_page)`,
  `CREATE TABLE search_page (id INTEGER PRIMARY KEY, page_id TEXT NOT NULL UNIQUE REFERENCES page(id), title TEXT NOT NULL, head TEXT NOT NULL,
     body TEXT NOT NULL, texts TEXT NOT NULL) STRICT`,
  `CREATE TABLE search_term (form TEXT PRIMARY KEY, pages INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE VIRTUAL TABLE search_index USING fts5 (title, head, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0')`,
]
