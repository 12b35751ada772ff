import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import * as Y from 'yjs'
import type { PageAnswer, StoredImage } from '@terreau/shared/api/pages.ts'
import type { Territory } from '@terreau/shared/api/territories.ts'
import { fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import { openForCommand } from '../../server/src/cli/open.ts'
import { readConfig } from '../../server/src/config.ts'
import { picture } from '../../server/src/pictures-for-tests.ts'
import { importGuides, type ImportSummary } from '../../server/src/transfer/import-guides.ts'
import { idOfImport } from '../../server/src/transfer/import-key.ts'
import { WikiWriter } from '../../server/src/transfer/wiki-writer.ts'
import type { Wiki } from '../../server/src/wiki.ts'
import type { Stage, WikiPage } from '../journeys/stage.ts'
import { Person, until } from '../running-wiki.ts'
import { HOSTILE_ADDRESSES, HOSTILE_WORDS } from './hostile-words.ts'

export const WORDS = Object.values(HOSTILE_WORDS)
const LONG_TEXTS = ['purpose', 'context', 'strengths', 'limits', 'biodiversity']

const onOneLine = (words: string): string => words.replaceAll(/\s+/g, ' ')

/** The same words put together, as many at a time as fit. */
export function packed(longest: number, words: readonly string[] = WORDS): string[] {
  const packs: string[] = []
  for (const word of words.filter(({ length }) => length <= longest)) {
    const last = packs.at(-1)
    if (last === undefined || last.length + word.length + 1 > longest) packs.push(word)
    else packs[packs.length - 1] = `${last} ${word}`
  }
  return packs
}

/** A running wiki into which hostile words came by every way that words come in. */
export class HostileWiki {
  readonly #stage: Stage
  /** Says every hostile string in its text, as code, as a link and under a picture. */
  corpus!: WikiPage
  /** One for each string, which is its title and stands in each field that takes it. */
  titled: WikiPage[] = []
  territories: Territory[] = []
  summary!: ImportSummary
  /** The members whose names they are. */
  named: Person[] = []
  /** Somebody who is wished for as validator, and said nothing yet. */
  wished!: Person
  /** The guides of others that were imported, by their files, with where each stands. */
  readonly guides = new Map<string, string>()

  private constructor(stage: Stage) {
    this.#stage = stage
  }

  static async of(stage: Stage): Promise<HostileWiki> {
    const wiki = new HostileWiki(stage)
    wiki.corpus = await wiki.#pageOfAllWords()
    await wiki.#titledPages()
    await wiki.#territories()
    await wiki.#care()
    const { port } = new URL(stage.wiki.url)
    const beside = await openForCommand(readConfig({ PORT: port, WIKI_FOLDER: stage.wiki.folder }))
    wiki.named = await wiki.#people(beside)
    wiki.summary = await wiki.#imported(beside)
    await wiki.#ownThings(beside)
    await beside.close()
    await wiki.#writeAll()
    return wiki
  }

  async #pageOfAllWords(): Promise<WikiPage> {
    const { ana } = this.#stage
    const page = await ana.createPage('Tous les mots hostiles')
    const file = await addPicture(this.#stage, 'a"><img src=x onerror=struck=1>.png')
    const live = ana.open(page.id)
    await until(() => live.getState().mayWrite)
    for (const words of WORDS) {
      live.doc.transact(() => live.body.insert(0, blocksSaying(words, page.id, file)))
      fieldsOfDoc(live.doc).set('summary', onOneLine(words).slice(0, 200))
    }
    await until(() => live.getState().save.kind === 'saved')
    const { save } = live.getState()
    live.destroy()
    if (save.kind !== 'saved') throw new Error(`the page of all words was not written: ${save.kind}`)
    await this.#stage.arrives(page, WORDS.at(-1)?.split('\n').at(-1) ?? '')
    return page
  }

  async #titledPages(): Promise<void> {
    const { ana } = this.#stage
    for (const words of WORDS) {
      const { json } = await ana.ask<PageAnswer>('POST', '/api/pages', { type: 'practice', title: words.slice(0, 110) })
      if (!json.page) continue
      await filled(ana, json.page.id, words)
      this.titled.push(json.page)
    }
  }

  async #territories(): Promise<void> {
    const { ana } = this.#stage
    for (const name of WORDS.filter(({ length }) => length <= 80)) {
      const { json } = await ana.ask<Territory>('POST', '/api/territories', { name, kind: 'centre' })
      this.territories.push(json)
    }
    const [first] = this.territories
    await ana.ask('PUT', `/api/pages/${this.corpus.id}/place`, { territory: first?.id, visibility: 'public' })
  }

  /** Reports of a reader, and a keeper's reasons in the ledger. */
  async #care(): Promise<void> {
    const { ana, dalia } = this.#stage
    const url = `/api/pages/${this.corpus.id}`
    for (const words of packed(1000)) await dalia.ask('POST', `${url}/reports`, { kind: 'wrong', words })
    for (const reason of packed(500)) {
      await ana.ask('PUT', `${url}/lock`, { reason })
      await ana.ask('POST', `${url}/unlock`, { reason })
    }
  }

  /** Members by these names, on devices by these names. */
  async #people({ members }: Wiki): Promise<Person[]> {
    const names = WORDS.filter(({ length }) => length <= 60)
    const invitation = await members.invite('member', names.length, 1)
    const people: Person[] = []
    for (const name of names) {
      const member = await members.join(invitation, name)
      if (member) people.push(new Person(this.#stage.wiki.url, await members.openSession(member.id, name)))
    }
    return people
  }

  /** The strings as guides of others, in their front matter, their text, their pictures and their files' names. */
  async #imported(wiki: Wiki): Promise<ImportSummary> {
    const folder = `${this.#stage.wiki.folder}-guides`
    await mkdir(folder, { recursive: true })
    for (const [at, words] of WORDS.entries()) {
      const name = words.replaceAll(/[/\0\r\n]/g, ' ').slice(0, 60)
      const front = `author: ${JSON.stringify(words)}\ndescription: ${JSON.stringify(`Une phrase ${words}`)}`
      const link = `[lien](${HOSTILE_ADDRESSES[at % HOSTILE_ADDRESSES.length]}) ![${words.split('\n')[0]}](${words.split('\n')[0]})`
      const text = `---\n${front}\n---\n\n# Guide ${at} ${words.split('\n')[0]}\n\n${words}\n\n${link}\n`
      const file = `${at} ${name}.md`.normalize('NFC')
      this.guides.set(file, `/p/${idOfImport(`markdown:${basename(folder)}/${file}`)}`)
      await writeFile(join(folder, file), text)
    }
    const author = await wiki.members.standIn('import', 'Import')
    return importGuides(folder, new WikiWriter(wiki, author.id))
  }

  /** What only its owner sees: recovered drafts, passkeys, devices. */
  async #ownThings({ drafts, store, members }: Wiki): Promise<void> {
    const id = await idOf(this.#stage.ana)
    const row = { member_id: id, public_key: new Uint8Array(1), counter: 0, created_at: 1, used_at: null }
    for (const [at, words] of packed(2000).entries())
      await drafts.keep({ id: `hostile-${at}`, pageId: this.corpus.id, memberId: id, why: 'wire.place-gone', words })
    for (const [at, name] of packed(60).entries()) {
      await store.db
        .insertInto('passkey')
        .values({ ...row, id: `hostile-${at}`, name })
        .execute()
      await members.openSession(id, name)
    }
  }

  /** Everyone with such a name belongs to a territory and writes in the page: they are its authors, and its last editors. */
  async #writeAll(): Promise<void> {
    const { ana } = this.#stage
    const [here] = this.territories
    for (const [at, person] of this.named.entries()) {
      await person.ask('PATCH', `/api/pages/${this.corpus.id}/fields`, { summary: `Écrit par la personne ${at}` })
      await ana.ask('PUT', `/api/territories/${here?.id}/members/${await idOf(person)}`, { role: 'member' })
    }
    await this.#wishes(here?.id ?? '')
    for (const person of this.named.slice(0, 3))
      await ana.ask('POST', `/api/members/${await idOf(person)}/quarantine`, { reason: packed(500)[0] })
  }

  /** One member after the other is wished for as validator; the one after them says why, and they say yes. */
  async #wishes(territory: string): Promise<void> {
    for (const [at, why] of packed(300).entries()) {
      const [asked, asks] = [this.named[at + 4], this.named[at + 5]]
      if (!asked || !asks) continue
      await asks.ask('POST', `/api/territories/${territory}/members/${await idOf(asked)}/proposal`, { why })
      const { json } = await asked.ask<{ proposals: { id: string }[] }>('GET', '/api/me/proposals')
      if (at % 2) await asked.ask('PUT', `/api/me/proposals/${json.proposals[0]?.id}`, { willing: true })
      else this.wished = asked
    }
  }
}

