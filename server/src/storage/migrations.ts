import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { chainUpdates } from './chain-migration.ts'

/** Every shape the data ever had, oldest first. A name once released is never edited; all that a start lacks run in one transaction. */
export const MIGRATIONS: Record<string, Migration> = {
  '0001-first-wiki': { up: firstWiki },
  '0002-hash-chain': { up: chainUpdates },
  '0003-recovered-drafts': { up: recoveredDrafts },
  '0004-territories': { up: territories },
  '0005-joining': { up: joining },
  '0006-care': { up: care },
  '0007-addresses': { up: addresses },
  '0008-passkeys': { up: passkeys },
  '0009-identities': { up: identities },
  '0010-persons': { up: persons },
  '0011-first-steps': { up: firstSteps },
  '0012-attribution': { up: attribution },
  '0013-link-checks': { up: linkChecks },
  '0014-history': { up: history },
  '0016-borrowing': { up: borrowing },
  '0017-reviews': { up: reviews },
  '0018-discussion': { up: discussion },
  '0019-proposals': { up: proposals },
  '0020-notices': { up: notices },
  '0021-forks': { up: forks },
  '0024-questions': { up: questions },
  '0025-page-facts': { up: pageFacts },
  '0025-search': { up: search },
  '0030-outlines': { up: outlines },
  '0031-doubles': { up: doubles },
  '0032-contradicting': { up: contradicting },
  '0033-fork-writings': { up: forkWritings },
  '0034-proposed-facts': { up: proposedFacts },
  '0035-ended-told': { up: endedTold },
  '0036-shown-versions': { up: shownVersions },
  '0037-former-names': { up: formerNames },
}

async function firstWiki(db: Kysely<unknown>): Promise<void> {
  for (const statement of FIRST_WIKI) await sql.raw(statement).execute(db)
}

async function recoveredDrafts(db: Kysely<unknown>): Promise<void> {
  for (const statement of RECOVERED_DRAFTS) await sql.raw(statement).execute(db)
}

async function territories(db: Kysely<unknown>): Promise<void> {
  for (const statement of TERRITORIES) await sql.raw(statement).execute(db)
}

async function care(db: Kysely<unknown>): Promise<void> {
  for (const statement of CARE) await sql.raw(statement).execute(db)
}

const CARE = [
  `CREATE TABLE ledger_entry (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, by_member TEXT NOT NULL, member_id TEXT,
     page_id TEXT, territory_id TEXT, says_hash BLOB NOT NULL, says TEXT, salt BLOB, hash BLOB NOT NULL) STRICT`,
  `CREATE INDEX ledger_entry_page ON ledger_entry (page_id)`,
  `CREATE TRIGGER ledger_entry_kept BEFORE DELETE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END`,
  `CREATE TRIGGER ledger_entry_fixed BEFORE UPDATE ON ledger_entry
     WHEN NEW.says IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.seq <> OLD.seq OR NEW.at <> OLD.at OR NEW.kind <> OLD.kind
       OR NEW.by_member <> OLD.by_member OR NEW.member_id IS NOT OLD.member_id OR NEW.page_id IS NOT OLD.page_id
       OR NEW.territory_id IS NOT OLD.territory_id OR NEW.says_hash <> OLD.says_hash OR NEW.hash <> OLD.hash
     BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END`,
  `ALTER TABLE member ADD COLUMN quarantined_until INTEGER`,
  `ALTER TABLE page ADD COLUMN locked_until INTEGER`,
  `ALTER TABLE contribution ADD COLUMN undone_at INTEGER`,
  `CREATE TABLE report (id TEXT PRIMARY KEY, page_id TEXT NOT NULL REFERENCES page(id), kind TEXT NOT NULL, words TEXT NOT NULL,
     by_member TEXT REFERENCES member(id), at INTEGER NOT NULL, answered_at INTEGER) STRICT`,
  `CREATE INDEX report_open ON report (answered_at, at)`,
]

async function attribution(db: Kysely<unknown>): Promise<void> {
  for (const statement of ATTRIBUTION) await sql.raw(statement).execute(db)
}

const ATTRIBUTION = [
  `CREATE TABLE attribution (page_id TEXT PRIMARY KEY REFERENCES page(id), algorithm INTEGER NOT NULL, upto_seq INTEGER NOT NULL,
     state BLOB NOT NULL, told BLOB NOT NULL) STRICT`,
]

