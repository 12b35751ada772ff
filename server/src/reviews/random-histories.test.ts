import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { ContributionList } from '@terreau/shared/api/history.ts'
import type { PageChanges, ReviewHunk, VerdictAnswer } from '@terreau/shared/api/reviews.ts'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { bodyOf } from '@terreau/shared/document/yxml.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

const SEEDS = Array.from({ length: Number(process.env.SEEDS ?? 2) }, (_, at) => at + Number(process.env.FROM ?? 1))
const STEPS = 70
const NAMES = ['Ana', 'Bob', 'Cléo', 'Dan', 'Eve'] as const

/** Numbers that look random and are the same for a seed (mulberry32). */
function chanceOf(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below)
  }
}

interface Person {
  readonly secret: string
  /** What their device was given when they proposed something without coming in. */
  readonly device: string
  id: MemberId
}

/** Whoever proposes something from a device is known by the device alone. */
const visitorOn = (device: string) => ({ id: `visitor on ${device}` })

/** Five people write, form, undo, restore, judge, and propose as visitors from their devices; each word is the only one of its kind, so that its author is known. */
class RandomHistory {
  readonly #wiki: WikiForTests
  readonly #page: PageAnswer['page']
  readonly #people: Person[]
  readonly #below: (below: number) => number
  readonly #authors = new Map<string, { id: string }>()
  readonly #deleters = new Map<string, { id: string }>()
  /** Who proposed something, by a word that it brings. */
  readonly #proposers = new Map<string, { id: string }>()
  #words = 0
  #text = new Set<string>()
  readonly broken: string[] = []
  given = 0
  refused = 0
  taken = 0

  constructor(wiki: WikiForTests, page: PageAnswer['page'], people: Person[], below: (below: number) => number) {
    this.#wiki = wiki
    this.#page = page
    this.#people = people
    this.#below = below
  }

  async step(): Promise<void> {
    const one = this.#pick(this.#people)
    const kind = this.#below(20)
    if (kind < 10) await this.#write(one)
    else if (kind < 12) await this.#ask('proposals', one, {})
    else if (kind < 13) await this.#propose(one)
    else if (kind < 14) await this.#restore(one)
    else if (kind < 15) await this.#undo()
    else await this.#judge(one)
  }

  /** Two of the people turn out to be one: whoever is second goes on under the first's name. */
  async merge(): Promise<void> {
    const [one, other] = [this.#people[0] as Person, this.#people[1] as Person]
    await this.#wiki.wiki.store.db.updateTable('member').set({ became: one.id }).where('id', '=', other.id).execute()
    other.id = one.id
    this.#people.splice(1, 1)
  }

  async #write(one: Person): Promise<void> {
    await this.#wiki.wiki.rooms.write(this.#page.id, one.id, (doc) => this.#edit(bodyOf(doc), one))
    await this.#follow(one)
  }

