import { randomUUID } from 'node:crypto'
import { REFUSALS, type RefusalCode } from '@terreau/shared/refusals.ts'
import { schemaFingerprint } from '@terreau/shared/document/schema.ts'
import { fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import type { Action } from '@terreau/shared/permission/may.ts'
import type { Asker, Cast, Thing } from './cast.ts'

/** One request, ready to be sent. */
interface Call {
  readonly url: string
  readonly payload?: object | Buffer
  readonly type?: string
}

/** How a route is called, and what it is about. Who may call it is nowhere said here: that is the table's to say. */
export interface Calling {
  /** `page`, `territory`: each of them is asked about; `network`: the wiki as a whole; `own`: what belongs to the asker alone; `lists`: whatever they may see. */
  readonly about: 'page' | 'territory' | 'network' | 'own' | 'lists'
  /** What is asked of the place, where the route alone asks for less; any of them is enough. */
  readonly asks?: readonly { readonly action: Action; readonly ofMaker?: boolean }[]
  /** The place is asked about as if it were private: only those who belong to it are answered. */
  readonly belongs?: boolean
  /** It puts something there, which takes belonging there beside the right itself. */
  readonly puts?: boolean
  /** The session that asks does not outlive it: it is asked from one more device. */
  readonly endsSession?: boolean
  /** Whoever keeps a page is told of it, listed or not: reports reach those who can answer them. */
  readonly tellsKeepers?: boolean
  /** Whoever made a page is told of it, for ever: their own words are theirs. */
  readonly tellsMaker?: boolean
  /** A link is an address: what the page links to is named to its readers, listed or not. */
  readonly tellsLinked?: boolean
  /** Whoever has no session is asked to come in, whatever the table says. */
  readonly signedIn?: boolean
  /** Whoever may not do it is told that there is no such thing. */
  readonly hides?: boolean
  /** What it answers for what is not there. */
  readonly unknown?: RefusalCode
  /** Refusals that have nothing to do with rights: the call was let through. */
  readonly alsoDone?: readonly RefusalCode[]
  call(cast: Cast, thing: Thing, asker: Asker): Call | Promise<Call>
}

const get = (path: string): Calling => ({ about: 'lists', call: () => ({ url: path }) })
const ofPage = (path: string, payload?: object, more: Partial<Calling> = {}): Calling => ({
  about: 'page',
  unknown: 'page.unknown',
  call: (_cast, { id }) => ({ url: `/api/pages/${id}${path}`, ...(payload && { payload }) }),
  ...more,
})
const ofTerritory = (path: string, payload?: object, more: Partial<Calling> = {}): Calling => ({
  about: 'territory',
  unknown: 'territory.unknown',
  call: (_cast, { id }) => ({ url: `/api/territories/${id}${path}`, ...(payload && { payload }) }),
  ...more,
})
const mail = { address: 'quelqu-un@exemple.org' }
const reason = { reason: 'Une raison dite à tout le monde' }

const unsigned = { id: 'x', rawId: 'x', type: 'public-key', response: {}, clientExtensionResults: {} }

const unknownMailLink: Calling = {
  ...get(`/api/mail-links/${'x'.repeat(43)}`),
  alsoDone: ['mail.not-set', 'mail.unknown-link'],
}

/** Nothing new, as a Yjs update. */
const NO_UPDATE = Buffer.from([0, 0])

/** What somebody writes apart is theirs alone; who else asks is told that there is no such thing. */
function ofNoFork(path: string, payload?: object | Buffer): Calling {
  const type = payload instanceof Buffer && { type: 'application/octet-stream' }
  const call = () => ({ url: `/api/forks/none${path}`, ...(payload && { payload }), ...type })
  return { about: 'lists', alsoDone: ['fork.unknown'], call }
}

/** Every route of the server; one that is missing here fails the matrix, as does one that is no route any more. */
export const CALLS: Readonly<Record<string, Calling>> = {
  'GET /api/health': get('/api/health'),
  'GET /api/openapi.json': get('/api/openapi.json'),
  'GET /api/me': get('/api/me'),
  'GET /assets/*': get('/assets/none.js'),
  'GET /au-hasard': get('/au-hasard'),
  'GET /sw.js': get('/sw.js'),
  'GET /sans-reseau/coquille': get('/sans-reseau/coquille'),
  'GET /oidc/go': get('/oidc/go'),
  'GET /oidc/return': get('/oidc/return?code=x&state=y'),
  'GET /*': get('/chercher?q=commun'),

  'GET /api/pages': get('/api/pages?limit=100'),
  'GET /api/places.geojson': get('/api/places.geojson?near=44.8,-0.5'),
  'GET /api/pages.csv': get('/api/pages.csv'),
  'GET /calendar.ics': get('/calendar.ics'),
  'GET /api/week': get('/api/week?territory=33063'),
  'GET /api/needs': get('/api/needs'),
  'GET /api/gaps/:kind': get('/api/gaps/orphans'),
  'GET /api/odd-position': get('/api/odd-position?at=44.8,-0.5&commune=33063'),
  'GET /api/doubles': get('/api/doubles'),
  'POST /api/doubles/merged': {
    about: 'page',
    unknown: 'page.unknown',
    alsoDone: ['double.unknown'],
    call: (_cast, { id }) => ({ url: '/api/doubles/merged', payload: { keep: id, other: id } }),
  },
  'POST /api/doubles/apart': {
    about: 'page',
    unknown: 'page.unknown',
    alsoDone: ['double.unknown'],
    call: (_cast, { id }) => ({ url: '/api/doubles/apart', payload: { one: id, other: id } }),
  },
  'DELETE /api/doubles/apart/:one/:other': {
    about: 'page',
    unknown: 'page.unknown',
    alsoDone: ['double.unknown'],
    call: (_cast, { id }) => ({ url: `/api/doubles/apart/${id}/${id}` }),
  },
  'GET /api/pages/:ref/hours': ofPage('/hours'),
  'GET /api/pages/:ref/ways': ofPage('/ways'),
  'GET /api/pages/:ref/neighbours': ofPage('/neighbours'),
  'GET /api/search': get('/api/search?q=commun&limit=50'),
  'GET /api/suggest': get('/api/suggest?q=comm'),
  'GET /api/live': get('/api/live'),
  'GET /api/offline-pack': get('/api/offline-pack'),
  'GET /api/offline-pack/size': get('/api/offline-pack/size'),
  'GET /api/questions': get('/api/questions'),
  'POST /api/questions': {
    about: 'network',
    call: () => ({ url: '/api/questions', payload: { words: 'Qui prête une échelle ?', lang: 'fr' } }),
  },
  'POST /questions': {
    about: 'network',
    call: () => ({ url: '/questions', payload: { words: 'Qui prête une échelle ?', lang: 'fr' } }),
  },
  'POST /api/questions/:id/answer': {
    about: 'page',
    unknown: 'page.unknown',
    alsoDone: ['question.unknown'],
    call: (_cast, { id }) => ({ url: '/api/questions/none/answer', payload: { page: id } }),
  },
  'DELETE /api/questions/:id': {
    about: 'network',
    alsoDone: ['question.unknown'],
    call: () => ({ url: '/api/questions/none' }),
  },
  'GET /api/export.zip': get('/api/export.zip'),
  'GET /api/territories': get('/api/territories'),
  'GET /api/communes': get('/api/communes?q=bordeaux'),
  'GET /api/areas': get('/api/areas?q=gironde'),
  'GET /api/areas/:code': get('/api/areas/33063'),
  'GET /api/ledger': get('/api/ledger'),
  'GET /api/reports': { ...get('/api/reports'), tellsKeepers: true },

  'POST /api/pages': {
    about: 'network',
    call: () => ({ url: '/api/pages', payload: { type: 'practice', title: 'Nouvelle' } }),
  },
  'GET /api/pages/:ref': ofPage('', undefined, { tellsLinked: true }),
  'POST /api/sources/brought': {
    about: 'network',
    call: () => ({ url: '/api/sources/brought', payload: { items: [{ title: 'Une source' }], dry: true } }),
  },
  'GET /api/link-checks': { about: 'network', call: () => ({ url: '/api/link-checks' }) },
  'POST /api/link-checks': {
    about: 'network',
    alsoDone: ['links.not-set'],
    call: () => ({ url: '/api/link-checks' }),
  },
  'DELETE /api/link-checks/current': { about: 'network', call: () => ({ url: '/api/link-checks/current' }) },
  'GET /api/pages/:ref/qr.svg': ofPage('/qr.svg'),
  'GET /api/ground': get('/api/ground?west=-1&south=44&east=0&north=45'),
  'GET /api/pages/:ref/backlinks': ofPage('/backlinks'),
  'GET /api/reviews': get('/api/reviews'),
  'GET /api/pages/:ref/changes': ofPage('/changes', undefined, { tellsLinked: true }),
  'POST /api/pages/:ref/verdicts': ofPage(
    '/verdicts',
    { hunks: ['0'.repeat(64)], verdict: 'validated' },
    { alsoDone: ['review.stale'] },
  ),
  'GET /api/pages/:ref/versions': ofPage('/versions'),
  'POST /api/pages/:ref/versions': ofPage('/versions', undefined, { alsoDone: ['review.nothing-accepted'] }),
  'GET /api/pages/:ref/tie': ofPage('/tie', undefined, { signedIn: true }),
  'PUT /api/pages/:ref/tie': ofPage('/tie', { tied: false }, { signedIn: true }),
  'GET /api/pages/:ref/contributions': ofPage('/contributions'),
  'GET /api/pages/:ref/diff': ofPage('/diff?from=start&to=now'),
  'POST /api/pages/:ref/proposals': ofPage('/proposals', {}, { alsoDone: ['contribution.nothing-new'] }),
  'POST /api/pages/:ref/restorations': ofPage('', undefined, {
    alsoDone: ['contribution.entangled'],
    call: async (cast, { id }) => ({
      url: `/api/pages/${id}/restorations`,
      payload: { to: await firstContribution(cast, id) },
    }),
  }),
  'PUT /api/contributions/:id/words': {
    about: 'page',
    unknown: 'contribution.unknown',
    asks: [{ action: 'page.write', ofMaker: true }],
    call: async (cast, { id }) => ({
      url: `/api/contributions/${await firstContribution(cast, id)}/words`,
      payload: { message: 'Un mot de plus' },
    }),
  },
  'POST /api/contributions/:id/hide': ofFirstContribution('hide'),
  'POST /api/contributions/:id/show': ofFirstContribution('show'),
  'GET /api/pages/:ref/corrections': ofPage('/corrections'),
  'POST /api/pages/:ref/corrections': ofPage(
    '/corrections',
    { passage: '0'.repeat(64), words: 'D’autres mots.' },
    { alsoDone: ['correction.passage-changed'] },
  ),
  'POST /api/pages/:ref/forks': ofPage('/forks', undefined, { signedIn: true }),
  'GET /api/forks/:id/updates': ofNoFork('/updates'),
  'PUT /api/forks/:id/updates': ofNoFork('/updates', NO_UPDATE),
  'POST /api/forks/:id/sending': ofNoFork('/sending', {}),
  'DELETE /api/forks/:id': ofNoFork(''),
  'GET /api/pages/:ref/threads': ofPage('/threads'),
  'POST /api/pages/:ref/threads': ofPage('/threads', { kind: 'talk', words: 'Qui connaît un autre lieu ?' }),
  'GET /api/pages/:ref/people': ofPage('/people?q=r'),
  'POST /api/threads/:id/messages': ofThread('threads', '/messages', { words: 'Moi.' }),
  'POST /api/threads/:id/settling': ofThread('threads', '/settling', { how: 'resolved' }),
  'DELETE /api/threads/:id/settling': ofThread('threads', '/settling'),
  'POST /api/messages/:id/hide': ofThread('messages', '/hide', reason),
  'POST /api/messages/:id/show': ofThread('messages', '/show', reason),
  'GET /api/pages/:ref/provenance': ofPage('/provenance'),
  'GET /api/pages/:ref/prov.json': ofPage('/prov.json', undefined, { tellsLinked: true }),
  'POST /api/pages/:ref/borrowings': {
    about: 'page',
    unknown: 'page.unknown',
    call: (_cast, { id }) => ({ url: `/api/pages/${id}/borrowings`, payload: { from: id, texts: ['des mots'] } }),
  },
  'GET /api/pages/:ref/sources.csl.json': ofPage('/sources.csl.json'),
  'GET /api/pages/:ref/updates': ofPage(`/updates?schema=${schemaFingerprint}`, undefined, { signedIn: true }),
  'PATCH /api/pages/:ref/fields': ofPage('/fields', { summary: 'Un résumé' }, { tellsLinked: true }),
  'POST /api/pages/:ref/updates': ofPage('/updates', undefined, {
    tellsLinked: true,
    call: (_cast, { id }) => ({
      url: `/api/pages/${id}/updates`,
      payload: NO_UPDATE,
      type: 'application/octet-stream',
    }),
  }),
  'PUT /api/pages/:ref/archived': ofPage('/archived', undefined, {
    tellsLinked: true,
    call: (_cast, { id, place }) => ({
      url: `/api/pages/${id}/archived`,
      payload: { archived: Boolean(place.archivedAt) },
    }),
  }),
  'PUT /api/pages/:ref/place': ofPage('/place', undefined, {
    tellsLinked: true,
    asks: [{ action: 'page.place' }, { action: 'page.write', ofMaker: true }],
    call: (_cast, { id, place }) => ({
      url: `/api/pages/${id}/place`,
      payload: { territory: place.territory, visibility: place.reach },
    }),
    puts: true,
  }),
  'POST /api/pages/:ref/reports': ofPage('/reports', { kind: 'wrong' }),
  'PUT /api/pages/:ref/lock': ofPage('/lock', { ...reason, minutes: 5 }),
  'POST /api/pages/:ref/unlock': ofPage('/unlock', reason),
  'POST /api/collab/tickets': {
    about: 'page',
    unknown: 'page.unknown',
    signedIn: true,
    call: (_cast, { id }) => ({ url: '/api/collab/tickets', payload: { pageId: id, schema: schemaFingerprint } }),
  },
  'GET /files/:hash': {
    about: 'page',
    unknown: 'file.unknown',
    call: (_cast, { file }) => ({ url: `/files/${file}` }),
  },
  'POST /api/files': { about: 'network', call: () => ({ url: '/api/files', ...multipart() }) },

  'POST /api/contributions/:id/undo': {
    about: 'page',
    unknown: 'contribution.unknown',
    alsoDone: ['contribution.entangled'],
    call: async (cast, { id }) => ({
      url: `/api/contributions/${await contributionTo(cast, id)}/undo`,
      payload: reason,
    }),
  },
  'POST /api/reports/:id/answer': {
    about: 'page',
    unknown: 'report.unknown',
    hides: true,
    tellsKeepers: true,
    call: async (cast, { id }) => ({ url: `/api/reports/${await reportOn(cast, id)}/answer`, payload: reason }),
  },

  'POST /api/territories': {
    about: 'network',
    call: () => ({
      url: '/api/territories',
      payload: { name: 'Nouveau territoire', kind: 'centre', visibility: 'private' },
    }),
  },
  'PATCH /api/territories/:id': ofTerritory('', undefined, {
    call: (_cast, { id, word }) => ({ url: `/api/territories/${id}`, payload: { name: `Territoire ${word}` } }),
  }),
  'GET /api/territories/:id': ofTerritory(''),
  // Whoever belongs nowhere there leaves it as well: nothing changes.
  'DELETE /api/territories/:id/members/me': ofTerritory('/members/me'),
  'GET /api/territories/:id/members': ofTerritory('/members', undefined, { belongs: true }),
  'PUT /api/territories/:id/members/:member': ofTerritory('', undefined, {
    call: async (cast, { id }) => ({
      url: `/api/territories/${id}/members/${await cast.stranger()}`,
      payload: { role: 'member' },
    }),
  }),
  'POST /api/territories/:id/members/:member/proposal': ofTerritory('', undefined, {
    belongs: true,
    // Someone who does not belong there can be proposed by nobody, who may propose others.
    alsoDone: ['member.unknown'],
    call: async (cast, { id }) => ({
      url: `/api/territories/${id}/members/${await cast.stranger()}/proposal`,
      payload: { why: 'Elle lit avec soin' },
    }),
  }),
  'DELETE /api/territories/:id/members/:member/proposal': ofTerritory('', undefined, {
    alsoDone: ['proposal.unknown'],
    call: async (cast, { id }) => ({ url: `/api/territories/${id}/members/${await cast.stranger()}/proposal` }),
  }),
  'GET /api/first-steps': get('/api/first-steps'),
  'POST /api/first-steps': {
    about: 'page',
    unknown: 'page.unknown',
    // Not every page lacks something.
    alsoDone: ['step.gone'],
    call: (_cast, { id }) => ({ url: '/api/first-steps', payload: { page: id, kind: 'field', key: 'summary' } }),
  },
  'PUT /api/first-steps/:id/ready': ofStep('/ready'),
  'PUT /api/first-steps/:id/good': {
    about: 'lists',
    alsoDone: ['step.gone'],
    call: () => ({ url: '/api/first-steps/none/good' }),
  },
  'DELETE /api/first-steps/:id': ofStep(''),
  'PUT /api/me/first-steps': {
    about: 'lists',
    call: () => ({ url: '/api/me/first-steps', payload: { offered: true } }),
  },
  'GET /api/me/proposals': get('/api/me/proposals'),
  'PUT /api/me/proposals/:id': {
    about: 'lists',
    alsoDone: ['proposal.unknown'],
    call: (cast) => ({ url: `/api/me/proposals/${cast.nothing.id}`, payload: { willing: true } }),
  },

  'GET /api/quarantine': get('/api/quarantine'),
  'POST /api/members/:id/quarantine': ofStranger('quarantine', reason),
  'POST /api/members/:id/signed-out': ofStranger('signed-out', reason),
  'POST /api/members/:id/release': ofStranger('release', reason),
  'POST /api/members/:id/undo': ofStranger('undo', { ...reason, since: '2020-01-01T00:00:00Z' }),

  'GET /api/invitations': get('/api/invitations'),
  'GET /api/invitations/:secret': {
    about: 'lists',
    call: async (cast) => ({ url: `/api/invitations/${await cast.wiki.wiki.members.invite('member', 1, 1)}` }),
  },
  'POST /api/invitations': {
    about: 'territory',
    unknown: 'territory.unknown',
    call: (_cast, { id }) => ({
      url: '/api/invitations',
      payload: { role: 'member', territory: id, uses: 1, days: 1 },
    }),
  },
  'DELETE /api/invitations/:id': {
    about: 'own',
    unknown: 'invitation.unknown',
    call: async (cast, { madeBy }) => ({ url: `/api/invitations/${await invitationOf(cast, madeBy)}` }),
  },
  'POST /api/invitations/:secret/accepted': {
    about: 'lists',
    call: async (cast) => ({ url: `/api/invitations/${await cast.wiki.wiki.members.invite('member', 1, 1)}/accepted` }),
  },
  'POST /api/sessions': {
    about: 'lists',
    endsSession: true,
    call: async (cast) => ({
      url: '/api/sessions',
      payload: { invitation: await cast.wiki.wiki.members.invite('member', 1, 1), name: 'Nouvelle' },
    }),
  },
  'POST /entrer/:secret': {
    about: 'lists',
    endsSession: true,
    call: async (cast) => ({
      url: `/entrer/${await cast.wiki.wiki.members.invite('member', 1, 1)}`,
      payload: { name: 'Nouvelle' },
    }),
  },
  'GET /api/sessions': get('/api/sessions'),
  'DELETE /api/sessions/current': { ...get('/api/sessions/current'), endsSession: true },
  'DELETE /api/sessions/others': get('/api/sessions/others'),
  'DELETE /api/sessions/:id/notice': get('/api/sessions/none/notice'),
  'GET /api/me/export': { ...get('/api/me/export'), tellsMaker: true },
  'PATCH /api/me': { about: 'lists', call: () => ({ url: '/api/me', payload: { name: 'Autrement' } }) },
  // The wiki asks whether it means the one who asks: nobody leaves here.
  'DELETE /api/me': {
    about: 'lists',
    call: async (cast) => ({ url: '/api/me', payload: { id: await cast.stranger() } }),
  },
  'GET /api/me/other': get('/api/me/other'),
  'DELETE /api/me/other': get('/api/me/other'),
  'POST /api/me/other': {
    about: 'lists',
    alsoDone: ['merge.unproved'],
    call: async (cast) => ({ url: '/api/me/other', payload: { id: await cast.stranger() } }),
  },
  'GET /api/me/following': get('/api/me/following'),
  'PUT /api/me/following/:kind/:id': {
    about: 'page',
    unknown: 'page.unknown',
    signedIn: true,
    asks: [{ action: 'page.read' }],
    call: (_cast, { id }) => ({ url: `/api/me/following/page/${id}` }),
  },
  // Whatever it is, nobody follows it any more.
  'DELETE /api/me/following/:kind/:id': {
    about: 'lists',
    call: (cast) => ({ url: `/api/me/following/page/${cast.pages[0]?.id}` }),
  },
  'GET /api/me/notices': get('/api/me/notices'),
  'POST /api/me/notices/read': {
    about: 'lists',
    call: () => ({ url: '/api/me/notices/read', payload: { upto: '2020-01-01T00:00:00Z' } }),
  },
  'PUT /api/me/notices/settings': {
    about: 'lists',
    call: () => ({ url: '/api/me/notices/settings', payload: { mail: 'never' } }),
  },
  'POST /api/letters/:token/stop': {
    ...get('/api/letters/none/stop'),
    alsoDone: ['letters.unknown-link'],
  },
  // Feeds are the same for everyone: what visitors may find.
  'GET /feeds/page/:ref.atom': {
    about: 'lists',
    alsoDone: ['page.unknown'],
    call: (cast) => ({ url: `/feeds/page/${cast.pages[0]?.id}.atom` }),
  },
  'GET /feeds/territory/:id.atom': {
    about: 'lists',
    alsoDone: ['territory.unknown'],
    call: (cast) => ({ url: `/feeds/territory/${cast.territories[0]?.id}.atom` }),
  },
  'GET /feeds/type/:type.atom': get('/feeds/type/practice.atom'),
  'GET /api/me/addresses': get('/api/me/addresses'),
  'POST /api/me/addresses': {
    about: 'lists',
    alsoDone: ['mail.not-set'],
    call: () => ({ url: '/api/me/addresses', payload: mail }),
  },
  'DELETE /api/me/addresses': { about: 'lists', call: () => ({ url: '/api/me/addresses', payload: mail }) },
  'POST /api/mail-links': {
    about: 'lists',
    alsoDone: ['mail.not-set'],
    call: () => ({ url: '/api/mail-links', payload: mail }),
  },
  'GET /api/mail-links/:secret': unknownMailLink,
  'POST /api/mail-links/:secret': unknownMailLink,
  'GET /api/me/passkeys': get('/api/me/passkeys'),
  'POST /api/me/passkeys/options': get('/api/me/passkeys/options'),
  'POST /api/me/passkeys': {
    about: 'lists',
    alsoDone: ['passkey.refused'],
    call: () => ({ url: '/api/me/passkeys', payload: { name: 'Clé', signed: unsigned } }),
  },
  'DELETE /api/me/passkeys/:id': {
    about: 'own',
    unknown: 'passkey.refused',
    call: async (cast, { madeBy }) => ({ url: `/api/me/passkeys/${await passkeyOf(cast, madeBy)}` }),
  },
  'POST /api/passkey-sessions/options': get('/api/passkey-sessions/options'),
  'POST /api/passkey-sessions': {
    about: 'lists',
    alsoDone: ['passkey.refused'],
    call: () => ({ url: '/api/passkey-sessions', payload: unsigned }),
  },
  'GET /api/me/drafts': get('/api/me/drafts'),
  'GET /api/me/proposed': get('/api/me/proposed'),
  'DELETE /api/me/drafts/:id': {
    about: 'own',
    unknown: 'draft.unknown',
    call: async (cast, { id, madeBy }) => ({ url: `/api/me/drafts/${await draftOf(cast, id as PageId, madeBy)}` }),
  },
  'DELETE /api/sessions/:id': {
    about: 'own',
    unknown: 'session.unknown',
    call: async (cast, { madeBy }) => ({ url: `/api/sessions/${await sessionOf(cast, madeBy)}` }),
  },
}

function ofStranger(what: string, payload: object): Calling {
  return {
    about: 'network',
    call: async (cast) => ({ url: `/api/members/${await cast.stranger()}/${what}`, payload }),
  }
}

function ofFirstContribution(what: string): Calling {
  return {
    about: 'page',
    unknown: 'contribution.unknown',
    alsoDone: ['contribution.stands'],
    call: async (cast, { id }) => ({
      url: `/api/contributions/${await firstContribution(cast, id)}/${what}`,
      payload: reason,
    }),
  }
}

/** The one in which a page was made. */
async function firstContribution({ wiki }: Cast, page: string): Promise<string> {
  await wiki.wiki.contributions.flush()
  const rows = wiki.wiki.store.db
    .selectFrom('contribution')
    .select('id')
    .where('page_id', '=', page as PageId)
  return (await rows.orderBy('first_seq').executeTakeFirst())?.id ?? page
}

function ofStep(what: string): Calling {
  return {
    about: 'own',
    unknown: 'step.gone',
    call: async (cast, { id, madeBy }) => ({
      url: `/api/first-steps/${await stepOf(cast, id as PageId, madeBy)}${what}`,
    }),
  }
}

function multipart(): Pick<Call, 'payload' | 'type'> {
  const lines = [
    '--x',
    'Content-Disposition: form-data; name="file"; filename="a.png"',
    'Content-Type: image/png',
    '',
    'no picture',
    '--x--',
    '',
  ]
  return { payload: Buffer.from(lines.join('\r\n')), type: 'multipart/form-data; boundary=x' }
}

/** One that can still be undone: the first, else a new one of somebody else. */
async function contributionTo(cast: Cast, page: string): Promise<string> {
  const { wiki, steward } = cast
  const list = async () => {
    await wiki.wiki.contributions.flush()
    const url = `/api/pages/${page}/contributions`
    const { json } = await wiki.ask<{ contributions?: { id: string; undone: boolean }[] }>('GET', url, steward)
    return json.contributions?.findLast(({ undone }) => !undone)?.id
  }
  const left = await list()
  if (left || page === cast.nothing.id) return left ?? page
  const by = await cast.stranger()
  await wiki.wiki.rooms.write(page as PageId, by, (doc) => fieldsOfDoc(doc).set('summary', `Écrit par ${by}`))
  return (await list()) ?? page
}

/** A thread on the page, or what is said in it. */
function ofThread(what: 'threads' | 'messages', path: string, payload?: object): Calling {
  return {
    about: 'page',
    unknown: 'thread.unknown',
    call: async (cast, { id, absent }) => {
      const thread = absent ? 'none' : await threadOn(cast, id as PageId)
      return { url: `/api/${what}/${thread}${path}`, ...(payload && { payload }) }
    },
  }
}

/** A new thread, whose one message has its id. */
async function threadOn(cast: Cast, page_id: PageId): Promise<string> {
  const [id, { id: by }] = [randomUUID(), await cast.me(cast.steward)]
  const { db } = cast.wiki.wiki.store
  const thread = { id, page_id, kind: 'talk', anchor: null, opened_by: by, opened_at: 1 } as const
  await db
    .insertInto('thread')
    .values({ ...thread, settled_at: null, settled_by: null, settled_how: null })
    .execute()
  await db
    .insertInto('message')
    .values({ id, thread_id: id, by_member: by, at: 1, words: 'Qui vient ?', hidden_at: null })
    .execute()
  return id
}

async function invitationOf({ wiki }: Cast, madeBy: MemberId | null): Promise<string> {
  if (!madeBy) return 'none'
  await wiki.wiki.members.invite('member', 1, 1, null, madeBy)
  return (await wiki.wiki.invitations.ofMember(madeBy)).at(-1)?.id ?? ''
}

async function reportOn({ wiki, steward }: Cast, page: string): Promise<string> {
  await wiki.app.inject({
    method: 'POST',
    url: `/api/pages/${page}/reports`,
    headers: { authorization: `Bearer ${steward}` },
    remoteAddress: elsewhere(),
    payload: { kind: 'wrong' },
  })
  const { json } = await wiki.ask<{ reports: { id: string; page: { id: string } }[] }>('GET', '/api/reports', steward)
  return json.reports.findLast((report) => report.page.id === page)?.id ?? page
}

let drafts = 0

async function draftOf({ wiki }: Cast, pageId: PageId, memberId: MemberId | null): Promise<string> {
  drafts += 1
  const id = `draft-${drafts}`
  if (memberId) await wiki.wiki.drafts.keep({ id, pageId, memberId, why: 'wire.place-gone', words: `Perdus ${drafts}` })
  return id
}

async function sessionOf({ wiki }: Cast, memberId: MemberId | null): Promise<string> {
  if (!memberId) return 'none'
  const { members } = wiki.wiki
  const signedIn = await members.signedIn(await members.openSession(memberId, 'another'))
  return signedIn?.sessionId ?? ''
}

async function passkeyOf({ wiki }: Cast, member_id: MemberId | null): Promise<string> {
  if (!member_id) return 'none'
  const id = randomUUID()
  const row = { id, member_id, public_key: new Uint8Array(1), counter: 0, name: 'Clé', created_at: 1, used_at: null }
  await wiki.wiki.store.db.insertInto('passkey').values(row).execute()
  return id
}

async function stepOf({ wiki }: Cast, page_id: PageId, taken_by: MemberId | null): Promise<string> {
  if (!taken_by) return 'none'
  const id = randomUUID()
  const row = { id, page_id, kind: 'field', key: id, taken_by, taken_at: 1 } as const
  await wiki.wiki.store.db
    .insertInto('first_step')
    .values({ ...row, ready_at: null, with_member: null, finished_at: null })
    .execute()
  return id
}

let addresses = 0

/** Another address for each request: how many may come from one is held elsewhere. */
export function elsewhere(): string {
  addresses += 1
  return `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`
}

export const statusOf = (code: RefusalCode): number => REFUSALS[code].status
