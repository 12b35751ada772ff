import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import type { LoggedUpdate } from '../update-log/update-log.ts'
import { WikiForTests } from '../wiki-for-tests.ts'
import { Contributions, IDLE } from './contributions.ts'

let wiki: WikiForTests
let pages: PageId[]
let members: MemberId[]
let secrets: string[]

beforeAll(async () => {
  wiki = await WikiForTests.open()
  secrets = [await wiki.someone('member', 'Ana'), await wiki.someone('member', 'Ben')]
  pages = [(await wiki.page(secrets[0] ?? '', 'Une')).id, (await wiki.page(secrets[0] ?? '', 'Deux')).id]
  members = (await Promise.all(secrets.map((secret) => wiki.wiki.members.signedIn(secret)))).flatMap(
    (one) => one?.member.id ?? [],
  )
})
afterAll(() => wiki.close())

test('[A2] every update falls in exactly one contribution of its author, and a pause of fifteen minutes parts two', async () => {
  const step = fc.record({ page: fc.nat(1), member: fc.nat(1), wait: fc.integer({ min: 0, max: 2 * IDLE }) })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
      const { db } = wiki.wiki.store
      await db.deleteFrom('contribution').execute()
      const updates = logged(steps)
      const contributions = new Contributions(db)
      contributions.record(updates)
      await contributions.flush()
      const rows = await db.selectFrom('contribution').selectAll().execute()
      for (const { pageId, memberId, seq } of updates) {
        const holding = rows.filter(
          (row) => row.page_id === pageId && row.member_id === memberId && row.first_seq <= seq && seq <= row.last_seq,
        )
        expect(holding).toHaveLength(1)
      }
      for (const row of rows) expect(rows.some((other) => other !== row && sameRun(row, other))).toBe(false)
    }),
    { numRuns: 30 },
  )
})

test('[A2] what the last run had no time to record is recorded at the next start, and an open contribution goes on', async () => {
  const { db } = wiki.wiki.store
  const rows = () => db.selectFrom('contribution').select(['id', 'page_id', 'last_seq']).orderBy('first_seq').execute()
  await db.deleteFrom('contribution').execute()
  await new Contributions(db).catchUp(Date.now())
  const recorded = await rows()
  expect(recorded.map(({ page_id }) => page_id)).toEqual(pages)
  await wiki.ask('PATCH', `/api/pages/${pages[0]}/fields`, secrets[0], {
    summary: 'Une phrase de plus, écrite juste après.',
  })
  await wiki.wiki.contributions.flush()
  await db
    .deleteFrom('contribution')
    .where(
      'id',
      'not in',
      recorded.map(({ id }) => id),
    )
    .execute()
  await new Contributions(db).catchUp(Date.now())
  const again = await rows()
  expect([again.length, (again[0]?.last_seq ?? 0) > (recorded[1]?.last_seq ?? 0)]).toEqual([2, true])
})

test('[A2] what was missed when the wiki was killed belongs to what was open when it came, however long the wiki was down', async () => {
  const { db } = wiki.wiki.store
  const rows = () =>
    db
      .selectFrom('contribution')
      .select(['id', 'last_at'])
      .where('page_id', '=', pages[0] as PageId)
  await db.deleteFrom('contribution').execute()
  await new Contributions(db).catchUp(Date.now())
  const [whole, ...more] = await rows().execute()
  await db
    .updateTable('contribution')
    .set((eb) => ({ last_seq: eb.ref('first_seq'), last_at: eb.ref('opened_at') }))
    .where('page_id', '=', pages[0] as PageId)
    .execute()
  await db
    .deleteFrom('contribution')
    .where('page_id', '<>', pages[0] as PageId)
    .execute()
  await new Contributions(db).catchUp(Date.now() + 5 * IDLE)
  expect([more, await rows().execute()]).toEqual([[], [whole]])
})

test('[F1] a contribution that its author ended goes on after no restart and no kill; the next edit opens another', async () => {
  const { db } = wiki.wiki.store
  const [page, member] = [pages[1] as PageId, members[0] as MemberId]
  const rows = () =>
    db.selectFrom('contribution').select(['id', 'closed_at']).where('page_id', '=', page).orderBy('first_seq').execute()
  await db.deleteFrom('contribution').execute()
  const before = new Contributions(db)
  await before.catchUp(Date.now())
  const ended = await before.close(page, [member], Date.now())
  expect(await before.close(page, [member], Date.now())).toBeNull()
  await wiki.ask('PATCH', `/api/pages/${page}/fields`, secrets[0], { summary: 'Écrit juste après, dans une autre.' })
  await wiki.wiki.contributions.flush()
  await db.deleteFrom('contribution').where('page_id', '=', page).where('id', '<>', ended).execute()
  await new Contributions(db).catchUp(Date.now())
  const [first, second, ...more] = await rows()
  expect([first?.id, second?.closed_at, more]).toEqual([ended, null, []])
  const after = new Contributions(db)
  await after.catchUp(Date.now())
  expect(await after.close(page, [member], Date.now())).toBe(second?.id)
})

test('[O9] two names that became one are one author, under the name that remains, where the first of them came', async () => {
  const { db } = wiki.wiki.store
  const cleo = await wiki.someone('member', 'Cléo')
  const { id } = await wiki.page(secrets[0] ?? '', 'Trois')
  const write = (secret: string | undefined, summary: string) =>
    wiki.ask('PATCH', `/api/pages/${id}/fields`, secret, { summary })
  await write(cleo, 'Une phrase de Cléo, entre deux.')
  await write(secrets[1], 'Une phrase de Ben, après elle.')
  const names = async () => (await wiki.wiki.contributions.authors(id)).map(({ name }) => name)
  expect(await names()).toEqual(['Ana', 'Cléo', 'Ben'])
  await db
    .updateTable('member')
    .set({ became: members[1] ?? null })
    .where('id', '=', members[0] as MemberId)
    .execute()
  expect(await names()).toEqual(['Ben', 'Cléo'])
})

function logged(steps: readonly { page: number; member: number; wait: number }[]): LoggedUpdate[] {
  let at = 0
  return steps.map(({ page, member, wait }, index) => {
    at += wait
    return {
      seq: index + 1,
      pageId: pages[page] as PageId,
      memberId: members[member] as MemberId,
      receivedAt: at,
      bytes: new Uint8Array(),
      hash: new Uint8Array(),
    }
  })
}

interface Run {
  page_id: PageId
  member_id: MemberId
  opened_at: number
  last_at: number
}

/** Two contributions that should have been one. */
function sameRun(one: Run, other: Run): boolean {
  return (
    one.page_id === other.page_id &&
    one.member_id === other.member_id &&
    other.opened_at >= one.last_at &&
    other.opened_at - one.last_at <= IDLE
  )
}
