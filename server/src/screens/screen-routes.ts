import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Lang } from '@terreau/shared/languages.ts'
import { Refusal, type RefusalAnswer } from '@terreau/shared/refusals.ts'
import { isPageId, type PageRef } from '@terreau/shared/ids.ts'
import { choiceIn, memberOf } from '../http/caller.ts'
import type { Site } from '../http/site.ts'
import { listed } from '../members/readable.ts'
import type { Db } from '../storage/store.ts'
import type { PageStore } from '../pages/page-store.ts'
import { joinForm, type Joining } from './join-form.ts'

/** What the client's build exports for the server: one request in, one whole document out. */
interface Renderer {
  render(request: {
    url: string
    origin: string
    lang: Lang
    theme: 'light' | 'dark' | null
    fetchApi: (path: string) => Promise<{ status: number; json: unknown }>
    posted?: { values: Readonly<Record<string, string>>; refusal: RefusalAnswer }
  }): Promise<{ status: number; location?: string; html: string }>
  emptyDocument(): Promise<string>
}

/** What a plain form sent, and why it was refused. */
interface Posted {
  readonly values: Readonly<Record<string, string>>
  readonly refusal: Refusal
}

/** Answers with the screen of the address that was asked for; one that a form was sent to says why it was refused. */
export type Draw = (request: FastifyRequest, reply: FastifyReply, posted?: Posted) => Promise<FastifyReply>

interface Around extends Joining {
  readonly db: Db
  readonly pages: PageStore
}

const BUILT = join(import.meta.dirname, '../../../client/dist')

/** Every screen, drawn on the server from the wiki's own API in the caller's name. */
export async function screenRoutes(app: FastifyInstance, site: Site, { db, pages, ...joins }: Around): Promise<void> {
  const renderer = await loadRenderer()
  const draw = drawing(app, site, renderer)
  await app.register(fastifyStatic, { root: join(BUILT, 'browser/assets'), serve: false })
  // Their names carry the hash of their content.
  app.get<{ Params: { '*': string } }>('/assets/*', { config: { action: 'wiki.read' } }, (request, reply) =>
    reply.sendFile(request.params['*'], { maxAge: '365d', immutable: true }),
  )

  // Browsers look here for a newer one; its own files are named by their content.
  app.get('/sw.js', { config: { action: 'wiki.read' } }, (_request, reply) =>
    reply.header('cache-control', 'no-cache').sendFile('sw.js', join(BUILT, 'browser'), { cacheControl: false }),
  )

  app.get('/sans-reseau/coquille', { config: { action: 'wiki.read' } }, async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(await renderer.emptyDocument()),
  )

  app.get('/au-hasard', { config: { action: 'page.read' } }, async (request, reply) => {
    const row = await db
      .selectFrom('page')
      .select('slug')
      .where('archived_at', 'is', null)
      .where(listed(memberOf(request)))
      .where('type', 'not in', ['source', 'principle'])
      .orderBy((eb) => eb.fn('random'))
      .limit(1)
      .executeTakeFirst()
    return reply.redirect(row ? `/p/${row.slug}` : '/', 303)
  })

  app.get('/*', { config: { action: 'wiki.read' } }, async (request, reply) => {
    if (/^\/(?:api|files|collab)(?:\/|$)/.test(request.url)) throw new Refusal('route.unknown')
    if (chooses(request)) return choose(request, reply, site)
    const moved = await movedTo(request, pages)
    if (moved) return reply.redirect(moved, 301)
    return draw(request, reply)
  })

  await app.register(async (forms) => joinForm(forms, joins, draw))
}

function drawing(app: FastifyInstance, site: Site, renderer: Renderer): Draw {
  return async (request, reply, posted) => {
    const said = posted && { ...posted, refusal: posted.refusal.answer(request.caller.lang) }
    const asked = { ...renderRequest(app, request, site), ...(said && { posted: said }) }
    const { status, location, html } = await renderer.render(asked)
    if (location) return reply.redirect(location, 302)
    if (request.url.startsWith('/integrer/')) letFrame(reply)
    return reply
      .code(posted?.refusal.status ?? status)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'private, no-cache')
      .header('vary', 'cookie, accept-language')
      .send(html)
  }
}

/** A list that other sites show within their pages: their cookies stay at home, so it is what a visitor reads. */
function letFrame(reply: FastifyReply): void {
  const policy = String(reply.getHeader('content-security-policy') ?? '')
  reply.header('content-security-policy', policy.replace("frame-ancestors 'none'", 'frame-ancestors *'))
  reply.removeHeader('x-frame-options')
}

async function loadRenderer(): Promise<Renderer> {
  const file = join(BUILT, 'ssr/render.js')
  if (!existsSync(file)) throw new Error('the screens are not built: npm run build')
  return (await import(pathToFileURL(file).href)) as Renderer
}

function renderRequest(app: FastifyInstance, request: FastifyRequest, site: Site): Parameters<Renderer['render']>[0] {
  const { cookie = '' } = request.headers
  const theme = choiceIn(request, 'theme')
  const fetchApi = async (path: string) => {
    if (!path.startsWith('/api/')) throw new Refusal('route.unknown')
    const answer = await app.inject({
      method: 'GET',
      url: path,
      // What a screen asks counts for whoever looks at it.
      remoteAddress: request.ip,
      headers: { cookie, 'accept-language': request.caller.lang },
    })
    return { status: answer.statusCode, json: answer.json<unknown>() }
  }
  return {
    url: request.url,
    origin: site.publicUrl,
    lang: request.caller.lang,
    theme: theme === 'dark' || theme === 'light' ? theme : null,
    fetchApi,
  }
}

/** An id or an old slug leads to the page's present address. */
async function movedTo(request: FastifyRequest, pages: PageStore): Promise<string | null> {
  const [, ref, rest = ''] = /^\/p\/([a-z0-9-]{1,96})(\/[^?]*)?(?:\?|$)/.exec(request.url) ?? []
  if (!ref) return null
  const page = await pages.find(ref as PageRef, memberOf(request))
  return page && (isPageId(ref) || page.slug !== ref) ? `/p/${page.slug}${rest}` : null
}

const CHOICES = { lang: ['fr', 'en'], theme: ['light', 'dark', 'system'] } as const

function chooses(request: FastifyRequest): boolean {
  const query = request.query as Record<string, unknown>
  return Object.entries(CHOICES).some(([key, values]) => (values as readonly unknown[]).includes(query[key]))
}

/** `?lang=en` or `?theme=dark` on any address is remembered in a cookie; the address then goes on without it. */
function choose(request: FastifyRequest, reply: FastifyReply, site: Site): FastifyReply {
  const url = new URL(request.url, site.publicUrl)
  for (const key of ['lang', 'theme'] as const) {
    const value = url.searchParams.get(key)
    if ((CHOICES[key] as readonly (string | null)[]).includes(value))
      reply.setCookie(site.secure ? `__Host-${key}` : key, value ?? '', {
        path: '/',
        maxAge: 365 * 24 * 3600,
        sameSite: 'lax',
        secure: site.secure,
      })
    url.searchParams.delete(key)
  }
  // Two slashes at the start of a path would be the name of another site.
  return reply.redirect(url.pathname.replace(/^\/{2,}/, '/') + url.search, 303)
}
