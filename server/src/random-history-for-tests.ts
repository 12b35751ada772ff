import type { ContributionList, Provenance } from '@terreau/shared/api/history.ts'
import type { PageChanges, ReviewHunk, VerdictAnswer } from '@terreau/shared/api/reviews.ts'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { bodyJson, bodyOf } from '@terreau/shared/document/yxml.ts'
import type { BodyNode, Fields } from '@terreau/shared/document/body-node.ts'
import { passagesOf } from '@terreau/shared/document/passages.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import type { ValidatedPassage } from './versions/version-store.ts'
import type { WikiForTests } from './wiki-for-tests.ts'
import { RandomForks, type Hand } from './random-forks-for-tests.ts'
import { chanceOf, RandomHands, type Writer } from './reviews/random-hands-for-tests.ts'

const STEPS = 70
const NAMES = ['Ana', 'Bob', 'Cléo', 'Dan', 'Eve'] as const

interface Person extends Hand {
  /** What their device was given when they proposed something without coming in. */
  readonly device: string
}

/** Whoever proposes something from a device is known by the device alone. */
const visitorOn = (device: string): Writer => ({ id: `visitor on ${device}` })

/** Five people write, on the page and apart, form, undo, restore, judge, and propose as visitors from their devices. */
class RandomHistory {
  readonly #wiki: WikiForTests
  readonly #page: PageAnswer['page']
  readonly #people: Person[]
  readonly #hands: RandomHands
  readonly forks: RandomForks
  readonly #deleters = new Map<string, Writer>()
  /** Who proposed something, by a word that it brings. */
  readonly #proposers = new Map<string, Writer>()
  #text = new Set<string>()
  /** Words that once stood twice, made anew in two places at one time: which of them went is not followed. */
  readonly #doubled = new Set<string>()
  /** The words of the newest version. */
  #validated = new Set<string>()
  readonly broken: string[]
  /** Verdicts that were given and refused, corrections and facts that were taken, and the number of the newest version. */
  readonly #counts = { given: 0, refused: 0, taken: 0, stated: 0, versions: 0 }

  constructor(wiki: WikiForTests, page: PageAnswer['page'], people: Person[], hands: RandomHands) {
    this.#wiki = wiki
    this.#page = page
    this.#people = people
    this.#hands = hands
    this.forks = new RandomForks(wiki, page.id, hands)
    this.broken = this.forks.broken
  }

  get counts() {
    return { ...this.#counts, ...this.forks.counts }
  }

  /** One writes three paragraphs, and another validates them: the first version. */
  async begin(): Promise<void> {
    const [first, , , one, other] = this.#people as [Person, Person, Person, Person, Person]
    const sentences = [1, 2, 3].map(() => this.#hands.sentence(one))
    await this.#wiki.wiki.rooms.write(this.#page.id, one.id, (doc) => bodyOf(doc).insert(0, sentences))
    await this.#follow(one)
    for (const who of [first, one]) await this.#ask('proposals', who, {})
    await this.#judge(other)
  }

  async step(): Promise<void> {
    const one = this.#hands.pick(this.#people)
    const kind = this.#hands.below(30)
    if (kind < 10) await this.#write(one)
    else if (kind < 12) await this.#ask('proposals', one, {})
    else if (kind < 13) await (this.#hands.below(3) > 0 ? this.#propose(one) : this.#state(one))
    else if (kind < 14) await this.#restore(one)
    else if (kind < 15) await this.#undo()
    else if (kind < 20) await this.forks.write(one)
    else if (kind < 22) await this.forks.withdraw(one)
    else await this.#judge(one)
  }

  /** Two of the people turn out to be one, who goes on under one of the names. */
  async merge(): Promise<void> {
    const [, one, other] = this.#people as [Person, Person, Person]
    const { status } = await this.#wiki.ask('POST', '/api/me/other', other.secret, { id: one.id })
    if (status !== 204) this.broken.push(`two names of one were answered ${status}`)
    Object.assign(one, { id: other.id, secret: other.secret })
    this.#people.splice(1, 1)
  }

  async #write(one: Person): Promise<void> {
    await this.#wiki.wiki.rooms.write(this.#page.id, one.id, (doc) => this.#hands.edit(bodyOf(doc), one))
    await this.#follow(one)
  }

  async #restore(one: Person): Promise<void> {
    const { json } = await this.#wiki.ask<ContributionList>(
      'GET',
      `/api/pages/${this.#page.id}/contributions`,
      one.secret,
    )
    const to = this.#hands.pick(json.contributions)
    await this.#ask('restorations', one, { to: to.id })
    await this.#follow(one)
  }

