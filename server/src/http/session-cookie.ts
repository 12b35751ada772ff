import '@fastify/cookie'
import type { FastifyReply } from 'fastify'
import type { Config } from '../config.ts'

/** `__Host-` binds the cookie to this host over https; browsers refuse that prefix on plain http. */
export function cookieName(config: Config): string {
  return config.secure ? '__Host-session' : 'session'
}

export function setSessionCookie(reply: FastifyReply, config: Config, secret: string): void {
  reply.setCookie(cookieName(config), secret, { ...attributes(config), maxAge: 90 * 24 * 3600 })
}

export function clearSessionCookie(reply: FastifyReply, config: Config): void {
  reply.clearCookie(cookieName(config), attributes(config))
}

function attributes(config: Config) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: config.secure } as const
}
