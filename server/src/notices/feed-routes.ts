import { createHash } from 'node:crypto'
import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { PageTypeKey } from '@terreau/shared/api/page-type-key.ts'
import { PageRef, TerritoryId } from '@terreau/shared/ids.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import { PAGE_TYPES } from '@terreau/shared/page-types/registry.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { Site } from '../http/site.ts'
import type { PageStore } from '../pages/page-store.ts'
import type { TerritoryDesk } from '../territories/territory-desk.ts'
import { atomOf, updatedAt, type Entry, type Feed } from './atom.ts'
import type { FeedEvent, FeedStore } from './feed-store.ts'

interface Parts {
  readonly site: Site
  readonly feeds: FeedStore
  readonly pages: PageStore
  readonly territories: TerritoryDesk
}

/** Feeds of what anybody may find: who asks makes no difference (D75). */
export function feedRoutes(fastify: FastifyInstance, { site, feeds, pages, territories }: Parts): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const here = site.publicUrl

  app.get('/feeds/page/:ref.atom', {
    config: { action: 'page.read' },
    schema: { params: Type.Object({ ref: PageRef }) },
    handler: async (request, reply) => {
      const page = await pages.find(request.params.ref, null)
      if (page?.reach !== 'public') throw new Refusal('page.unknown')
      const events = await feeds.events({ kind: 'page', page: page.id })
      const places = { self: `${here}/feeds/page/${page.id}.atom`, screen: `${here}/p/${page.slug}` }
      return answer(request, reply, { about: `page ${page.id}`, title: page.title, ...places }, events, here)
    },
  })

  app.get('/feeds/territory/:id.atom', {
    config: { action: 'territory.read' },
    schema: { params: Type.Object({ id: TerritoryId }) },
    handler: async (request, reply) => {
      const territory = (await territories.list(null)).find((one) => one.id === request.params.id)
      if (!territory) throw new Refusal('territory.unknown')
      const { id, name } = territory
      const events = await feeds.events({ kind: 'territory', territory: id })
      const places = { self: `${here}/feeds/territory/${id}.atom`, screen: `${here}/territoires/${id}` }
      return answer(request, reply, { about: `territory ${id}`, title: name, ...places }, events, here)
    },
  })

  app.get('/feeds/type/:type.atom', {
    config: { action: 'page.read' },
    schema: { params: Type.Object({ type: PageTypeKey }) },
    handler: async (request, reply) => {
      const { type } = request.params
      const { path } = PAGE_TYPES[type]
      const events = await feeds.events({ kind: 'type', type })
      const places = { self: `${here}/feeds/type/${type}.atom`, screen: `${here}${path}` }
      return answer(request, reply, { about: `type ${type} ${here}`, title: path.slice(1), ...places }, events, here)
    },
  })
}

const SAYS = {
  fr: {
    version: (number: number) => `Version ${number}, relue par des pairs`,
    shows: (number: number) => `C’est la version ${number} que le lien montre.`,
    wrote: 'Proposé',
    live: 'Le lien montre la version en cours, que d’autres n’ont peut-être pas encore relue.',
  },
  en: {
    version: (number: number) => `Version ${number}, validated by peers`,
    shows: (number: number) => `The link shows version ${number}.`,
    wrote: 'Proposed',
    live: 'The link shows the live version, which others may not have read yet.',
  },
} as const satisfies Record<Lang, unknown>

function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  feed: Pick<Feed, 'about' | 'title' | 'self' | 'screen'>,
  events: readonly FeedEvent[],
  here: string,
): FastifyReply {
  const { lang } = request.caller
  const whole: Feed = {
    ...feed,
    title: `${feed.title} · Terreau`,
    lang,
    entries: events.map((event) => entryOf(event, here, lang)),
  }
  const text = atomOf(whole)
  const [etag, modified] = [`"${createHash('sha256').update(text).digest('base64url')}"`, updatedAt(whole)]
  reply
    .header('etag', etag)
    .header('last-modified', new Date(modified).toUTCString())
    .header('cache-control', 'no-cache')
    .header('vary', 'cookie, accept-language')
  if (isKnown(request, etag, modified)) return reply.code(304).send()
  return reply.type('application/atom+xml; charset=utf-8').send(text)
}

/** Whether whoever asks has it already: a tag counts before a date. */
function isKnown({ headers }: FastifyRequest, etag: string, modified: number): boolean {
  const tags = headers['if-none-match']
  if (tags !== undefined) return tags.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
  const since = Date.parse(headers['if-modified-since'] ?? '')
  return since >= Math.floor(modified / 1000) * 1000
}

function entryOf({ page, at, by, version, contribution, message }: FeedEvent, here: string, lang: Lang): Entry {
  const says = SAYS[lang]
  const link = `${here}/p/${page.slug}?version=${version ?? 'live'}`
  if (version !== null) {
    const title = `${page.title} : ${says.version(version)}`
    return { about: `version ${page.id} ${version}`, title, summary: says.shows(version), link, at, authors: by }
  }
  const summary = [message, says.live].filter(Boolean).join('\n')
  return {
    about: `contribution ${contribution}`,
    title: `${page.title} : ${says.wrote}`,
    summary,
    link,
    at,
    authors: by,
  }
}
