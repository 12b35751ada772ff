import * as Y from 'yjs'
import type { PageAnswer, StoredImage } from '@terreau/shared/api/pages.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import type { Territory } from '@terreau/shared/api/territories.ts'
import { bodyOf } from '@terreau/shared/document/yxml.ts'
import type { MemberId, PageId, TerritoryId } from '@terreau/shared/ids.ts'
import type { Place } from '@terreau/shared/permission/may.ts'
import { narrower, type Visibility } from '@terreau/shared/permission/visibility.ts'
import { WikiForTests } from '../../server/src/wiki-for-tests.ts'
import { picture } from '../../server/src/pictures-for-tests.ts'

/** Somebody who asks: a visitor has neither secret nor member. */
export interface Asker {
  readonly who: string
  readonly secret: string | null
  readonly member: Member | null
}

/** A page or a territory that is asked about, with a word that stands in it and nowhere else. */
export interface Thing {
  readonly what: string
  readonly id: string
  readonly slug: string
  readonly word: string
  readonly place: Place
  readonly madeBy: MemberId | null
  /** A picture on it, of a page. */
  readonly file: string
  /** There is no such thing. */
  readonly absent?: true
}

/** A provider that nobody answers at: its routes are there to be asked. */
const PROVIDER = { OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_CLIENT_ID: 'terreau', OIDC_CLIENT_SECRET: 'x' }

const NOBODYS_ID = '01932f7e-4a10-7c3a-9b1e-5a2f0c7d8e11'

/** A wiki with people of each role, here and elsewhere, and pages and territories of each kind. */
export class Cast {
  readonly wiki: WikiForTests
  askers: readonly Asker[] = []
  pages: readonly Thing[] = []
  territories: readonly Thing[] = []
  /** A steward of the network, who sets the scene and looks at what became of it. */
  steward = ''
  #words = 0

  private constructor(wiki: WikiForTests) {
    this.wiki = wiki
  }

  static async open(): Promise<Cast> {
    const cast = new Cast(await WikiForTests.open(PROVIDER))
    cast.steward = await cast.wiki.someone('steward', 'Régie')
    const [home, closed, hidden, away] = [
      await cast.#territory('ici', 'public'),
      await cast.#territory('clos', 'private'),
      await cast.#territory('discret', 'unlisted'),
      await cast.#territory('ailleurs', 'public'),
    ]
    cast.territories = [home, closed, hidden, away]
    cast.askers = await cast.#people([home, closed, hidden], away)
    cast.pages = await cast.#everyPage(home, closed, hidden)
    await cast.#linked()
    await cast.#quarantine()
    await cast.#leave()
    return cast
  }

  close(): Promise<void> {
    return this.wiki.close()
  }

  /** What nobody may know of, since it is not: a page or a territory with the id of nothing. */
  get nothing(): Thing {
    const place = { territory: NOBODYS_ID as TerritoryId, reach: 'private' } as const
    return {
      what: 'nothing',
      id: NOBODYS_ID,
      slug: NOBODYS_ID,
      word: NOBODYS_ID,
      place,
      madeBy: null,
      file: '0'.repeat(64),
      absent: true,
    }
  }

  /** The person as the server knows them at this moment. */
  async me(secret: string): Promise<Member> {
    return (await this.wiki.ask<{ member: Member }>('GET', '/api/me', secret)).json.member
  }

  /** A newcomer nobody knows yet. */
  async stranger(): Promise<MemberId> {
    return (await this.me(await this.wiki.someone('member', 'Passante'))).id
  }

