import '@fastify/cookie'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { MemberId } from '@terreau/shared/ids.ts'
import { LIMITS } from '../http/limits.ts'
import type { Site } from '../http/site.ts'
import type { ComeIn } from './coming-in.ts'
import type { Identity, Oidc } from './oidc.ts'

interface OidcDesk {
  readonly site: Site
  readonly oidc: Oidc
  readonly comeIn: ComeIn
  /** The member behind an identity, made at its first coming. */
  readonly memberOf: (identity: Identity) => Promise<MemberId>
}

const config = { action: 'session.open', rateLimit: LIMITS.comingIn } as const

/** Going to the network's provider of identities, and coming back from it. */
export function oidcRoutes(app: FastifyInstance, { site, oidc, comeIn, memberOf }: OidcDesk): void {
  const name = site.secure ? '__Host-oidc' : 'oidc'
  const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: site.secure } as const

  app.get('/oidc/go', { config }, async (_request, reply) => {
    try {
      const { to, state } = await oidc.leave()
      reply.setCookie(name, state, { ...cookie, maxAge: 600 })
      return await reply.redirect(to.href, 303)
    } catch (cause) {
      app.log.error(cause)
      return refused(reply)
    }
  })

  app.get('/oidc/return', { config }, async (request, reply) => {
    const state = request.cookies[name] ?? ''
    reply.clearCookie(name, cookie)
    const identity = await oidc.comeBack(request.url.split('?')[1] ?? '', state)
    if (!identity) return refused(reply)
    await comeIn(request, reply, await memberOf(identity))
    return reply.redirect('/', 303)
  })
}

/** Whoever did not come in is told so where one comes in. */
function refused(reply: FastifyReply): FastifyReply {
  return reply.redirect('/entrer?oidc=non', 303)
}
