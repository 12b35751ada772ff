import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import websocket from '@fastify/websocket'
import Fastify, { type FastifyInstance } from 'fastify'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { Config } from './config.ts'
import { fileRoutes } from './files/file-routes.ts'
import { answerRefusals } from './http/answers.ts'
import { guard } from './http/guard.ts'
import { healthRoutes } from './http/health-routes.ts'
import { memberRoutes } from './members/member-routes.ts'
import { pageRoutes } from './pages/page-routes.ts'
import { collabRoutes } from './rooms/collab-routes.ts'
import { MAX_UPDATE_BYTES } from './rooms/inspect-update.ts'
import { Tickets } from './rooms/tickets.ts'
import { screenRoutes } from './screens/screen-routes.ts'
import { OfflinePacks } from './search/offline-pack.ts'
import { searchRoutes } from './search/search-routes.ts'
import type { Wiki } from './wiki.ts'

/** The wiki over HTTP: what it answers, and to whom. Ready to listen or to be injected; closing it leaves the wiki open. */
export async function buildApp(
  wiki: Wiki,
  config: Config,
  onRoute: (route: string) => void = () => {},
): Promise<FastifyInstance> {
  const app = Fastify({
    logger: { level: 'warn' },
    trustProxy: false,
    bodyLimit: 1024 * 1024,
    routerOptions: { maxParamLength: 200 },
  })
  app.addHook('onRoute', ({ method, url }) => [method].flat().forEach((one) => onRoute(`${one} ${url}`)))
  answerRefusals(app)
  app.setNotFoundHandler(() => {
    throw new Refusal('route.unknown')
  })
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )
  await app.register(cookie)
  guard(app, config, (secret) => wiki.members.signedIn(secret))
  await harden(app, config)
  await app.register(swagger, { openapi: { info: { title: 'Terreau', version: '0.1.0' } } })
  await app.register(websocket, { options: { maxPayload: MAX_UPDATE_BYTES + 1024, perMessageDeflate: false } })
  await app.register(multipart, { limits: { fileSize: 20 * 1024 * 1024, files: 1, fields: 0 } })
  await app.register(async (routes) => {
    healthRoutes(routes, wiki)
    memberRoutes(routes, config, wiki.members, (sessionId) => wiki.rooms.endSession(sessionId))
    pageRoutes(routes, wiki.store.db, wiki.desk)
    fileRoutes(routes, wiki.files)
    searchRoutes(routes, wiki.search, new OfflinePacks(wiki.store.db))
    collabRoutes(routes, { ...wiki, site: config, tickets: new Tickets(wiki.now) })
    await screenRoutes(routes, config, wiki.store.db, wiki.pages)
  })
  return app
}

async function harden(app: FastifyInstance, config: Config): Promise<void> {
  await app.register(rateLimit, { global: false })
  await app.register(compress, { threshold: 1024 })
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'blob:', 'data:'],
        connectSrc: ["'self'", ...sockets(config)],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: config.secure,
    referrerPolicy: { policy: 'same-origin' },
  })
}

/** Older browsers do not count ws:// as 'self'; a policy can't name an IPv6 address. */
function sockets(config: Config): string[] {
  return config.origins.filter((origin) => !origin.includes('[')).map((origin) => origin.replace(/^http/, 'ws'))
}