  async #territory(what: string, visibility: Visibility): Promise<Thing> {
    const word = this.#word()
    const asked = { name: `Territoire ${word}`, kind: 'centre', visibility }
    const { json } = await this.wiki.ask<Territory>('POST', '/api/territories', this.steward, asked)
    const place = { territory: json.id, reach: visibility }
    return { what: `a territory: ${what}`, id: json.id, slug: json.id, word, place, madeBy: null, file: '' }
  }

  async #people(here: Thing[], away: Thing): Promise<Asker[]> {
    const people: [string, 'member' | 'validator' | 'steward', ('member' | 'validator' | 'steward') | null, Thing[]][] =
      [
        ['a member', 'member', null, []],
        ['a member here', 'member', 'member', here],
        ['a member elsewhere', 'member', 'member', [away]],
        ['a validator here', 'member', 'validator', here],
        ['a steward here', 'member', 'steward', here],
        ['a steward elsewhere', 'member', 'steward', [away]],
        ['a validator of the network', 'validator', null, []],
        ['a steward of the network', 'steward', null, []],
        ['someone in quarantine', 'member', 'steward', here],
        ['someone who was a steward here until today', 'member', 'steward', here],
        ['someone signed out', 'member', 'steward', here],
      ]
    const askers: Asker[] = [{ who: 'a visitor', secret: null, member: null }]
    for (const [who, role, there, territories] of people) {
      const secret = await this.wiki.someone(role, who)
      const { id } = await this.me(secret)
      const until = who.endsWith('until today') && { until: new Date(Date.now() + 60_000).toISOString() }
      for (const { id: territory } of there ? territories : [])
        await this.wiki.ask('PUT', `/api/territories/${territory}/members/${id}`, this.steward, {
          role: there,
          ...until,
        })
      askers.push({ who, secret, member: await this.me(secret) })
    }
    return askers
  }

  async #everyPage(home: Thing, closed: Thing, hidden: Thing): Promise<Thing[]> {
    const pages: Thing[] = []
    for (const territory of [null, home, closed, hidden])
      for (const visibility of ['public', 'unlisted', 'private'] as const)
        pages.push(await this.#page(territory, visibility, this.steward))
    for (const visibility of ['public', 'private'] as const) {
      pages.push(await this.#archived(await this.#page(home, visibility, this.steward)))
      pages.push(await this.#locked(await this.#page(home, visibility, this.steward)))
    }
    for (const who of ['a member here', 'someone in quarantine'])
      pages.push(await this.#page(home, 'private', this.secretOf(who)))
    return pages
  }

  secretOf(who: string): string {
    return this.askers.find((asker) => asker.who === who)?.secret ?? ''
  }

  async #page(territory: Thing | null, visibility: Visibility, secret: string): Promise<Thing> {
    const word = this.#word()
    const asked = {
      type: 'practice',
      title: `Commun ${word}`,
      visibility,
      ...(territory && { territory: territory.id }),
    }
    const { json } = await this.wiki.ask<PageAnswer>('POST', '/api/pages', secret, asked)
    const { id, slug } = json.page
    const madeBy = (await this.me(secret)).id
    const file = await this.addPicture(secret)
    await this.#show(id, madeBy, file, word)
    const said = { kind: 'talk', words: `Que dire du ${word} ?` }
    await this.wiki.ask('POST', `/api/pages/${id}/threads`, this.steward, said)
    const passage = json.page.passages.find(({ field }) => field === 'title')?.hash
    const other = { passage, words: `Autre ${word}` }
    await this.wiki.ask('POST', `/api/pages/${id}/corrections`, this.steward, other)
    const place = {
      territory: (territory?.id ?? null) as TerritoryId | null,
      reach: narrower(visibility, territory?.place.reach ?? 'public'),
    }
    const what = `a ${visibility} page of ${territory ? territory.what : 'the network'}, made by ${json.page.authors[0]?.name}`
    return { what, id, slug, word, place, madeBy, file }
  }

  /** Puts the page's word and a picture into its text. */
  async #show(id: PageId, by: MemberId, file: string, word: string): Promise<void> {
    await this.wiki.wiki.rooms.write(id, by, (doc) => {
      const [paragraph, image] = [new Y.XmlElement('paragraph'), new Y.XmlElement('image')]
      paragraph.insert(0, [new Y.XmlText(`Commun, le ${word}.`)])
      for (const [key, value] of Object.entries({ file, alt: word })) image.setAttribute(key, value)
      bodyOf(doc).insert(0, [paragraph, image])
    })
    await this.wiki.wiki.projector.settled()
  }

  async #archived(page: Thing): Promise<Thing> {
    await this.wiki.ask('PUT', `/api/pages/${page.id}/archived`, this.steward, { archived: true })
    return { ...page, what: `${page.what}, archived`, place: { ...page.place, archivedAt: 1 } }
  }

  async #locked(page: Thing): Promise<Thing> {
    await this.wiki.ask('PUT', `/api/pages/${page.id}/lock`, this.steward, {
      reason: 'Le temps de relire',
      minutes: 600,
    })
    return { ...page, what: `${page.what}, locked`, place: { ...page.place, locked: true } }
  }

  async #quarantine(): Promise<void> {
    const secret = this.secretOf('someone in quarantine')
    const { id } = await this.me(secret)
    await this.wiki.ask('POST', `/api/members/${id}/quarantine`, this.steward, { reason: 'Le temps de parler' })
    const member = await this.me(secret)
    this.askers = this.askers.map((asker) => (asker.secret === secret ? { ...asker, member } : asker))
  }

  /** Some minutes go by, and somebody's role with it; somebody else signs out, whose secret then opens nothing. */
  async #leave(): Promise<void> {
    this.wiki.ahead = 5 * 60_000
    await this.wiki.ask('DELETE', '/api/sessions/current', this.secretOf('someone signed out'))
    const now = async ({ who, secret }: Asker) => ({ who, secret, member: secret ? await this.me(secret) : null })
    this.askers = await Promise.all(this.askers.map(now))
  }

  /** Each page links to every other, so that what is named in a page and what names it is asked about too. */
  async #linked(): Promise<void> {
    const by = (await this.me(this.steward)).id
    for (const { id } of this.pages)
      await this.wiki.wiki.rooms.write(id as PageId, by, (doc) => {
        const paragraph = new Y.XmlElement('paragraph')
        bodyOf(doc).push([paragraph])
        paragraph.insert(0, this.pages.filter((page) => page.id !== id).map(linkTo))
      })
    await this.wiki.wiki.projector.settled()
  }

  async addPicture(secret: string): Promise<string> {
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(await picture())], { type: 'image/png' }), 'a.png')
    const request = new Request('http://localhost', { method: 'POST', body: form })
    const headers = { authorization: `Bearer ${secret}`, 'content-type': request.headers.get('content-type') ?? '' }
    const payload = Buffer.from(await request.arrayBuffer())
    const answer = await this.wiki.app.inject({ method: 'POST', url: '/api/files', headers, payload })
    return answer.json<StoredImage>().file
  }

  #word(): string {
    this.#words += 1
    return `zibelin${String.fromCodePoint(96 + (this.#words % 26 || 26))}${this.#words}x`
  }
}

function linkTo({ id }: Thing): Y.XmlElement {
  const link = new Y.XmlElement('pageLink')
  for (const [key, value] of Object.entries({ page: id, text: 'Voir' })) link.setAttribute(key, value)
  return link
}
