import { Type, type Static } from 'typebox'
import { ClientId, PageId } from '../ids.ts'

export const TicketRequest = Type.Object(
  {
    pageId: PageId,
    /** The fingerprint of the caller's schema, see `schemaFingerprint`. */
    schema: Type.String({ maxLength: 64 }),
    /** A client id this very Y.Doc already writes with, to go on under it after a reconnection. */
    clientId: Type.Optional(ClientId),
  },
  { additionalProperties: false },
)
export type TicketRequest = Static<typeof TicketRequest>

export const Ticket = Type.Object({
  /** Opens `/collab/:pageId?ticket=…` once, within 30 s. */
  ticket: Type.String(),
  /** To be set as `doc.clientID` before the first edit. */
  clientId: ClientId,
  right: Type.Union([Type.Literal('write'), Type.Literal('read')]),
  wire: Type.Integer(),
})
export type Ticket = Static<typeof Ticket>
