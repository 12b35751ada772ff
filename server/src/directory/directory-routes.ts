import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import {
  GapAnswer,
  GapKind,
  GapQuery,
  HoursAnswer,
  HoursQuery,
  NeedsAnswer,
  NeedsQuery,
  Neighbours,
  OddPosition,
  PositionQuery,
  WaysAnswer,
  WaysQuery,
  WeekAnswer,
  WeekQuery,
} from '@terreau/shared/api/directory.ts'
import { PageList, PageListQuery } from '@terreau/shared/api/pages.ts'
import { PageRef, type PageId } from '@terreau/shared/ids.ts'
import { gazetteer } from '../communes/gazetteer.ts'
import { memberOf } from '../http/caller.ts'
import { LIMITS } from '../http/limits.ts'
import type { PageStore } from '../pages/page-store.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import type { Asker, Directory } from './directory.ts'
import { gapsOf } from './gaps.ts'
import { positionAsked, positionNamed } from './list-query.ts'
import { neighboursOf } from './neighbours.ts'
import { needsOf } from './needs-of.ts'
import { OddPositions } from './odd-positions.ts'
import { PlaceDesk } from './place-desk.ts'
import { weekOf } from './week-of.ts'

export interface DirectoryParts {
  readonly db: Db
  readonly pages: PageStore
  readonly directory: Directory
  readonly now: () => Instant
}

/** Lists and pages that answer, over HTTP. */
export function directoryRoutes(fastify: FastifyInstance, parts: DirectoryParts): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const { db, pages, directory, now } = parts
  const desk = new PlaceDesk(db, pages)
  const askerOf = (request: FastifyRequest): Asker => ({ person: memberOf(request), now: now() })
  const params = Type.Object({ ref: PageRef })
  const config = { action: 'page.read' } as const
  /** Each looks at many pages. */
  const heavy = { ...config, rateLimit: LIMITS.searches }

  app.get('/api/pages', {
    config,
    schema: { querystring: PageListQuery, response: { 200: PageList } },
    handler: (request) => directory.list(request.query, askerOf(request)),
  })

  app.get('/api/week', {
    config: heavy,
    schema: { querystring: WeekQuery, response: { 200: WeekAnswer } },
    handler: (request) => weekOf(directory, pages, request.query, askerOf(request)),
  })

  app.get('/api/needs', {
    config: heavy,
    schema: { querystring: NeedsQuery, response: { 200: NeedsAnswer } },
    handler: (request) => needsOf(parts, request.query, askerOf(request)),
  })

  app.get('/api/gaps/:kind', {
    config: heavy,
    schema: { params: Type.Object({ kind: GapKind }), querystring: GapQuery, response: { 200: GapAnswer } },
    handler: async (request) => {
      const narrowed = await directory.narrowed(request.query, askerOf(request))
      return gapsOf(db, request.params.kind, request.query, narrowed)
    },
  })

  app.get('/api/odd-position', {
    config: heavy,
    schema: { querystring: PositionQuery, response: { 200: OddPosition } },
    handler: async (request) => {
      const { at, commune = null, serves = '' } = request.query
      const odd = new OddPositions(db, await gazetteer())
      return odd.asked({ at: positionNamed(at), commune, serves: serves.split(',') as PageId[] }, memberOf(request))
    },
  })

  app.get('/api/pages/:ref/hours', {
    config,
    schema: { params, querystring: HoursQuery, response: { 200: HoursAnswer } },
    handler: (request) => desk.hours(request.params.ref, askerOf(request), request.query.from),
  })

  app.get('/api/pages/:ref/ways', {
    config,
    schema: { params, querystring: WaysQuery, response: { 200: WaysAnswer } },
    handler: (request) => {
      const { people = 1, from } = request.query
      return desk.ways(request.params.ref, askerOf(request), { people, from: positionAsked(from) })
    },
  })

  app.get('/api/pages/:ref/neighbours', {
    config,
    schema: { params, response: { 200: Neighbours } },
    handler: async (request) => {
      const row = await pages.known(request.params.ref, memberOf(request))
      return neighboursOf(db, row, memberOf(request))
    },
  })
}
