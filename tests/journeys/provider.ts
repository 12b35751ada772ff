import { createServer, type Server } from 'node:http'
import { Provider } from 'oidc-provider'

/** Who the provider says that people are, by their subject. */
const NAMES: Readonly<Record<string, string>> = { 'ana-7': 'Ana du réseau', 'ben-9': 'Ben du réseau' }

/** A real provider of identities on this machine, at which whoever comes is `subject` and agrees. */
export class ProviderForTests {
  subject = 'ana-7'
  readonly issuer: string
  readonly #server: Server

  constructor(port: number, wikiUrl: string) {
    this.issuer = `http://localhost:${port}`
    const provider = new Provider(this.issuer, {
      clients: [
        { client_id: 'terreau', client_secret: 's3cret-of-the-wiki', redirect_uris: [`${wikiUrl}/oidc/return`] },
      ],
      pkce: { required: () => true },
      claims: { openid: ['sub'], profile: ['name'] },
      conformIdTokenClaims: false,
      cookies: { keys: ['of this test alone'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
      findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, name: NAMES[id] }) }),
    })
    provider.use(async (ctx, next) => {
      if (!ctx.path.startsWith('/interaction/')) return next()
      const { prompt, session } = await provider.interactionDetails(ctx.req, ctx.res)
      if (prompt.name === 'login')
        return provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: this.subject } })
      const grant = new provider.Grant({ accountId: session?.accountId ?? '', clientId: 'terreau' })
      grant.addOIDCScope('openid profile')
      return provider.interactionFinished(ctx.req, ctx.res, { consent: { grantId: await grant.save() } })
    })
    const answer = provider.callback()
    this.#server = createServer((request, response) => void answer(request, response)).listen(port, 'localhost')
  }

  /** What the wiki is told of it. */
  get settings(): Record<string, string> {
    return { OIDC_ISSUER: this.issuer, OIDC_CLIENT_ID: 'terreau', OIDC_CLIENT_SECRET: 's3cret-of-the-wiki' }
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}