async function history(db: Kysely<unknown>): Promise<void> {
  for (const statement of HISTORY) await sql.raw(statement).execute(db)
}

const HISTORY = [
  `ALTER TABLE contribution ADD COLUMN closed_at INTEGER`,
  `ALTER TABLE contribution ADD COLUMN message TEXT`,
  `ALTER TABLE contribution ADD COLUMN hidden_at INTEGER`,
  `ALTER TABLE contribution ADD COLUMN restores TEXT`,
  `CREATE TABLE contribution_source (contribution_id TEXT NOT NULL REFERENCES contribution(id), page_id TEXT NOT NULL REFERENCES page(id),
     PRIMARY KEY (contribution_id, page_id)) STRICT, WITHOUT ROWID`,
]

async function borrowing(db: Kysely<unknown>): Promise<void> {
  for (const statement of BORROWING) await sql.raw(statement).execute(db)
}

const BORROWING = [
  `CREATE TABLE borrowing (id INTEGER PRIMARY KEY AUTOINCREMENT, page_id TEXT NOT NULL REFERENCES page(id), member_id TEXT NOT NULL REFERENCES member(id),
     from_page TEXT NOT NULL REFERENCES page(id), after_seq INTEGER NOT NULL, at INTEGER NOT NULL, lent TEXT NOT NULL) STRICT`,
  `CREATE INDEX borrowing_page ON borrowing (page_id, id)`,
  `ALTER TABLE attribution ADD COLUMN upto_borrowing INTEGER NOT NULL DEFAULT 0`,
]

async function reviews(db: Kysely<unknown>): Promise<void> {
  for (const statement of REVIEWS) await sql.raw(statement).execute(db)
}

const REVIEWS = [
  `CREATE TABLE version (page_id TEXT NOT NULL REFERENCES page(id), number INTEGER NOT NULL, at INTEGER NOT NULL, seq INTEGER NOT NULL,
     fields TEXT NOT NULL, body TEXT NOT NULL, facts TEXT NOT NULL, judges TEXT NOT NULL, files TEXT NOT NULL,
     hash TEXT NOT NULL, PRIMARY KEY (page_id, number)) STRICT`,
  `CREATE TRIGGER version_kept BEFORE DELETE ON version BEGIN SELECT RAISE(ABORT, 'a version stays'); END`,
  `CREATE TRIGGER version_fixed BEFORE UPDATE ON version
     WHEN NEW.page_id <> OLD.page_id OR NEW.number <> OLD.number OR NEW.at <> OLD.at OR NEW.seq <> OLD.seq OR NEW.fields <> OLD.fields
       OR NEW.body <> OLD.body OR NEW.hash <> OLD.hash
     BEGIN SELECT RAISE(ABORT, 'a version stays as it is'); END`,
  `CREATE TABLE verdict (page_id TEXT NOT NULL REFERENCES page(id), hunk TEXT NOT NULL, member_id TEXT NOT NULL REFERENCES member(id),
     verdict TEXT NOT NULL, reason TEXT, at INTEGER NOT NULL, waited INTEGER NOT NULL, PRIMARY KEY (page_id, hunk, member_id)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX verdict_at ON verdict (at)`,
  `CREATE TABLE review_state (page_id TEXT PRIMARY KEY REFERENCES page(id), upto_seq INTEGER NOT NULL, version INTEGER, newer INTEGER NOT NULL,
     waiting INTEGER NOT NULL, since INTEGER, short INTEGER NOT NULL, recheck INTEGER NOT NULL, stale_at INTEGER, contested INTEGER NOT NULL,
     told_at INTEGER, not_for TEXT NOT NULL) STRICT`,
  `CREATE INDEX review_state_since ON review_state (since) WHERE waiting > 0`,
  `CREATE TABLE tie (member_id TEXT NOT NULL REFERENCES member(id), page_id TEXT NOT NULL REFERENCES page(id),
     PRIMARY KEY (member_id, page_id)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX verdict_member ON verdict (member_id)`,
  `ALTER TABLE contribution ADD COLUMN undoes TEXT`,
]

async function proposals(db: Kysely<unknown>): Promise<void> {
  for (const statement of PROPOSALS) await sql.raw(statement).execute(db)
}

