import { Socket } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** What says that somebody may not have it, or that it is not there for them. */
const LOST = new Set([401, 403, 404])

/** What the kernel still holds is thrown away as well. */
const breakOff = (request: FastifyRequest): void => void request.raw.socket.resetAndDestroy()

/**
 * Whoever loses a right or their session while something is being sent to them gets no more of it (R11): each time
 * that rights change somewhere, what is on its way is asked for again in the name of whoever it goes to.
 */
export function breakOffWhatIsLost(app: FastifyInstance, onLoss: (listener: (endedSession?: string) => void) => void) {
  const running = new Set<FastifyRequest>()
  app.addHook('onSend', async (request, reply) => {
    // An answer to a request from within, and one that changed something, is not on its way for long.
    const isSent = request.method === 'GET' && request.raw.socket instanceof Socket && !request.raw.socket.destroyed
    if (!isSent || reply.statusCode >= 400) return
    running.add(request)
    // Sent whole, or broken off at either end.
    reply.raw.once('close', () => running.delete(request))
  })
  onLoss((endedSession) => {
    for (const request of running)
      if (!endedSession) askAgain(request).catch((cause: unknown) => app.log.error(cause))
      else if (request.caller.signedIn?.sessionId === endedSession) breakOff(request)
  })

  async function askAgain(request: FastifyRequest): Promise<void> {
    const { cookie, authorization } = request.headers
    const headers = { ...(cookie && { cookie }), ...(authorization && { authorization }) }
    const { statusCode } = await app.inject({ method: 'HEAD', url: request.url, headers, remoteAddress: request.ip })
    if (LOST.has(statusCode) && running.has(request)) breakOff(request)
  }
}
