import { sql, type SqlBool } from 'kysely'
import type { FollowedKind, Notice, NoticeKind } from '@terreau/shared/api/notices.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import type { MemberId, PageId, Slug } from '@terreau/shared/ids.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { withoutNames } from '../discussion/calling.ts'
import { personBehind } from '../members/person-behind.ts'
import { readable } from '../members/readable.ts'
import { newId } from '../storage/new-id.ts'
import { withAllAround } from '../territories/nested.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'

/** What happened on one page within this is told at once. */
const TOGETHER = 24 * 3600 * 1000
const MANY = 30
const LONGEST_REASON = 2000

/** Something to tell people. */
export interface Told {
  readonly kind: NoticeKind
  readonly page: PageId
  readonly by: MemberId | null
  readonly thread?: string
  readonly quote?: string
  readonly reason?: string | null
}

/** What was told to people; each reads what happened on pages of which they may know now (D71). */
export class NoticeStore {
  readonly #db: Db
  readonly #now: () => Instant

  constructor(db: Db, now: () => Instant) {
    this.#db = db
    this.#now = now
  }

  /** The people behind these ids who are still here, each once. */
  async present(ids: readonly MemberId[]): Promise<MemberId[]> {
    if (ids.length === 0) return []
    const rows = await this.#db
      .selectFrom('member as named')
      .innerJoin('member', (on) => on.on('member.id', '=', personBehind('named.id')))
      .select('member.id')
      .distinct()
      .where('named.id', 'in', ids)
      .where('member.kind', '=', 'person')
      .where('member.left_at', 'is', null)
      .execute()
    return rows.map(({ id }) => id)
  }

  /**
   * Those who follow a page itself, its type, or a territory that it lies in, at whatever depth; each once. Of an unlisted
   * page, whoever follows it by territory or type hears where lists show it to them too.
   */
  async followers(page: PageId, kinds: readonly FollowedKind[]): Promise<MemberId[]> {
    const rows = await this.#db
      .selectFrom('following')
      .innerJoin('page', (on) => on.on('page.id', '=', page))
      .select('member_id')
      .distinct()
      .where('kind', 'in', kinds)
      .where(
        sql<SqlBool>`CASE kind WHEN 'page' THEN what = page.id WHEN 'type' THEN what = page.type ELSE what IN ${withAllAround()} END`,
      )
      .where(sql<SqlBool>`(kind = 'page' OR page.reach <> 'unlisted' OR ${belongs(this.#now())})`)
      .execute()
    return rows.map(({ member_id }) => member_id)
  }

  /** Those who look after a page: where it lies, or everywhere where nobody does there. */
  async keepers(page: PageId): Promise<MemberId[]> {
    const now = this.#now()
    const there = await this.#db
      .selectFrom('membership')
      .innerJoin('page', 'page.territory_id', 'membership.territory_id')
      .innerJoin('member', 'member.id', 'member_id')
      .select('member_id')
      .where(free(now))
      .where('page.id', '=', page)
      .where('membership.role', 'in', ['validator', 'steward'])
      .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', now)]))
      .execute()
    if (there.length > 0) return there.map(({ member_id }) => member_id)
    const rows = await this.#db
      .selectFrom('member')
      .innerJoin('page', (on) => on.on('page.id', '=', page))
      .select('member.id')
      .where(free(now))
      .where(sql<SqlBool>`(page.reach <> 'unlisted' OR page.territory_id IS NULL OR member.role = 'steward')`)
      .where('role', 'in', ['validator', 'steward'])
      .where((eb) => eb.or([eb('role_until', 'is', null), eb('role_until', '>', now)]))
      .execute()
    return rows.map(({ id }) => id)
  }