const PROPOSALS = [
  `CREATE TABLE correction (id TEXT PRIMARY KEY, page_id TEXT NOT NULL REFERENCES page(id), anchor TEXT NOT NULL, base TEXT NOT NULL,
     words TEXT NOT NULL, name TEXT, why TEXT, by_member TEXT REFERENCES member(id), at INTEGER NOT NULL, taken TEXT,
     written_by TEXT REFERENCES member(id), outcome TEXT, reason TEXT, answered_by TEXT REFERENCES member(id), answered_at INTEGER) STRICT`,
  `CREATE INDEX correction_page ON correction (page_id, at)`,
  `CREATE INDEX correction_written_by ON correction (written_by)`,
  `CREATE TABLE correction_device (correction_id TEXT PRIMARY KEY REFERENCES correction(id), device_hash TEXT NOT NULL, at INTEGER NOT NULL) STRICT`,
  `CREATE INDEX correction_device_hash ON correction_device (device_hash)`,
  `ALTER TABLE review_state ADD COLUMN proposed INTEGER NOT NULL DEFAULT 0`,
  `DROP INDEX review_state_since`,
  `CREATE INDEX review_state_since ON review_state (since) WHERE waiting > 0 OR proposed > 0`,
]

async function forks(db: Kysely<unknown>): Promise<void> {
  for (const statement of FORKS) await sql.raw(statement).execute(db)
}

const FORKS = [
  `CREATE TABLE fork (id TEXT PRIMARY KEY, page_id TEXT NOT NULL REFERENCES page(id), member_id TEXT NOT NULL REFERENCES member(id),
     bytes BLOB NOT NULL, next_bytes BLOB, taking TEXT, message TEXT, opened_at INTEGER NOT NULL, sent_at INTEGER, closed_at INTEGER) STRICT`,
  `CREATE INDEX fork_page ON fork (page_id, closed_at)`,
  `CREATE INDEX fork_member ON fork (member_id)`,
  `CREATE TABLE fork_answer (fork_id TEXT NOT NULL REFERENCES fork(id), hunk TEXT NOT NULL, words TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT,
     answered_by TEXT NOT NULL REFERENCES member(id), answered_at INTEGER NOT NULL) STRICT`,
  `CREATE INDEX fork_answer_fork ON fork_answer (fork_id)`,
]

async function forkWritings(db: Kysely<unknown>): Promise<void> {
  for (const statement of FORK_WRITINGS) await sql.raw(statement).execute(db)
}

/**
 * What was written apart before is told upon its page as that stands when it is sent. What was on its way into a page
 * when the wiki ended is proposed as before; if it had arrived, nothing of it is left to be asked. What was put aside is
 * kept no more.
 */
const FORK_WRITINGS = [
  `UPDATE fork SET taking = NULL, next_bytes = NULL WHERE taking IS NOT NULL`,
  `UPDATE fork SET bytes = x'0000' WHERE closed_at IS NOT NULL`,
  `ALTER TABLE fork ADD COLUMN carried TEXT NOT NULL DEFAULT '[]'`,
  `ALTER TABLE fork ADD COLUMN opened_seq INTEGER NOT NULL DEFAULT 0`,
  `CREATE TABLE fork_writing (id INTEGER PRIMARY KEY, fork_id TEXT NOT NULL REFERENCES fork(id) ON DELETE CASCADE, seq INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT`,
  `CREATE INDEX fork_writing_fork ON fork_writing (fork_id)`,
  `INSERT INTO fork_writing (fork_id, seq, bytes) SELECT id, ${Number.MAX_SAFE_INTEGER}, bytes FROM fork WHERE sent_at IS NULL AND closed_at IS NULL`,
]

async function proposedFacts(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE correction ADD COLUMN fact TEXT`.execute(db)
}

async function endedTold(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE TABLE ended_told (id INTEGER PRIMARY KEY CHECK (id = 1), upto INTEGER NOT NULL) STRICT`.execute(db)
  await sql`INSERT INTO ended_told VALUES (1, ${Date.now()})`.execute(db)
}

async function shownVersions(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE version ADD COLUMN shown TEXT`.execute(db)
}

async function formerNames(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE TABLE former_name (member_id TEXT NOT NULL REFERENCES member(id), name TEXT NOT NULL,
    PRIMARY KEY (member_id, name)) STRICT, WITHOUT ROWID`.execute(db)
}

async function discussion(db: Kysely<unknown>): Promise<void> {
  for (const statement of DISCUSSION) await sql.raw(statement).execute(db)
}

