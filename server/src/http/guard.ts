import '@fastify/cookie'
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify'
import { Refusal } from '@terreau/shared/refusals.ts'
import { ACTIONS, may, type Action } from '@terreau/shared/permission/may.ts'
import type { Config } from '../config.ts'
import type { MemberStore } from '../members/member-store.ts'
import { langOf } from './caller.ts'
import { cookieName } from './session-cookie.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a caller asks for by calling this route. A route without one stops the server at start. */
    action?: Action
  }
}

/** Knows the caller of each request, and lets nobody through to a route whose action they may not do (R1, R2). */
export function guard(app: FastifyInstance, config: Config, members: MemberStore): void {
  app.addHook('onRoute', requireAction)
  app.decorateRequest('caller', null as never)
  app.addHook('onRequest', async (request) => {
    request.caller = { lang: langOf(request), signedIn: await signedIn(request, config, members) }
    refuseOtherSites(request, config)
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

async function signedIn(request: FastifyRequest, config: Config, members: MemberStore) {
  const secret = request.cookies[cookieName(config)] ?? bearer(request)
  return secret ? members.signedIn(secret) : null
}

function bearer(request: FastifyRequest): string | undefined {
  return /^Bearer ([\w-]{20,})$/.exec(request.headers.authorization ?? '')?.[1]
}

/** What changes anything comes from our own pages, or from a program that shows no cookie (R4). */
function refuseOtherSites(request: FastifyRequest, config: Config): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const { origin, cookie } = request.headers
  const ours = origin ? config.origins.includes(origin) : !cookie
  if (!ours) throw new Refusal('request.other-site')
}
