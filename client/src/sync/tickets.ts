import type { Ticket, TicketRequest } from '@terreau/shared/api/collab.ts'
import type { RefusalAnswer } from '@terreau/shared/refusals.ts'

/** A ticket, or the server's no. Throws where there was no answer at all, or none that can be read. */
export type FetchTicket = (request: TicketRequest) => Promise<Ticket | RefusalAnswer>

/** Asks this wiki's own server, as the member whose cookie the browser holds. */
export const fetchTicket: FetchTicket = async (request) => {
  const answer = await fetch('/api/collab/tickets', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
    signal: AbortSignal.timeout(10_000),
  })
  return (await answer.json()) as Ticket | RefusalAnswer
}

/** Where this wiki's live pages are. */
export function collabUrl(page: Location): string {
  return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/collab`
}