const DISCUSSION = [
  `CREATE TABLE thread (id TEXT PRIMARY KEY, page_id TEXT NOT NULL REFERENCES page(id), kind TEXT NOT NULL, anchor TEXT,
     opened_by TEXT NOT NULL REFERENCES member(id), opened_at INTEGER NOT NULL, settled_at INTEGER,
     settled_by TEXT REFERENCES member(id), settled_how TEXT) STRICT`,
  `CREATE INDEX thread_page ON thread (page_id, opened_at)`,
  `CREATE TABLE message (id TEXT PRIMARY KEY, thread_id TEXT NOT NULL REFERENCES thread(id), by_member TEXT NOT NULL REFERENCES member(id),
     at INTEGER NOT NULL, words TEXT NOT NULL, hidden_at INTEGER) STRICT`,
  `CREATE INDEX message_thread ON message (thread_id, at)`,
  `CREATE TABLE mention (message_id TEXT NOT NULL REFERENCES message(id), member_id TEXT NOT NULL REFERENCES member(id),
     PRIMARY KEY (message_id, member_id)) STRICT, WITHOUT ROWID`,
]

async function notices(db: Kysely<unknown>): Promise<void> {
  for (const statement of NOTICES) await sql.raw(statement).execute(db)
}

const NOTICES = [
  `CREATE TABLE following (member_id TEXT NOT NULL REFERENCES member(id), kind TEXT NOT NULL, what TEXT NOT NULL, at INTEGER NOT NULL,
     PRIMARY KEY (member_id, kind, what)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX following_what ON following (kind, what)`,
  `CREATE TABLE notice (id TEXT PRIMARY KEY, member_id TEXT NOT NULL REFERENCES member(id), kind TEXT NOT NULL,
     page_id TEXT NOT NULL REFERENCES page(id), by_member TEXT REFERENCES member(id), thread_id TEXT REFERENCES thread(id),
     quote TEXT, reason TEXT, at INTEGER NOT NULL, read_at INTEGER) STRICT`,
  `CREATE INDEX notice_member ON notice (member_id, at)`,
  `CREATE TABLE letter_wish (member_id TEXT PRIMARY KEY REFERENCES member(id), mail TEXT NOT NULL, lang TEXT NOT NULL, key BLOB NOT NULL,
     upto INTEGER NOT NULL, sent_at INTEGER) STRICT, WITHOUT ROWID`,
]

async function linkChecks(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `CREATE TABLE link_check (url TEXT PRIMARY KEY, outcome TEXT NOT NULL, moved_to TEXT, checked_at INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
    )
    .execute(db)
}

async function pageFacts(db: Kysely<unknown>): Promise<void> {
  for (const statement of PAGE_FACTS) await sql.raw(statement).execute(db)
}

const PAGE_FACTS = [
  `CREATE TABLE page_facts (page_id TEXT PRIMARY KEY REFERENCES page(id), lat REAL, lon REAL, commune TEXT, facts TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  // All pages are derived anew, so that lists can ask them.
  `UPDATE page_content SET upto_seq = 0`,
]

async function joining(db: Kysely<unknown>): Promise<void> {
  for (const statement of JOINING) await sql.raw(statement).execute(db)
}

async function addresses(db: Kysely<unknown>): Promise<void> {
  for (const statement of ADDRESSES) await sql.raw(statement).execute(db)
}

async function passkeys(db: Kysely<unknown>): Promise<void> {
  for (const statement of PASSKEYS) await sql.raw(statement).execute(db)
}

async function identities(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `CREATE TABLE identity (issuer TEXT NOT NULL, subject TEXT NOT NULL, member_id TEXT NOT NULL REFERENCES member(id),
         PRIMARY KEY (issuer, subject)) STRICT, WITHOUT ROWID`,
    )
    .execute(db)
}

async function persons(db: Kysely<unknown>): Promise<void> {
  for (const statement of PERSONS) await sql.raw(statement).execute(db)
}

async function firstSteps(db: Kysely<unknown>): Promise<void> {
  for (const statement of FIRST_STEPS) await sql.raw(statement).execute(db)
}

const FIRST_STEPS = [
  `CREATE TABLE first_step (id TEXT PRIMARY KEY, page_id TEXT NOT NULL REFERENCES page(id), kind TEXT NOT NULL, key TEXT NOT NULL,
     taken_by TEXT NOT NULL REFERENCES member(id), taken_at INTEGER NOT NULL, ready_at INTEGER,
     with_member TEXT REFERENCES member(id), finished_at INTEGER, UNIQUE (page_id, kind, key)) STRICT`,
  `CREATE INDEX first_step_taken_by ON first_step (taken_by)`,
  `ALTER TABLE member ADD COLUMN steps_off INTEGER NOT NULL DEFAULT 0`,
]

