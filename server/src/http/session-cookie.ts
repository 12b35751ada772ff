import '@fastify/cookie'
import type { FastifyReply } from 'fastify'
import type { Site } from './site.ts'

/** `__Host-` binds the cookie to this host over https; browsers refuse that prefix on plain http. */
export function cookieName(site: Site): string {
  return site.secure ? '__Host-session' : 'session'
}

export function setSessionCookie(reply: FastifyReply, site: Site, secret: string): void {
  reply.setCookie(cookieName(site), secret, { ...attributes(site), maxAge: 90 * 24 * 3600 })
}

export function clearSessionCookie(reply: FastifyReply, site: Site): void {
  reply.clearCookie(cookieName(site), attributes(site))
}

function attributes(site: Site) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: site.secure } as const
}
