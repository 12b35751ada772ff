import type { NewStep, StepCard } from '@terreau/shared/api/first-steps.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import { listed, readable } from '../members/readable.ts'
import { personBehind } from '../members/person-behind.ts'
import { newId } from '../storage/new-id.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'

type Mine = NonNullable<StepCard['mine']>
type Together = NonNullable<StepCard['together']>

/** Small things that somebody is doing. One that is finished is forgotten once whoever did it was thanked. */
export class StepStore {
  readonly #db: Db
  readonly #now: () => Instant

  constructor(db: Db, now: () => Instant) {
    this.#db = db
    this.#now = now
  }

  /** What this member is at; finished once a second person said so, or wrote in the page since. */
  async mine({ id: member, ...person }: Member): Promise<Mine | null> {
    const row = await this.#steps()
      .leftJoin('member as second', 'second.id', 'first_step.with_member')
      .select(['ready_at', 'finished_at', 'second.name as with', readable(person).as('known')])
      .where('taken_by', '=', member)
      .executeTakeFirst()
    if (!row) return null
    const { id, kind, key, ready_at, finished_at, with: second, pageId, known, ...said } = row
    const page = known ? said : { ...said, slug: 'page' as typeof said.slug, title: '…' }
    const edited = ready_at === null || finished_at ? null : await this.#editedBy(row.pageId, member, ready_at)
    const state = finished_at || edited ? 'finished' : ready_at === null ? 'taken' : 'ready'
    return { id, kind, key, page: { id: pageId, ...page }, state, with: edited ?? second }
  }

  /** The one that waits longest for somebody else to look at, on a page that this member is shown. */
  async together(member: Member): Promise<Together | null> {
    const row = await this.#steps()
      .innerJoin('member as first', 'first.id', 'first_step.taken_by')
      .select(['first.name as by'])
      .where('taken_by', '<>', member.id)
      .where('ready_at', 'is not', null)
      .where('finished_at', 'is', null)
      .where('archived_at', 'is', null)
      .where(listed(member))
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('contribution')
              .select('contribution.id')
              .whereRef('contribution.page_id', '=', 'page.id')
              .whereRef('contribution.last_at', '>', 'first_step.ready_at')
              .where(personBehind('contribution.member_id'), '<>', (of) => of.ref('first_step.taken_by')),
          ),
        ),
      )
      .orderBy('ready_at')
      .executeTakeFirst()
    if (!row) return null
    const { id, kind, key, by, pageId, ...page } = row
    return { id, kind, key, page: { id: pageId, ...page }, by }
  }

  /** False where somebody took it meanwhile. */
  async take({ page, kind, key }: NewStep, member: MemberId): Promise<boolean> {
    const at = this.#now()
    const row = { id: newId<never>(at), page_id: page, kind, key, taken_by: member, taken_at: at }
    const { numInsertedOrUpdatedRows } = await this.#db
      .insertInto('first_step')
      .values({ ...row, ready_at: null, with_member: null, finished_at: null })
      .onConflict((on) => on.doNothing())
      .executeTakeFirst()
    return (numInsertedOrUpdatedRows ?? 0n) > 0n
  }

  async ready(id: string, member: MemberId): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('first_step')
      .set({ ready_at: this.#now() })
      .where('id', '=', id)
      .where('taken_by', '=', member)
      .where('finished_at', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows > 0n
  }

  async finish(id: string, second: MemberId): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('first_step')
      .set({ finished_at: this.#now(), with_member: second })
      .where('id', '=', id)
      .where('finished_at', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows > 0n
  }

  /** Given back, or thanked for. */
  async forget(id: string, member: MemberId): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('first_step')
      .where('id', '=', id)
      .where('taken_by', '=', member)
      .executeTakeFirst()
    return numDeletedRows > 0n
  }

  async isOffered(member: MemberId): Promise<boolean> {
    const row = await this.#db.selectFrom('member').select('steps_off').where('id', '=', member).executeTakeFirst()
    return row?.steps_off !== 1
  }

  async offer(member: MemberId, offered: boolean): Promise<void> {
    await this.#db
      .updateTable('member')
      .set({ steps_off: offered ? 0 : 1 })
      .where('id', '=', member)
      .execute()
  }

  async #editedBy(page: Mine['page']['id'], first: MemberId, since: Instant): Promise<string | null> {
    const row = await this.#db
      .selectFrom('contribution')
      .innerJoin('member', 'member.id', 'contribution.member_id')
      .select('member.name')
      .where('page_id', '=', page)
      .where('last_at', '>', since)
      .where(personBehind('contribution.member_id'), '<>', first)
      .executeTakeFirst()
    return row?.name ?? null
  }

  #steps() {
    return this.#db
      .selectFrom('first_step')
      .innerJoin('page', 'page.id', 'first_step.page_id')
      .select(['first_step.id', 'first_step.kind', 'key', 'page.id as pageId'])
      .select(['page.type', 'page.slug', 'page.title', 'page.lang'])
  }
}