const PERSONS = [
  `ALTER TABLE member ADD COLUMN became TEXT REFERENCES member(id)`,
  `ALTER TABLE member ADD COLUMN left_at INTEGER`,
  `CREATE INDEX member_became ON member (became)`,
  `CREATE TABLE proposal (member_id TEXT NOT NULL REFERENCES member(id), territory_id TEXT NOT NULL REFERENCES territory(id),
     by_member TEXT REFERENCES member(id), why TEXT NOT NULL, at INTEGER NOT NULL, answered_at INTEGER, willing INTEGER NOT NULL DEFAULT 0,
     PRIMARY KEY (member_id, territory_id)) STRICT, WITHOUT ROWID`,
  // Whoever was proposed before anyone asked them is asked now.
  `INSERT INTO proposal (member_id, territory_id, by_member, why, at)
     SELECT member_id, territory_id, proposed_by, '', unixepoch() * 1000 FROM membership WHERE proposed_by IS NOT NULL`,
  `UPDATE membership SET proposed_by = NULL`,
]

const PASSKEYS = [
  `CREATE TABLE passkey (id TEXT PRIMARY KEY, member_id TEXT NOT NULL REFERENCES member(id), public_key BLOB NOT NULL, counter INTEGER NOT NULL,
     name TEXT NOT NULL, created_at INTEGER NOT NULL, used_at INTEGER) STRICT`,
  `CREATE INDEX passkey_member ON passkey (member_id)`,
]

const ADDRESSES = [
  `CREATE TABLE address (address TEXT PRIMARY KEY, member_id TEXT NOT NULL REFERENCES member(id), confirmed_at INTEGER NOT NULL) STRICT`,
  `CREATE INDEX address_member ON address (member_id)`,
  `CREATE TABLE mail_link (token_hash TEXT PRIMARY KEY, address TEXT NOT NULL, asker TEXT REFERENCES member(id), expires_at INTEGER NOT NULL) STRICT`,
]

const JOINING = [
  `ALTER TABLE invitation ADD COLUMN id TEXT`,
  `ALTER TABLE invitation ADD COLUMN made_by TEXT REFERENCES member(id)`,
  `CREATE INDEX invitation_made_by ON invitation (made_by)`,
  `CREATE TABLE session_notice (session_id TEXT NOT NULL REFERENCES session(id) ON DELETE CASCADE,
     about_id TEXT NOT NULL REFERENCES session(id) ON DELETE CASCADE, PRIMARY KEY (session_id, about_id)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX session_notice_about ON session_notice (about_id)`,
]

const TERRITORIES = [
  `CREATE TABLE territory (id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL,
     parent_id TEXT REFERENCES territory(id), visibility TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT`,
  `CREATE TABLE membership (member_id TEXT NOT NULL REFERENCES member(id), territory_id TEXT NOT NULL REFERENCES territory(id),
     role TEXT NOT NULL, until INTEGER, proposed_by TEXT REFERENCES member(id), PRIMARY KEY (member_id, territory_id)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX membership_territory ON membership (territory_id)`,
  `ALTER TABLE member ADD COLUMN role_until INTEGER`,
  `ALTER TABLE invitation ADD COLUMN territory_id TEXT REFERENCES territory(id)`,
  `ALTER TABLE page ADD COLUMN territory_id TEXT REFERENCES territory(id)`,
  `ALTER TABLE page ADD COLUMN visibility TEXT NOT NULL DEFAULT 'public'`,
  `ALTER TABLE page ADD COLUMN reach TEXT NOT NULL DEFAULT 'public'`,
  `CREATE INDEX page_territory ON page (territory_id)`,
  `CREATE TABLE page_file (page_id TEXT NOT NULL REFERENCES page(id), hash TEXT NOT NULL, PRIMARY KEY (page_id, hash)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX page_file_hash ON page_file (hash)`,
  // All pages are derived anew, so that it is known which of them show which file.
  `UPDATE page_content SET upto_seq = 0`,
]

async function questions(db: Kysely<unknown>): Promise<void> {
  for (const statement of QUESTIONS) await sql.raw(statement).execute(db)
}

