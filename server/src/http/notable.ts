import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { MemberId } from '@terreau/shared/ids.ts'
import { Refusal } from '@terreau/shared/refusals.ts'

/** Answers that say that someone may not, or asks too often. */
const REFUSED = new Set([401, 403, 429])

/**
 * One line of the log for each coming in, tried or done, and for each refused right or edit: the route by its pattern, the
 * answer, and the member by id where one is known. Never an address, a name, a secret, or what was asked.
 */
export function logWhatIsNotable(app: FastifyInstance): void {
  app.addHook('onError', async (request, _reply, error) => {
    if (error instanceof Refusal) request.refused = error.code
  })
  app.addHook('onResponse', async (request, reply) => {
    const said = notable(request, reply)
    if (said) note(request, lineOf(request, reply), said)
  })
}

/** One line for a connection to a page that ended because something of it was refused; never what was written. */
export function noteRefusedFrames(request: FastifyRequest, member: MemberId, refused: string): void {
  note(request, { route: routeOf(request), refused, member }, 'refused')
}

/** The server's own lines begin at warnings; these are said whatever they are. */
function note({ log }: FastifyRequest, line: object, said: string): void {
  log.child({}, { level: 'info' }).info(line, said)
}

const routeOf = ({ method, routeOptions }: FastifyRequest): string => `${method} ${routeOptions.url ?? ''}`

declare module 'fastify' {
  interface FastifyRequest {
    /** The code of the refusal that it was answered with. */
    refused?: string
  }
}

function notable(request: FastifyRequest, { statusCode }: FastifyReply): string | null {
  const { refused } = request
  const isComingIn = request.routeOptions.config.action === 'session.open' && request.method !== 'GET'
  if (isComingIn) return statusCode < 400 ? 'came in' : 'did not come in'
  return REFUSED.has(statusCode) || refused?.startsWith('wire.') ? 'refused' : null
}

function lineOf(request: FastifyRequest, { statusCode }: FastifyReply): object {
  const { caller, refused } = request
  return {
    route: routeOf(request),
    status: statusCode,
    ...(refused !== undefined && { refused }),
    ...(caller?.signedIn && { member: caller.signedIn.member.id }),
  }
}
