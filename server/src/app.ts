import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import swagger from '@fastify/swagger'
import websocket from '@fastify/websocket'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Action } from '@terreau/shared/permission/may.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { careRoutes } from './care/care-routes.ts'
import { communeRoutes } from './communes/commune-routes.ts'
import type { Config } from './config.ts'
import { directoryFileRoutes } from './directory/file-routes.ts'
import { directoryRoutes } from './directory/directory-routes.ts'
import { doubleRoutes } from './directory/double-routes.ts'
import { discussionRoutes } from './discussion/discussion-routes.ts'
import { exportRoutes } from './exporting/export-routes.ts'
import { fileRoutes } from './files/file-routes.ts'
import { Buckets } from './http/buckets.ts'
import { logWhatIsNotable } from './http/notable.ts'
import { answerRefusals } from './http/answers.ts'
import { compiledWhenAsked } from './http/compiled-when-asked.ts'
import { stepRoutes } from './first-steps/step-routes.ts'
import { guard } from './http/guard.ts'
import { harden } from './http/harden.ts'
import { healthRoutes } from './http/health-routes.ts'
import { LinkDesk } from './links/link-desk.ts'
import { mapRoutes } from './maps/map-routes.ts'
import { OutlineStore } from './maps/outline-store.ts'
import { linkRoutes } from './links/link-routes.ts'
import { LinkStore } from './links/link-store.ts'
import { PUBLIC_WEB } from './links/probe-link.ts'
import { breakOffWhatIsLost } from './http/running-answers.ts'
import { refuseWritesWhileFull } from './http/while-full.ts'
import { Challenges } from './members/challenges.ts'
import { comingIn, joining } from './members/coming-in.ts'
import { invitationRoutes } from './members/invitation-routes.ts'
import { MailDesk } from './members/mail-desk.ts'
import { mailRoutes } from './members/mail-routes.ts'
import { Mailer } from './members/mailer.ts'
import { PasskeyDesk } from './members/passkey-desk.ts'
import { passkeyRoutes } from './members/passkey-routes.ts'
import { Oidc } from './members/oidc.ts'
import { oidcRoutes } from './members/oidc-routes.ts'
import { memberRoutes } from './members/member-routes.ts'
import { feedRoutes } from './notices/feed-routes.ts'
import { noticeRoutes } from './notices/notice-routes.ts'
import { personRoutes } from './persons/person-routes.ts'
import { contributionRoutes, historyRoutes } from './history/history-routes.ts'
import { provRoutes } from './history/prov-routes.ts'
import { pageRoutes } from './pages/page-routes.ts'
import { correctionRoutes } from './proposals/correction-routes.ts'
import { forkRoutes } from './proposals/fork-routes.ts'
import { QuestionDesk } from './questions/question-desk.ts'
import { questionRoutes } from './questions/question-routes.ts'
import { QuestionStore } from './questions/question-store.ts'
import { reviewRoutes } from './reviews/review-routes.ts'
import { collabRoutes } from './rooms/collab-routes.ts'
import { draftRoutes } from './rooms/draft-routes.ts'
import { MAX_UPDATE_BYTES } from './rooms/inspect-update.ts'
import { readUpdatesRoutes } from './rooms/read-updates-routes.ts'
import { Tickets } from './rooms/tickets.ts'
import { territoryRoutes } from './territories/territory-routes.ts'
import { screenRoutes } from './screens/screen-routes.ts'
import { OfflinePacks } from './search/offline-pack.ts'
import { searchRoutes } from './search/search-routes.ts'
import { sourceRoutes } from './sources/source-routes.ts'
import type { Wiki } from './wiki.ts'

