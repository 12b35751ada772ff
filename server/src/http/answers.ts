import type { FastifyError, FastifyInstance } from 'fastify'
import { Refusal, type RefusalCode } from '@terreau/shared/refusals.ts'
import { langOf } from './caller.ts'

/** Turns refusals, malformed requests and defects into answers with a code and a sentence in the caller's language. */
export function answerRefusals(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | Refusal, request, reply) => {
    const refusal = error instanceof Refusal ? error : refusalFor(error)
    if (refusal.code === 'wiki.defect') request.log.error(error)
    return reply.code(refusal.status).send(refusal.answer(langOf(request)))
  })
}

const BY_STATUS: Readonly<Record<number, RefusalCode>> = {
  400: 'request.malformed',
  404: 'route.unknown',
  413: 'request.too-large',
  415: 'request.malformed',
  429: 'request.too-many',
}

function refusalFor(error: FastifyError): Refusal {
  if (error.validation) return new Refusal('request.malformed', { where: error.message })
  return new Refusal(BY_STATUS[error.statusCode ?? 500] ?? 'wiki.defect')
}