const QUESTIONS = [
  `CREATE TABLE question (id TEXT PRIMARY KEY, words TEXT NOT NULL, words_key TEXT NOT NULL, lang TEXT NOT NULL, at INTEGER NOT NULL,
     answer TEXT REFERENCES page(id), answered_at INTEGER) STRICT`,
]

async function search(db: Kysely<unknown>): Promise<void> {
  for (const statement of SEARCH) await sql.raw(statement).execute(db)
}

const STALE = `INSERT OR IGNORE INTO search_stale VALUES (NEW.id)`

const SEARCH = [
  ...['search_index', 'search_page', 'search_term'].map((table) => `DROP TABLE IF EXISTS ${table}`),
  `CREATE TABLE search_page (id INTEGER PRIMARY KEY, page_id TEXT NOT NULL UNIQUE REFERENCES page(id), place TEXT NOT NULL, type TEXT NOT NULL,
     lang TEXT NOT NULL, principles TEXT NOT NULL, territory TEXT, commune TEXT, step_free INTEGER NOT NULL, length INTEGER NOT NULL,
     words BLOB NOT NULL, texts TEXT NOT NULL) STRICT`,
  `CREATE TABLE search_term (id INTEGER PRIMARY KEY, form TEXT NOT NULL UNIQUE, written TEXT NOT NULL, pages INTEGER NOT NULL) STRICT`,
  // Ids begin at 2: 0 and 1 part passages and areas.
  `INSERT INTO search_term VALUES (1, '', '', 0)`,
  `CREATE TABLE search_apart (term INTEGER NOT NULL, place TEXT NOT NULL, pages INTEGER NOT NULL, PRIMARY KEY (term, place)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE search_posting (key INTEGER PRIMARY KEY, entries BLOB NOT NULL) STRICT`,
  `CREATE TABLE search_state (id INTEGER PRIMARY KEY CHECK (id = 1), generation INTEGER NOT NULL, synonyms TEXT) STRICT`,
  `INSERT INTO search_state VALUES (1, 1, NULL)`,
  `CREATE TABLE search_stale (page_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID`,
  // Whoever moves, closes, opens or archives a page has its words counted anew before anybody searches again.
  `CREATE TRIGGER page_moved AFTER UPDATE OF territory_id, reach, archived_at ON page
     WHEN OLD.territory_id IS NOT NEW.territory_id OR OLD.reach <> NEW.reach OR OLD.archived_at IS NOT NEW.archived_at
     BEGIN ${STALE}; END`,
  `CREATE TABLE offline_page (page_id TEXT PRIMARY KEY, print TEXT NOT NULL, territory TEXT, bytes INTEGER NOT NULL, gone INTEGER NOT NULL,
     changed_at INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  `UPDATE page_content SET upto_seq = 0`,
]

const RECOVERED_DRAFTS = [
  `CREATE TABLE recovered_draft (id TEXT PRIMARY KEY, page_id TEXT NOT NULL REFERENCES page(id),
     member_id TEXT NOT NULL REFERENCES member(id), why TEXT NOT NULL, words TEXT NOT NULL, at INTEGER NOT NULL) STRICT`,
  `CREATE INDEX recovered_draft_member ON recovered_draft (member_id, at)`,
]

async function outlines(db: Kysely<unknown>): Promise<void> {
  for (const statement of OUTLINES) await sql.raw(statement).execute(db)
}

async function contradicting(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`ALTER TABLE thread ADD COLUMN contradicts TEXT`).execute(db)
}

async function doubles(db: Kysely<unknown>): Promise<void> {
  for (const statement of DOUBLES) await sql.raw(statement).execute(db)
}

const DOUBLES = [
  `CREATE TABLE page_merge (page_id TEXT PRIMARY KEY REFERENCES page(id), into_page TEXT NOT NULL REFERENCES page(id),
     at INTEGER NOT NULL) STRICT`,
  `CREATE INDEX page_merge_into ON page_merge (into_page)`,
  `CREATE TABLE page_apart (one TEXT NOT NULL REFERENCES page(id), other TEXT NOT NULL REFERENCES page(id),
     PRIMARY KEY (one, other), CHECK (one < other)) STRICT, WITHOUT ROWID`,
]

const OUTLINES = [
  `CREATE TABLE outline (code TEXT PRIMARY KEY, name TEXT NOT NULL, rings TEXT NOT NULL, west REAL NOT NULL, south REAL NOT NULL,
     east REAL NOT NULL, north REAL NOT NULL) STRICT, WITHOUT ROWID`,
]

export const FIRST_WIKI = [
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
