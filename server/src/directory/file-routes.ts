import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { PageListQuery } from '@terreau/shared/api/pages.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import { memberOf } from '../http/caller.ts'
import { LIMITS } from '../http/limits.ts'
import type { Site } from '../http/site.ts'
import { namesLedTo } from '../pages/merged-pages.ts'
import { csvOf } from './csv.ts'
import type { Asker } from './directory.ts'
import type { DirectoryParts } from './directory-routes.ts'
import { geojsonOf } from './geojson.ts'
import { icalendarOf } from './icalendar.ts'

/** So many pages go in one file. */
const MOST = 10_000

/** The same query as the list of pages, as files that other tools read: a map, a table, a calendar. */
export function directoryFileRoutes(fastify: FastifyInstance, site: Site, parts: DirectoryParts): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const { db, directory, pages, now } = parts
  const config = { action: 'page.read', rateLimit: LIMITS.searches } as const
  const schema = { querystring: PageListQuery }
  const askerOf = (request: FastifyRequest): Asker => ({ person: memberOf(request), now: now() })

  app.get('/api/places.geojson', {
    config,
    schema,
    handler: async (request, reply) => {
      const cards = await directory.everything({ type: 'place', ...request.query }, askerOf(request), MOST)
      return reply.type('application/geo+json').send(JSON.stringify(geojsonOf(cards, site.publicUrl)))
    },
  })

  app.get('/api/pages.csv', {
    config,
    schema,
    handler: async (request, reply) => {
      const { type } = request.query
      const cards = await directory.everything(request.query, askerOf(request), MOST)
      void reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${type ?? 'pages'}.csv"`)
      return reply.send(csvOf(cards, type, site.publicUrl))
    },
  })

  app.get('/calendar.ics', {
    config,
    schema,
    handler: async (request, reply) => {
      const asker = askerOf(request)
      const cards = await directory.everything({ ...request.query, type: 'event' }, asker, MOST)
      const ids = cards.flatMap(({ fields }) => (typeof fields.place === 'string' ? [fields.place as PageId] : []))
      const names = await namesLedTo(db, pages, ids, asker.person)
      const places = new Map(names.map(({ id, title }) => [id as string, title]))
      return reply.type('text/calendar; charset=utf-8').send(icalendarOf(cards, places, site.publicUrl))
    },
  })
}
