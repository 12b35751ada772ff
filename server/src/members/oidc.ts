import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client'
import type { Instant } from '../storage/tables.ts'

/** The one provider of identities that the wiki asks, where it is set. */
export interface OidcSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}

/** Who came back from the provider. */
export interface Identity {
  readonly issuer: string
  readonly subject: string
  /** The name given there, if any. */
  readonly name: string
}

interface Going {
  readonly verifier: string
  readonly nonce: string
  readonly until: Instant
}

const LIFE = 10 * 60 * 1000
const MOST = 10_000

/** Signing in at a provider with PKCE, state and nonce. Asks the provider alone, and only once somebody goes there. */
export class Oidc {
  readonly #settings: OidcSettings
  readonly #back: string
  readonly #now: () => Instant
  /** Who is at the provider now, by their state. */
  readonly #going = new Map<string, Going>()
  #provider: Configuration | null = null

  constructor(settings: OidcSettings, publicUrl: string, now: () => Instant) {
    this.#settings = settings
    this.#back = `${publicUrl}/oidc/return`
    this.#now = now
  }

  get size(): number {
    return this.#going.size
  }

  forgetPast(): void {
    for (const [state, { until }] of this.#going) if (until <= this.#now()) this.#going.delete(state)
  }

  /** Where to send someone, and the state that only their browser may bring back. */
  async leave(): Promise<{ to: URL; state: string }> {
    const provider = await this.#discovered()
    const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()]
    const [oldest] = this.#going.keys()
    if (oldest !== undefined && this.#going.size >= MOST) this.#going.delete(oldest)
    this.#going.set(state, { verifier, nonce, until: this.#now() + LIFE })
    const to = buildAuthorizationUrl(provider, {
      redirect_uri: this.#back,
      scope: 'openid profile',
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    })
    return { to, state }
  }

  /** Who came back with this query; null where they did not leave from this browser, or the provider vouches for nobody. */
  async comeBack(query: string, state: string): Promise<Identity | null> {
    const going = this.#going.get(state)
    this.#going.delete(state)
    if (!going || going.until <= this.#now()) return null
    const provider = await this.#discovered()
    const checks = { pkceCodeVerifier: going.verifier, expectedState: state, expectedNonce: going.nonce }
    const tokens = await authorizationCodeGrant(provider, new URL(`${this.#back}?${query}`), checks).catch(() => null)
    const claims = tokens?.claims()
    if (!claims) return null
    return { issuer: claims.iss, subject: claims.sub, name: nameIn(claims) }
  }

  async #discovered(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings
    const url = new URL(issuer)
    // Without TLS a provider is believed on this machine alone.
    const execute = isHere(url) ? [allowInsecureRequests] : []
    this.#provider ??= await discovery(url, clientId, clientSecret, undefined, { execute })
    return this.#provider
  }
}

function isHere({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

function nameIn({ name, preferred_username: nick }: Readonly<Record<string, unknown>>): string {
  const given = [name, nick].find((one): one is string => typeof one === 'string' && one.trim() !== '')
  return (given ?? '').normalize('NFC').trim().slice(0, 60)
}