/** The wiki over HTTP: what it answers, and to whom. Ready to listen or to be injected; closing it leaves the wiki open. */
export async function buildApp(
  wiki: Wiki,
  config: Config,
  onRoute: (route: string, action?: Action) => void = () => {},
  compilersFactory: Partial<ReturnType<typeof compiledWhenAsked>> = compiledWhenAsked(),
): Promise<FastifyInstance> {
  const app = Fastify({
    logger: { level: 'warn' },
    trustProxy: config.trustedProxies.length > 0 && [...config.trustedProxies],
    requestTimeout: 300_000,
    bodyLimit: 1024 * 1024,
    routerOptions: { maxParamLength: 200 },
    schemaController: { compilersFactory },
  })
  app.addHook('onRoute', ({ method, url, config: { action } = {} }) =>
    [method].flat().forEach((one) => onRoute(`${one} ${url}`, action)),
  )
  answerRefusals(app)
  logWhatIsNotable(app)
  app.setNotFoundHandler(() => {
    throw new Refusal('route.unknown')
  })
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )
  await app.register(cookie)
  await harden(app, config, config.tiles && new URL(config.tiles.url).origin)
  guard(app, config, (secret) => wiki.members.signedIn(secret))
  breakOffWhatIsLost(app, (listener) => wiki.rooms.onLoss(listener))
  refuseWritesWhileFull(app, wiki.disk)
  await app.register(swagger, { openapi: { info: { title: 'Terreau', version: '0.1.0' } } })
  await app.register(websocket, { options: { maxPayload: MAX_UPDATE_BYTES + 1024, perMessageDeflate: false } })
  await app.register(multipart, { limits: { fileSize: 20 * 1024 * 1024, files: 1, fields: 0 } })
  await app.register(async (routes) => {
    healthRoutes(routes, wiki)
    const onEnd = (sessionId: string) => wiki.rooms.endSession(sessionId)
    const comeIn = comingIn(config, wiki.members, { onEnd, secondNames: wiki.secondNames })
    const mail = mailDesk(wiki, config, (cause) => app.log.error(cause))
    // One link lets in twenty people at once, and two more each minute.
    const shares = new Buckets<string>(20, 1 / 30, wiki.now)
    const join = joining(wiki.members, shares, comeIn)
    const [challenges, tickets] = [new Challenges(wiki.now), new Tickets(wiki.now)]
    wiki.retention.also(shares, challenges, tickets, mail.letters)
    memberRoutes(routes, config, wiki.members, {
      join,
      onEnd,
      ways: { mail: mail.sends, oidc: config.oidc !== null },
      hasNews: (member) => wiki.notices.desk.hasNews(member),
      isAsked: async (member) => (await wiki.territoryDesk.askedOf(member)).length > 0,
    })
    mailRoutes(routes, wiki.members, { desk: mail, addresses: wiki.addresses, comeIn })
    if (config.oidc) {
      const [oidc, identities] = [new Oidc(config.oidc, config.publicUrl, wiki.now), wiki.identities]
      wiki.retention.also(oidc)
      oidcRoutes(routes, { site: config, oidc, comeIn, memberOf: (identity) => identities.memberOf(identity) })
    }
    passkeyRoutes(routes, wiki.members, { desk: new PasskeyDesk(wiki.passkeys, challenges, config), comeIn })
    invitationRoutes(routes, config, wiki.invitations)
    territoryRoutes(routes, wiki.territoryDesk)
    communeRoutes(routes)
    personRoutes(routes, config, wiki.personDesk)
    stepRoutes(routes, wiki.stepDesk)
    careRoutes(routes, wiki.careDesk)
    discussionRoutes(routes, wiki.discussion)
    noticeRoutes(routes, wiki.notices.desk, mail.sends)
    feedRoutes(routes, { ...wiki.notices, site: config, pages: wiki.pages, territories: wiki.territoryDesk })
    reviewRoutes(routes, wiki.reviews.desk, wiki.reviews.queues)
    correctionRoutes(routes, config, wiki.corrections)
    forkRoutes(routes, wiki.forks)
    const directory = { ...wiki, db: wiki.store.db }
    directoryRoutes(routes, directory)
    directoryFileRoutes(routes, config, directory)
    doubleRoutes(routes, wiki.doubles)
    pageRoutes(routes, config, wiki.desk)
    historyRoutes(routes, wiki.provenance, wiki.borrowings)
    contributionRoutes(routes, wiki.history)
    provRoutes(routes, config, wiki.prov)
    exportRoutes(routes, config, wiki.exporting)
    sourceRoutes(routes, wiki.sourceDesk)
    linkRoutes(
      routes,
      linkDesk(wiki, config, (cause) => app.log.error(cause)),
    )
    mapRoutes(routes, config.tiles, new OutlineStore(wiki.store.db))
    fileRoutes(routes, wiki.files)
    searchRoutes(routes, wiki.search, new OfflinePacks(wiki.store.db, wiki.now, () => wiki.search.synonyms))
    questionRoutes(routes, new QuestionDesk(new QuestionStore(wiki.store.db, wiki.now), wiki.pages))
    readUpdatesRoutes(routes, wiki.rooms, wiki.pages)
    collabRoutes(routes, { ...wiki, site: config, tickets })
    draftRoutes(routes, wiki.drafts)
    await screenRoutes(routes, config, { ...wiki, db: wiki.store.db, join })
  })
  return app
}

function linkDesk({ store, pages, now }: Wiki, { linkCheck }: Config, onDefect: (cause: unknown) => void): LinkDesk {
  return new LinkDesk({ store: new LinkStore(store.db), pages, now, reach: PUBLIC_WEB, allowed: linkCheck, onDefect })
}

function mailDesk(wiki: Wiki, { mail, publicUrl }: Config, onUnsent: (cause: unknown) => void): MailDesk {
  return new MailDesk({ ...wiki, mailer: mail && new Mailer(mail), publicUrl, onUnsent })
}
