import type { FastifyError, FastifyInstance } from 'fastify'
import { Refusal, type RefusalCode } from '@terreau/shared/refusals.ts'
import { isForWantOfSpace } from '../storage/disk.ts'
import { langOf } from './caller.ts'

/** Turns refusals, malformed requests and defects into answers with a code and a sentence in the caller's language. */
export function answerRefusals(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | Refusal, request, reply) => {
    const refusal = refusalOf(error)
    if (refusal.code === 'wiki.defect') request.log.error(error)
    return reply.code(refusal.status).send(refusal.answer(langOf(request)))
  })
}

const BY_STATUS: Readonly<Record<number, RefusalCode>> = {
  400: 'request.malformed',
  // A path that leads out of the built files.
  403: 'route.unknown',
  404: 'route.unknown',
  413: 'request.too-large',
  415: 'request.malformed',
  429: 'request.too-many',
}

/** The refusal that an error of a request comes to; `wiki.defect` where nobody expected it. */
export function refusalOf(error: FastifyError | Refusal): Refusal {
  if (error instanceof Refusal) return error
  // Whoever asked has gone: nobody hears this, and nothing is amiss here.
  if (error.code === 'ECONNRESET') return new Refusal('request.malformed')
  if (error.validation) return new Refusal('request.malformed', { where: error.message })
  if (isForWantOfSpace(error)) return new Refusal('wiki.disk-full')
  return new Refusal(BY_STATUS[error.statusCode ?? 500] ?? 'wiki.defect')
}