  /** A steward takes back what somebody wrote: the first of the people is one. */
  async #undo(): Promise<void> {
    const steward = this.#people[0] as Person
    const { json } = await this.#wiki.ask<ContributionList>(
      'GET',
      `/api/pages/${this.#page.id}/contributions`,
      steward.secret,
    )
    const { id } = this.#hands.pick(json.contributions)
    await this.#wiki.ask('POST', `/api/contributions/${id}/undo`, steward.secret, { reason: 'pour voir' })
    await this.#follow(steward)
  }

  /** Words that were there and are no more were taken away by whoever wrote just now. */
  async #follow(one: Writer): Promise<void> {
    const { body } = await this.#wiki.wiki.rooms.read(this.#page.id)
    const words = wordsOf(JSON.stringify(body))
    const now = new Set(words)
    for (const word of this.#text) if (!now.has(word)) this.#deleters.set(word, one)
    for (const [at, word] of words.entries()) if (words.indexOf(word) < at) this.#doubled.add(word)
    this.#text = now
  }

  /** Puts a word into a passage, or in the place of another one, without coming in. */
  async #propose({ device }: Person): Promise<void> {
    await this.#wiki.wiki.projector.settled()
    const page = await this.#wiki.ask<PageAnswer>('GET', `/api/pages/${this.#page.id}?version=live`)
    const passages = page.json.page.passages.filter(({ kind, text }) => kind !== 'field' && text !== '')
    if (passages.length === 0) return
    const { hash, text } = this.#hands.pick(passages)
    const words = text.split(' ')
    const visitor = visitorOn(device)
    const word = this.#hands.word(visitor)
    this.#proposers.set(word, visitor)
    words.splice(this.#hands.below(words.length + 1), this.#hands.below(2), word)
    const said = { passage: hash, words: words.join(' ') }
    const { status } = await this.#onDevice('corrections', { device }, said)
    if (![201, 409].includes(status)) this.broken.push(`a correction was answered ${status}`)
  }

  /** Says that the page needs somebody more, and perhaps somebody less, without coming in. */
  async #state({ device }: Person): Promise<void> {
    await this.#wiki.wiki.projector.settled()
    const page = await this.#wiki.ask<PageAnswer>('GET', `/api/pages/${this.#page.id}?version=live`)
    const { roles = null } = page.json.page.fields as { roles?: readonly string[] | null }
    const visitor = visitorOn(device)
    const word = this.#hands.word(visitor)
    this.#proposers.set(word, visitor)
    const is = [...(roles ?? []).slice(this.#hands.below(2)), word]
    const { status } = await this.#onDevice('corrections', { device }, { field: 'roles', was: roles, is })
    if (status !== 201) this.broken.push(`a fact was answered ${status}`)
  }

  async #onDevice(what: string, { secret, device }: { secret?: string; device: string }, payload: object) {
    const answer = await this.#wiki.app.inject({
      method: 'POST',
      url: `/api/pages/${this.#page.id}/${what}`,
      headers: { origin: this.#wiki.config.origins[0] ?? '' },
      cookies: { device, ...(secret && { session: secret }) },
      payload,
    })
    return { status: answer.statusCode, json: answer.json<VerdictAnswer & { code: string }>() }
  }

  async #judge(one: Person): Promise<void> {
    await this.#wiki.wiki.projector.settled()
    const { hunks } = (await this.#wiki.ask<PageChanges>('GET', `/api/pages/${this.#page.id}/changes`, one.secret)).json
    const apart = new Set(hunks.flatMap(({ proposal }) => (proposal?.apart ? [proposal.id] : [])))
    for (const id of apart) await this.#answerFork(id, one)
    for (const hunk of hunks.filter(({ proposal }) => !proposal?.apart)) {
      const answer = await this.#onDevice('verdicts', one, { hunks: [hunk.key], verdict: 'validated' })
      if (![201, 403, 409].includes(answer.status)) this.broken.push(`a verdict was answered ${answer.status}`)
      if (answer.status !== 201) this.#counts.refused += 1
      else {
        this.#prove(hunk, one)
        if (hunk.proposal) await this.#follow(this.#proposerOf(hunk))
      }
    }
    await this.#proveVersions()
  }

  async #answerFork(id: string, one: Person): Promise<void> {
    const author = this.forks.authorOf(id)
    if (!author || this.#hands.below(3) === 0) return
    await this.forks.answer(id, one)
    await this.#follow(author)
  }

  /** Notes each word of a member that the page credits to others alone. */
  async proveAuthors(): Promise<void> {
    const members = new Set<string>(this.#people.map(({ id }) => id))
    for (const { text, runs } of await this.#provenance())
      for (const { 0: word, index } of text.matchAll(/mot\d+/g)) {
        const author = this.#hands.authors.get(word)?.id ?? ''
        const credited = runs.filter(({ from, to }) => from < index + word.length && index < to)
        if (members.has(author) && credited.every(({ origin }) => origin !== author))
          this.broken.push(`${word} is credited to somebody else`)
      }
  }

  /** Notes where the page, or who wrote it, is another when told from its log anew. */
  async proveAnew(): Promise<void> {
    const { attributions, rooms } = this.#wiki.wiki
    const [before, { body }] = [await this.#provenance(), await rooms.read(this.#page.id)]
    await attributions.tellAnew()
    const again = await attributions.read(this.#page.id, ({ doc }) => bodyJson(bodyOf(doc)))
    if (JSON.stringify(again) !== JSON.stringify(body)) this.broken.push('told anew, it is another page')
    if (JSON.stringify(await this.#provenance()) !== JSON.stringify(before))
      this.broken.push('told anew, its authors are others')
  }

  async #provenance(): Promise<Provenance['passages']> {
    const [steward] = this.#people as [Person]
    const page = `/api/pages/${this.#page.id}/provenance`
    return (await this.#wiki.ask<Provenance>('GET', page, steward.secret)).json.passages
  }

  /** Notes whoever wrote a word that a new version holds by their own validation. */
  async #proveVersions(): Promise<void> {
    const rows = this.#wiki.wiki.store.db.selectFrom('version').selectAll().where('page_id', '=', this.#page.id)
    for (const row of await rows.where('number', '>', this.#counts.versions).orderBy('number').execute()) {
      const [fields, body] = [JSON.parse(row.fields) as Fields, JSON.parse(row.body) as BodyNode]
      const texts = passagesOf({ type: 'practice', fields, body }).map(
        ({ hash, text }) => [hash, wordsOf(text)] as const,
      )
      for (const { hash, by } of JSON.parse(row.facts) as ValidatedPassage[])
        for (const word of texts.find(([known]) => known === hash)?.[1] ?? [])
          if (!this.#validated.has(word) && by.includes(this.#hands.authors.get(word)?.id as MemberId))
            this.broken.push(`${word} stands in version ${row.number} by who wrote it`)
      this.#validated = new Set(texts.flatMap(([, words]) => words))
      this.#counts.versions = row.number
    }
  }

  /** Notes whoever validated a word of theirs, or the want of a word that they took away. */
  #prove({ before, field, words, proposal }: ReviewHunk, one: Person): void {
    this.#counts.given += 1
    if (proposal) this.#counts[field === undefined ? 'taken' : 'stated'] += 1
    const isOwn = (author: Writer | undefined) => author?.id === one.id || author?.id === visitorOn(one.device).id
    const stood = new Set(before.flatMap(({ text }) => wordsOf(text)))
    for (const { kind, text } of words)
      for (const word of wordsOf(text)) {
        if (kind === 'added' && !stood.has(word) && isOwn(this.#hands.authors.get(word)))
          this.broken.push(`${word} was validated by who wrote it`)
        if (kind === 'removed' && !this.#doubled.has(word) && !this.#text.has(word) && isOwn(this.#deleters.get(word)))
          this.broken.push(`that ${word} is gone was validated by who took it away`)
      }
  }

  #proposerOf({ words }: ReviewHunk): Writer {
    const brought = words.flatMap(({ kind, text }) => (kind === 'added' ? wordsOf(text) : []))
    return this.#proposers.get(brought.find((word) => this.#proposers.has(word)) ?? '') ?? { id: '' }
  }

  #ask(what: string, { secret }: Person, body: object) {
    return this.#wiki.ask('POST', `/api/pages/${this.#page.id}/${what}`, secret, body)
  }
}

const wordsOf = (text: string): string[] => text.match(/mot\d+/g) ?? []

/** The first is a steward; the third came in on the device of the second: two names of one. */
async function people(wiki: WikiForTests): Promise<Person[]> {
  const all: Person[] = []
  for (const [at, name] of NAMES.entries()) {
    const role = at === 0 ? 'steward' : 'validator'
    const on = at === 2 ? all[1] : null
    const invitation = await wiki.wiki.members.invite(role, 1, 1)
    const { headers } = await wiki.ask('POST', '/api/sessions', on?.secret, { invitation, name })
    const secret = /session=([^;]+)/.exec(String(headers['set-cookie']))?.[1] ?? ''
    const { json } = await wiki.ask<{ member: { id: MemberId } }>('GET', '/api/me', secret)
    all.push({ secret, device: `the device of ${at}`, id: json.member.id })
    if (on) Object.assign(on, { secret: await wiki.wiki.members.openSession(on.id, 'test') })
  }
  return all
}

/** What became of one history of a page; the same for a seed, but for where what is written at one time comes to stand. */
export async function played(wiki: WikiForTests, seed: number): Promise<RandomHistory> {
  const all = await people(wiki)
  const page = await wiki.page((all[0] as Person).secret, `Une page à cinq, ${seed}`)
  const history = new RandomHistory(wiki, page, all, new RandomHands(chanceOf(seed)))
  await history.begin()
  for (let step = 0; step < STEPS; step += 1) {
    if (step === STEPS / 2) await history.merge()
    await history.step()
    if (step % 10 === 9) await history.proveAuthors()
  }
  await history.proveAnew()
  return history
}