  #edit(body: Y.XmlFragment, one: Person): void {
    const at = this.#below(body.length)
    const block = body.get(at)
    const kind = this.#below(8)
    if (kind === 0 || !(block instanceof Y.XmlElement))
      return body.insert(at, [paragraph(Array.from({ length: 6 }, () => this.#word(one)).join(' '))])
    const text = textOf(block)
    if (!text) return body.insert(at, [paragraph(this.#word(one))])
    const words = text.toString().replace(/<[^>]+>/g, '')
    const place = this.#below(words.length + 1)
    const [start, end] = [
      words.lastIndexOf(' ', place) + 1,
      (words.indexOf(' ', place) + words.length + 1) % (words.length + 1),
    ]
    if (kind < 4) return text.insert(start, `${this.#word(one)} `)
    if (kind === 4 && end > start) return text.delete(start, end - start)
    if (kind === 5) return this.#makeAnew(body, at, words)
    if (kind === 6) return this.#split(body, at, words, start)
    if (words.length > 0) text.format(0, words.length, { bold: this.#below(2) === 0 ? true : null })
  }

  /** As the editor's binding does on making a list or a heading of a block, or on dragging it: it goes, and comes again. */
  #makeAnew(body: Y.XmlFragment, at: number, words: string): void {
    body.delete(at)
    const element = new Y.XmlElement(this.#below(2) === 0 ? 'heading' : 'paragraph')
    if (element.nodeName === 'heading') element.setAttribute('level', 2 as never)
    element.insert(0, [new Y.XmlText(words)])
    body.insert(this.#below(3) === 0 ? this.#below(body.length + 1) : at, [element])
  }

  #split(body: Y.XmlFragment, at: number, words: string, place: number): void {
    body.delete(at)
    body.insert(at, [paragraph(words.slice(0, place)), paragraph(words.slice(place))])
  }

  #word(one: { id: string }): string {
    this.#words += 1
    const word = `mot${this.#words}`
    this.#authors.set(word, one)
    return word
  }

  async #restore(one: Person): Promise<void> {
    const { json } = await this.#wiki.ask<ContributionList>(
      'GET',
      `/api/pages/${this.#page.id}/contributions`,
      one.secret,
    )
    const to = this.#pick(json.contributions)
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
    const { id } = this.#pick(json.contributions)
    await this.#wiki.ask('POST', `/api/contributions/${id}/undo`, steward.secret, { reason: 'pour voir' })
    await this.#follow(steward)
  }

  /** Words that were there and are no more were taken away by whoever wrote just now. */
  async #follow(one: { id: string }): Promise<void> {
    const { body } = await this.#wiki.wiki.rooms.read(this.#page.id)
    const now = new Set(JSON.stringify(body).match(/mot\d+/g) ?? [])
    for (const word of this.#text) if (!now.has(word)) this.#deleters.set(word, one)
    this.#text = now
  }

  /** Puts a word into a passage, or in the place of another one, without coming in. */
  async #propose({ device }: Person): Promise<void> {
    await this.#wiki.wiki.projector.settled()
    const page = await this.#wiki.ask<PageAnswer>('GET', `/api/pages/${this.#page.id}?version=live`)
    const passages = page.json.page.passages.filter(({ kind, text }) => kind !== 'field' && text !== '')
    if (passages.length === 0) return
    const { hash, text } = this.#pick(passages)
    const words = text.split(' ')
    const visitor = visitorOn(device)
    const word = this.#word(visitor)
    this.#proposers.set(word, visitor)
    words.splice(this.#below(words.length + 1), this.#below(2), word)
    const said = { passage: hash, words: words.join(' ') }
    const { status } = await this.#onDevice('corrections', { device }, said)
    if (![201, 409].includes(status)) this.broken.push(`a correction was answered ${status}`)
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
    for (const hunk of hunks) {
      const answer = await this.#onDevice('verdicts', one, { hunks: [hunk.key], verdict: 'validated' })
      if (![201, 403, 409].includes(answer.status)) this.broken.push(`a verdict was answered ${answer.status}`)
      if (answer.status !== 201) this.refused += 1
      else {
        this.#prove(hunk, one)
        if (hunk.proposal) await this.#follow(this.#proposerOf(hunk))
      }
    }
  }

  /** Notes whoever validated a word of theirs, or the want of a word that they took away. */
  #prove({ words, proposal }: ReviewHunk, one: Person): void {
    this.given += 1
    if (proposal) this.taken += 1
    const isOwn = (author: { id: string } | undefined) =>
      author?.id === one.id || author?.id === visitorOn(one.device).id
    for (const { kind, text } of words)
      for (const word of text.match(/mot\d+/g) ?? []) {
        if (kind === 'added' && isOwn(this.#authors.get(word)))
          this.broken.push(`${word} was validated by who wrote it`)
        if (kind === 'removed' && !this.#text.has(word) && isOwn(this.#deleters.get(word)))
          this.broken.push(`that ${word} is gone was validated by who took it away`)
      }
  }

  #proposerOf({ words }: ReviewHunk): { id: string } {
    const brought = words.flatMap(({ kind, text }) => (kind === 'added' ? (text.match(/mot\d+/g) ?? []) : []))
    return this.#proposers.get(brought.find((word) => this.#proposers.has(word)) ?? '') ?? { id: '' }
  }

  #ask(what: string, { secret }: Person, body: object) {
    return this.#wiki.ask('POST', `/api/pages/${this.#page.id}/${what}`, secret, body)
  }

  #pick<T>(from: readonly T[]): T {
    return from[this.#below(from.length)] as T
  }
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}

function textOf(block: Y.XmlElement): Y.XmlText | null {
  const child = block.length > 0 ? block.get(0) : null
  return child instanceof Y.XmlText ? child : null
}

test.each(SEEDS)(
  '[D10] over random histories nobody validates their own words, or words they took away (seed %i)',
  async (seed) => {
    const wiki = await WikiForTests.open()
    const people: Person[] = []
    for (const [at, name] of NAMES.entries()) {
      const secret = await wiki.someone(at === 0 ? 'steward' : 'validator', name)
      const { json } = await wiki.ask<{ member: { id: MemberId } }>('GET', '/api/me', secret)
      people.push({ secret, device: `the device of ${at}`, id: json.member.id })
    }
    const page = await wiki.page((people[0] as Person).secret, 'Une page à cinq')
    const history = new RandomHistory(wiki, page, people, chanceOf(seed))
    for (let step = 0; step < STEPS; step += 1) {
      if (step === STEPS / 2) await history.merge()
      await history.step()
    }
    await wiki.close()
    expect(history.broken).toEqual([])
    expect(history.given).toBeGreaterThan(0)
    expect(history.refused).toBeGreaterThan(0)
    expect(history.taken).toBeGreaterThan(0)
  },
  60_000,
)
