import { expect, test } from 'vitest'
import type { PageId } from '@terreau/shared/ids.ts'
import type { Identity } from './peer.ts'
import { Tickets } from './tickets.ts'

const PAGE = '01932f7e-4a10-7c3a-9b1e-5a2f0c7d8e11' as PageId
const ANA = { sessionId: 'ana' } as Identity

test('[W1] a ticket opens its page once, and no other', () => {
  const tickets = new Tickets(() => 0)
  const ticket = tickets.issue(PAGE, ANA)
  expect([tickets.redeem(ticket, PAGE), tickets.redeem(ticket, PAGE)]).toEqual([ANA, null])
  expect(tickets.redeem(tickets.issue(PAGE, ANA), 'another')).toBeNull()
})

test('[W1] a ticket is good for thirty seconds', () => {
  const clock = { now: 0 }
  const tickets = new Tickets(() => clock.now)
  const [used, late] = [tickets.issue(PAGE, ANA), tickets.issue(PAGE, ANA)]
  clock.now = 29_999
  expect(tickets.redeem(used, PAGE)).toBe(ANA)
  clock.now = 30_000
  expect(tickets.redeem(late, PAGE)).toBeNull()
})