  /** Tells these people; what was told of the same kind on the same page within a day is one notice, new again. */
  async tell(people: readonly MemberId[], told: Told): Promise<void> {
    const by = told.by && (await this.present([told.by]))[0]
    const others = (await this.present(people)).filter((one) => one !== by)
    if (others.length === 0) return
    await this.#db.transaction().execute(async (tx) => {
      for (const member of others) await this.#tellOne(tx, member, told)
    })
  }

  async #tellOne(tx: Db, member_id: MemberId, { kind, page, by, thread, quote, reason }: Told): Promise<void> {
    const at = this.#now()
    const last = await tx
      .selectFrom('notice')
      .select(['id', 'reason', 'read_at'])
      .where('member_id', '=', member_id)
      .where('kind', '=', kind)
      .where('page_id', '=', page)
      .where('at', '>', at - TOGETHER)
      .orderBy('at', 'desc')
      .executeTakeFirst()
    const said = { by_member: by, thread_id: thread ?? null, quote: quote || null, at, read_at: null }
    if (!last) {
      const row = { id: newId<never>(at), member_id, kind, page_id: page, ...said, reason: reason ?? null }
      await tx.insertInto('notice').values(row).execute()
      return
    }
    const both = { ...said, reason: joined(last.read_at === null ? last.reason : null, reason ?? null) }
    await tx.updateTable('notice').set(both).where('id', '=', last.id).execute()
  }

  /** What this person was told, newest first. */
  async list(person: Member, before?: Cursor): Promise<{ notices: Notice[]; next: string | null }> {
    let rows = this.#known(person)
    if (before)
      rows = rows.where((eb) =>
        eb.or([
          eb('notice.at', '<', before.at),
          eb.and([eb('notice.at', '=', before.at), eb('notice.id', '<', before.id)]),
        ]),
      )
    const found = await rows.limit(MANY + 1).execute()
    const notices = found.slice(0, MANY).map(noticeOf)
    const last = found.length > MANY ? notices.at(-1) : undefined
    return { notices, next: last ? `${Date.parse(last.at)}.${last.id}` : null }
  }

  /** What is not read yet, of what happened after a moment; newest first. */
  async unread(person: Member, after: Instant, atMost: number): Promise<Notice[]> {
    const rows = this.#known(person).where('read_at', 'is', null).where('notice.at', '>', after)
    return (await rows.limit(atMost).execute()).map(noticeOf)
  }

  async read(member: MemberId, upto: Instant): Promise<void> {
    await this.#db
      .updateTable('notice')
      .set({ read_at: this.#now() })
      .where('member_id', '=', member)
      .where('read_at', 'is', null)
      .where('at', '<=', upto)
      .execute()
  }

  #known(person: Member) {
    return this.#db
      .selectFrom('notice')
      .innerJoin('page', 'page.id', 'notice.page_id')
      .leftJoin('member', (on) => on.on('member.id', '=', personBehind('notice.by_member')))
      .select(['notice.id', 'notice.kind', 'notice.at', 'read_at', 'reason', 'page.id as page_id', 'slug', 'title'])
      .select(['lang', 'type', 'member.id as person', 'member.name', SAID.as('said'), QUOTE.as('quote')])
      .where('notice.member_id', '=', person.id)
      .where(readable(person))
      .orderBy('notice.at', 'desc')
      .orderBy('notice.id', 'desc')
  }
}

/** Not in quarantine. */
const free = (now: Instant) => sql<SqlBool>`coalesce(member.quarantined_until, 0) <= ${now}`

/** Whether whoever follows belongs where a page lies, as for `listed`. */
const belongs = (
  now: Instant,
) => sql<SqlBool>`EXISTS (SELECT 1 FROM member WHERE member.id = following.member_id AND ${free(now)} AND (member.role = 'steward'
  OR member.role <> 'visitor' AND (page.territory_id IS NULL OR EXISTS (SELECT 1 FROM membership
    WHERE membership.member_id = member.id AND membership.territory_id IN ${withAllAround()}))))`

/** Where a list goes on. */
export interface Cursor {
  readonly at: Instant
  readonly id: string
}

/** The last that was said in a thread by whoever it is told of, as far as it is still in sight. */
const SAID = sql<string | null>`(SELECT words FROM message
  WHERE message.thread_id = notice.thread_id AND message.at <= notice.at AND message.hidden_at IS NULL
    AND ${personBehind('message.by_member')} = member.id
  ORDER BY message.at DESC LIMIT 1)`

/** Words of a page are quoted for as long as none of it were taken out of sight. */
const QUOTE = sql<string | null>`(SELECT notice.quote WHERE NOT EXISTS (SELECT 1 FROM contribution
  WHERE contribution.page_id = notice.page_id AND contribution.hidden_at IS NOT NULL))`

interface Row {
  readonly id: string
  readonly kind: NoticeKind
  readonly at: Instant
  readonly read_at: Instant | null
  readonly reason: string | null
  readonly page_id: PageId
  readonly slug: Slug
  readonly title: string
  readonly lang: Lang
  readonly type: PageTypeKey
  readonly person: MemberId | null
  readonly name: string | null
  readonly said: string | null
  readonly quote: string | null
}

function noticeOf(row: Row): Notice {
  const { id, kind, page_id, slug, title, lang, type, person, name, said, quote, reason, at, read_at } = row
  return {
    id,
    kind,
    page: { id: page_id, slug, title, lang, type },
    by: person !== null && name !== null ? { id: person, name } : null,
    words: said === null ? quote : withoutNames(said),
    reason,
    at: new Date(at).toISOString(),
    read: read_at !== null,
  }
}

/** Reasons in the order in which they came, each once. */
function joined(before: string | null, reason: string | null): string | null {
  const lines = new Set([before, reason].flatMap((one) => one?.split('\n') ?? []))
  return lines.size > 0 ? [...lines].join('\n').slice(0, LONGEST_REASON) : null
}
