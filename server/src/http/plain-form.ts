import type { FastifyInstance } from 'fastify'

/** Reads what browsers send for a form without scripts: one text for each name, the last where a name comes twice. */
export function readPlainForms(app: FastifyInstance): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, parsed) =>
    parsed(null, Object.fromEntries(new URLSearchParams(body.toString()))),
  )
}
