import '@fastify/cookie'
import type { FastifyRequest } from 'fastify'
import type { Member } from '@terreau/shared/api/people.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import { Refusal } from '@terreau/shared/refusals.ts'

/** A member recognised by a session's secret. */
export interface SignedIn {
  readonly sessionId: string
  readonly member: Member
}

/** Who sent a request, in which language they read; put on every request before its handler. */
export interface Caller {
  readonly signedIn: SignedIn | null
  readonly lang: Lang
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller
  }
}

export function memberOf(request: FastifyRequest): Member | null {
  return request.caller.signedIn?.member ?? null
}

/** The member who calls; visitors are told to come in first. */
export function requireMember(request: FastifyRequest): Member {
  const member = memberOf(request)
  if (!member) throw new Refusal('member.unknown')
  return member
}

/** As `requireMember`, with the session they came in by. */
export function requireSignedIn(request: FastifyRequest): SignedIn {
  const { signedIn } = request.caller
  if (!signedIn) throw new Refusal('member.unknown')
  return signedIn
}

/** What a reader chose on this device; over https the cookie's name binds it to this host. */
export function choiceIn(request: FastifyRequest, key: 'lang' | 'theme'): string | undefined {
  return request.cookies[`__Host-${key}`] ?? request.cookies[key]
}

/** French unless the reader chose, or their browser prefers, English. */
export function langOf(request: FastifyRequest): Lang {
  const chosen = choiceIn(request, 'lang')
  if (chosen === 'fr' || chosen === 'en') return chosen
  const preferred = (request.headers['accept-language'] ?? '')
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase())
  return preferred.find((lang): lang is Lang => lang === 'fr' || lang === 'en') ?? 'fr'
}
