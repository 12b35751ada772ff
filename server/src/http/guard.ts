import '@fastify/cookie'
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify'
import { Refusal } from '@terreau/shared/refusals.ts'
import { ACTIONS, may, type Action } from '@terreau/shared/permission/may.ts'
import type { Site } from './site.ts'
import { langOf, type SignedIn } from './caller.ts'
import { cookieName } from './session-cookie.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a caller asks for by calling this route. A route without one stops the server at start. */
    action?: Action
  }
}

/** Who a session's secret belongs to. */
type Recognise = (secret: string) => Promise<SignedIn | null>

/** Knows the caller of each request, and lets nobody through to a route whose action they may not do (R1, R2). */
export function guard(app: FastifyInstance, site: Site, recognise: Recognise): void {
  app.addHook('onRoute', requireAction)
  app.decorateRequest('caller', null as never)
  app.addHook('onRequest', async (request) => {
    request.caller = { lang: langOf(request), signedIn: await signedIn(request, site, recognise) }
    refuseOtherSites(request, site)
    const member = request.caller.signedIn?.member ?? null
    const { action } = request.routeOptions.config
    if (action && !may(member, action)) throw new Refusal(member ? 'member.not-allowed' : 'member.unknown')
  })
}

function requireAction(route: RouteOptions): void {
  const action = route.config?.action
  if (!action || !ACTIONS.includes(action))
    throw new Error(`route ${String(route.method)} ${route.url} declares no action`)
}

async function signedIn(request: FastifyRequest, site: Site, recognise: Recognise) {
  const secret = request.cookies[cookieName(site)] ?? bearer(request)
  return secret ? recognise(secret) : null
}

function bearer(request: FastifyRequest): string | undefined {
  return /^Bearer ([\w-]{20,})$/.exec(request.headers.authorization ?? '')?.[1]
}

/** What changes anything comes from our own pages, or from a program that shows no cookie (R4). */
function refuseOtherSites(request: FastifyRequest, site: Site): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const { origin, cookie } = request.headers
  const ours = origin ? site.origins.includes(origin) : !cookie
  if (!ours) throw new Refusal('request.other-site')
}
