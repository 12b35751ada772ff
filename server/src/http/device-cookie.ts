import '@fastify/cookie'
import { createHash, randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Site } from './site.ts'

const YEAR = 365 * 24 * 3600

/** The hash of what this device was given when somebody proposed something from it without an account; null where nobody did. */
export function deviceOf(request: FastifyRequest): string | null {
  const secret = request.cookies['__Host-device'] ?? request.cookies.device
  return secret ? hashOf(secret) : null
}

/** As `deviceOf`; a device that has no cookie gets one. */
export function knownDevice(request: FastifyRequest, reply: FastifyReply, site: Site): string {
  const known = deviceOf(request)
  if (known) return known
  const secret = randomBytes(32).toString('base64url')
  reply.setCookie(site.secure ? '__Host-device' : 'device', secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: site.secure,
    maxAge: YEAR,
  })
  return hashOf(secret)
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