async function idOf(person: Person): Promise<MemberId> {
  return (await person.ask<{ member: { id: MemberId } }>('GET', '/api/me')).json.member.id
}

/** Says the words in every field of a practice that takes words. */
async function filled(person: Person, page: PageId, words: string): Promise<void> {
  const short = onOneLine(words).slice(0, 60)
  const long = Object.fromEntries(LONG_TEXTS.map((key) => [key, words]))
  const fields = { ...long, summary: short, roles: [short], materials: [{ label: short }] }
  const { status, json } = await person.ask('PATCH', `/api/pages/${page}/fields`, fields)
  if (status !== 200) throw new Error(`the fields of a practice do not take ${words}: ${JSON.stringify(json)}`)
}

function blocksSaying(words: string, page: PageId, file: string): Y.XmlElement[] {
  const text = (name: string) => {
    const block = new Y.XmlElement(name)
    block.insert(0, [new Y.XmlText(words)])
    return block
  }
  const [holder, link, image] = [new Y.XmlElement('paragraph'), new Y.XmlElement('pageLink'), new Y.XmlElement('image')]
  for (const [key, value] of Object.entries({ page, text: words.slice(0, 100) })) link.setAttribute(key, value)
  for (const [key, value] of Object.entries({ file, alt: words })) image.setAttribute(key, value)
  holder.insert(0, [link])
  return [text('paragraph'), text('codeBlock'), holder, image]
}

/** Answers the file's hash; its name goes nowhere. */
async function addPicture({ wiki, ana }: Stage, name: string): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(await picture())], { type: 'image/png' }), name)
  const answer = await fetch(`${wiki.url}/api/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ana.secret}` },
    body: form,
  })
  return ((await answer.json()) as StoredImage).file
}
