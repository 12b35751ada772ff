import { lookup } from 'node:dns/promises'
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import type { LinkOutcome } from '@terreau/shared/api/pages.ts'
import { isPublicAddress } from './public-address.ts'

/** What of the world beyond a check may reach. Tests put their own here, and nothing else does. */
export interface Reach {
  /** The addresses of a name, asked for once a hop. Rejects where it has none. */
  resolve(host: string): Promise<string[]>
  allows(address: string, port: number): boolean
}

const PORTS = new Set([80, 443])

/** The public internet, on the ports of the web. */
export const PUBLIC_WEB: Reach = {
  resolve: async (host) => (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address),
  allows: (address, port) => PORTS.has(port) && isPublicAddress(address),
}

export interface Probed {
  readonly outcome: LinkOutcome
  /** Where it leads for good, where that is elsewhere. */
  readonly movedTo: string | null
}

const MOST_HOPS = 5
const MOST_HOSTS = 3
const UNKNOWN: Probed = { outcome: 'unknown', movedTo: null }
const GONE: Probed = { outcome: 'gone', movedTo: null }

/** Answers to HEAD that say nothing of the page: it is then asked for, and left at the first bytes. */
const TRY_GET = new Set([400, 401, 403, 404, 405, 406, 410, 429, 500, 501, 503])

/**
 * Asks whether a link still leads somewhere: HEAD, else the first bytes of GET. Each hop is looked up once and asked at the
 * very address that was looked at (no second answer of a name server leads elsewhere); what is not public is never asked.
 */
export async function probeLink(url: string, reach: Reach, signal: AbortSignal, msPerHop = 10_000): Promise<Probed> {
  const hosts = new Set<string>()
  let [at, forGood] = [url, true]
  for (let hop = 0; hop < MOST_HOPS; hop++) {
    const target = webAddress(at)
    if (!target || hosts.add(target.host).size > MOST_HOSTS) return UNKNOWN
    const address = await addressOf(target, reach)
    if (address === 'none') return hop === 0 ? GONE : UNKNOWN
    if (address === 'unasked') return UNKNOWN
    const answer = await answerOf(target, address.ip, AbortSignal.any([signal, AbortSignal.timeout(msPerHop)]))
    if (!answer) return UNKNOWN
    if (answer.status === 404 || answer.status === 410) return GONE
    if (answer.status < 300 && answer.status >= 200)
      return hop > 0 && forGood ? { outcome: 'moved', movedTo: target.href } : { outcome: 'ok', movedTo: null }
    if (!answer.location || !URL.canParse(answer.location, target)) return UNKNOWN
    forGood &&= answer.status === 301 || answer.status === 308
    at = new URL(answer.location, target).href
  }
  return UNKNOWN
}

/** Addresses that name a user carry a secret, or hide another host. */
function webAddress(url: string): URL | null {
  const target = URL.canParse(url) ? new URL(url) : null
  return target && /^https?:$/.test(target.protocol) && !target.username && !target.password ? target : null
}

/** The one address to ask; `none` where the name has none any more. */
async function addressOf(target: URL, reach: Reach): Promise<{ readonly ip: string } | 'none' | 'unasked'> {
  const host = target.hostname.replace(/^\[|\]$/g, '')
  const port = Number(target.port) || (target.protocol === 'https:' ? 443 : 80)
  const found = isIP(host) ? [host] : await reach.resolve(host).catch((cause: { code?: string }) => cause.code ?? '')
  if (typeof found === 'string') return found === 'ENOTFOUND' ? 'none' : 'unasked'
  // A name that leads to both sides is not to be trusted with either.
  const [ip] = found.every((address) => reach.allows(address, port)) ? found : []
  return ip === undefined ? 'unasked' : { ip }
}

interface Answered {
  readonly status: number
  readonly location: string | undefined
}

async function answerOf(target: URL, address: string, signal: AbortSignal): Promise<Answered | null> {
  const answer = await ask('HEAD', target, address, signal)
  return answer && TRY_GET.has(answer.status) ? ((await ask('GET', target, address, signal)) ?? answer) : answer
}

function ask(method: 'HEAD' | 'GET', target: URL, address: string, signal: AbortSignal): Promise<Answered | null> {
  const { promise, resolve } = Promise.withResolvers<Answered | null>()
  const done = (response: IncomingMessage) => {
    resolve({ status: response.statusCode ?? 0, location: response.headers.location })
    // No more than what came with the headers is taken.
    response.destroy()
  }
  const options: RequestOptions = {
    method,
    signal,
    agent: false,
    maxHeaderSize: 16 * 1024,
    headers: {
      'user-agent': 'Terreau (link check)',
      accept: '*/*',
      ...(method === 'GET' && { range: 'bytes=0-255' }),
    },
    lookup: (_host, asked, found) => {
      const family = isIP(address)
      if (asked.all) found(null, [{ address, family }])
      else found(null, address, family)
    },
  }
  const request =
    target.protocol === 'https:' ? httpsRequest(target, options, done) : httpRequest(target, options, done)
  request.on('error', () => resolve(null))
  request.end()
  return promise
}
