import type { FastifyRequest } from 'fastify'
import { memberOf } from './caller.ts'

const MINUTE = 60_000

/** A member's limits are their own: a whole centre may share one address. */
const ofMember = (request: FastifyRequest): string => memberOf(request)?.id ?? request.ip

/** How often each kind of thing may be asked for (Y13): by member, or by address where that alone is known or counts. */
export const LIMITS = {
  /** Ways in, whoever asks: invitations, sessions, passkeys, links of letters, the provider. */
  comingIn: { max: 30, timeWindow: MINUTE },
  /** Each may send a letter to somebody. */
  letters: { max: 10, timeWindow: 10 * MINUTE },
  /** What readers say is amiss; most of them have no account. */
  reports: { max: 10, timeWindow: MINUTE },
  /** What a member does by hand about themselves and about invitations. */
  byHand: { max: 30, timeWindow: MINUTE, keyGenerator: ofMember },
  /** Everything about oneself, in one file. */
  exports: { max: 10, timeWindow: MINUTE, keyGenerator: ofMember },
  /** Each asks something of somebody. */
  proposals: { max: 20, timeWindow: MINUTE, keyGenerator: ofMember },
  /** Each may make two hundred pages. */
  sourceLists: { max: 20, timeWindow: MINUTE, keyGenerator: ofMember },
  /** Each paste of words from another page. */
  borrowings: { max: 120, timeWindow: MINUTE, keyGenerator: ofMember },
  /** What a member does with contributions: ending one, saying what it is about, putting a page back. */
  contributions: { max: 120, timeWindow: MINUTE, keyGenerator: ofMember },
  /** What a member writes apart is kept every second or so. */
  forks: { max: 240, timeWindow: MINUTE, keyGenerator: ofMember },
  /** What a member says in threads, and settles. */
  discussion: { max: 120, timeWindow: MINUTE, keyGenerator: ofMember },
  /** Validators go through a page from the keyboard. */
  verdicts: { max: 300, timeWindow: MINUTE, keyGenerator: ofMember },
  /** Each may read a page twice from its beginning. */
  diffs: { max: 240, timeWindow: MINUTE, keyGenerator: ofMember },
  /** Pictures, by where they come from. */
  uploads: { max: 60, timeWindow: MINUTE },
  newPages: { max: 60, timeWindow: MINUTE, keyGenerator: ofMember },
  /** Screens and programs ask while one types. */
  searches: { max: 600, timeWindow: MINUTE, keyGenerator: ofMember },
  /** Each may be the whole wiki. */
  packs: { max: 60, timeWindow: MINUTE, keyGenerator: ofMember },
  /** A tab asks for one each time that its connection was lost. */
  tickets: { max: 300, timeWindow: MINUTE, keyGenerator: ofMember },
} as const
