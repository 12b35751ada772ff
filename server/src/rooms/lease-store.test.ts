import { afterAll, beforeAll, expect, test } from 'vitest'
import { WikiForTests } from '../wiki-for-tests.ts'

let tests: WikiForTests

beforeAll(async () => {
  tests = await WikiForTests.open()
})

afterAll(() => tests.close())

test('[W3] client ids asked for at the same moment are all different, and each is held by who asked', async () => {
  const { leases, members, pages } = tests.wiki
  const invitation = await members.invite('member', 2, 1)
  const [ana, ben] = [await members.join(invitation, 'Ana'), await members.join(invitation, 'Ben')]
  if (!ana || !ben) throw new Error('the invitation did not open')
  const { id } = await pages.create({ type: 'practice', title: 'Composter', lang: 'fr' }, ana.id)
  const askers = Array.from({ length: 400 }, (_, at) => (at % 2 === 0 ? ana : ben))
  const issued = await Promise.all(askers.map((asker) => leases.issue(id, asker.id)))
  const owners = await leases.owners(id)
  expect(new Set(issued).size).toBe(askers.length)
  expect(issued.map((client) => owners.get(client))).toEqual(askers.map((asker) => asker.id))
})
