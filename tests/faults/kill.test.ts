import { afterAll, beforeAll, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { writeBody } from '@terreau/shared/document/yxml-write.ts'
import { bodyOf, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { Role } from '@terreau/shared/permission/roles.ts'
import { Chance } from '../convergence/chance.ts'
import { tell } from '../figures.ts'
import { openForCommand } from '../../server/src/cli/open.ts'
import { readConfig } from '../../server/src/config.ts'
import { freePort, pause, Person, temporaryFolder, until } from '../running-wiki.ts'
import { MortalWiki } from './kills/mortal-wiki.ts'
import { OnDisk } from './kills/on-disk.ts'
import { TakenApart, type Became } from './kills/taken-apart.ts'
import { packServer } from './kills/packed-server.ts'
import { isWhole, pageFor, progressOf, SteadyWriter } from './kills/steady-writer.ts'

const KILLS = Number(process.env.KILLS ?? 300)
const SEED = Number(process.env.SEED ?? 20_261_122)
/** People go on to new pages now and then, so that no page grows without end. */
const KILLS_A_PAGE = 30
/** Milliseconds within which most starts are done, and edits that are saved at most before a kill. */
const LONGEST_START = 300
const MOST_SAVED = 40
const PAGES = 2
const PEOPLE = 3
/** Kills while what somebody wrote apart is taken. */
const TAKINGS = 20
const PORT = await freePort()

// Each client listens for the end of the process.
process.setMaxListeners(0)

let wiki: MortalWiki
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let people: Person[]
let peer: Person
let disk: OnDisk

beforeAll(async () => {
  folder = await temporaryFolder()
  ;[people, peer] = await prepare()
  disk = new OnDisk(folder.path)
  wiki = new MortalWiki(await packServer(), folder.path, PORT)
})

afterAll(async () => {
  await wiki?.end()
  await folder.remove()
})

/** A wiki with members and a peer, before it serves for the first time. */
async function prepare(): Promise<[members: Person[], peer: Person]> {
  const opened = await openForCommand(readConfig({ WIKI_FOLDER: folder.path }))
  const { members } = opened
  const joining = async (role: Role, name: string): Promise<Person> => {
    const member = await members.join(await members.invite(role, 1, 1), name)
    return new Person(`http://127.0.0.1:${PORT}`, member ? await members.openSession(member.id, 'test') : '')
  }
  const joined: Person[] = []
  for (const name of ['Ana', 'Ben', 'Chloé']) joined.push(await joining('member', name))
  const validator = await joining('validator', 'Vera')
  await opened.close()
  return [joined, validator]
}

test(
  `[K1] a wiki killed ${KILLS} times while many write, or while it starts, forgets nothing that it had acknowledged or shown (SEED=${SEED})`,
  async () => {
    const chance = new Chance(SEED)
    const counts = { kills: 0, starting: 0, edits: 0, 'at risk': 0, lost: 0 }
    const losses: string[] = []
    while (counts.kills < KILLS) {
      const pages = await freshPages()
      const writers = await gather(pages)
      for (const writer of writers) void writer.write()
      for (let kill = 0; kill < KILLS_A_PAGE && counts.kills < KILLS; kill += 1) {
        if (await killSometime(chance, writers)) counts.starting += 1
        counts.kills += 1
        counts['at risk'] += writers.reduce((sum, { waiting }) => sum + waiting, 0)
        losses.push(...(await disk.look(pages)), ...lossesOf(writers))
        await wiki.begin()
      }
      losses.push(...(await unfinished(pages, writers)))
      counts.edits += writers.reduce((sum, { edits }) => sum + edits, 0)
      for (const { page } of writers) page.destroy()
    }
    tell('kills', { ...counts, lost: losses.length })
    expect(losses).toEqual([])
    expect(counts.edits).toBeGreaterThan(KILLS * 5)
    expect(counts.starting).toBeGreaterThan(KILLS / 10)
  },
  60_000 + KILLS * 10_000,
)

test(
  `[D64] [D66] a wiki killed ${TAKINGS} times while a peer takes what a member wrote apart has it in the page, once, by its author and answered, or proposed as before (SEED=${SEED})`,
  async () => {
    const chance = new Chance(SEED)
    const [author] = people as [Person]
    const [page] = (await freshPages()) as [PageId]
    await wiki.serves
    const apart = new TakenApart({ url: wiki.url, folder: folder.path }, page, author, peer)
    const wrong: Became[] = []
    const counts = { taken: 0, kept: 0 }
    // Milliseconds within which it is done most often: found out while killing.
    let span = 300
    for (let kill = 0; kill < TAKINGS; kill += 1) {
      const words = [`pomme${kill}x`, `poire${kill}x`]
      await apart.propose(words)
      const some = words.slice(0, 1 + chance.below(2))
      const taken = await apart.keysOf(some)
      let isAnswered = false
      // Whoever wrote it writes in the page itself as well.
      const writing = author.ask('PATCH', `/api/pages/${page}/fields`, { summary: `Un mot de plus : ${kill}` })
      const asked = [apart.take(taken).then(() => (isAnswered = true)), writing.catch(() => {})]
      await pause(chance.fraction() * span)
      span *= isAnswered ? 0.7 : 1.1
      await wiki.kill()
      await wiki.begin()
      await Promise.all([...asked, wiki.serves])
      for (const one of await apart.became(words)) {
        const { stands, proposed, answered, by } = one
        if (some.includes(one.word)) counts[stands > 0 ? 'taken' : 'kept'] += 1
        const isWhole = String([stands, proposed, answered]) === (stands > 0 ? '1,0,1' : '0,1,0')
        if (!isWhole || by.some((name) => name !== 'Ana')) wrong.push(one)
      }
    }
    tell('takings', { ...counts, wrong: wrong.length })
    expect(wrong).toEqual([])
    expect(Math.min(counts.taken, counts.kept)).toBeGreaterThan(2)
  },
  60_000 + TAKINGS * 10_000,
)

/** Kills it at some moment, sometimes while it starts; answers whether it was then starting. */
async function killSometime(chance: Chance, writers: readonly SteadyWriter[]): Promise<boolean> {
  const state = { serves: false }
  const serves = wiki.serves.then(() => (state.serves = true))
  if (chance.oneIn(4)) await Promise.race([serves, pause(chance.below(LONGEST_START))])
  else await serves.then(() => untilSaved(writers, chance.below(MOST_SAVED)))
  await wiki.kill()
  return !state.serves
}

/** Resolves once so many more edits are called saved. */
async function untilSaved(writers: readonly SteadyWriter[], edits: number): Promise<void> {
  const saved = () => writers.reduce((sum, writer) => sum + writer.saved, 0)
  const before = saved()
  await until(() => saved() > before + edits, 10_000, 1)
}

/** Pages on which people have a place each, made while the wiki is down. */
async function freshPages(): Promise<PageId[]> {
  await wiki.kill()
  const opened = await openForCommand(readConfig({ WIKI_FOLDER: folder.path }))
  const { pages, rooms, members } = opened
  const author = await members.standIn('system', 'Terreau')
  const made: PageId[] = []
  for (let page = 0; page < PAGES; page += 1) {
    const { id } = await pages.create({ type: 'practice', title: `Carnet ${page}`, lang: 'fr' }, author.id)
    await rooms.write(id, author.id, (doc) => {
      fieldsOfDoc(doc).set('title', `Carnet ${page}`)
      writeBody(bodyOf(doc), pageFor(PEOPLE))
    })
    made.push(id)
  }
  await opened.close()
  await wiki.begin()
  return made
}

async function gather(pages: readonly PageId[]): Promise<SteadyWriter[]> {
  const writers = pages.flatMap((pageId) => people.map((person, who) => new SteadyWriter(wiki, person, pageId, who)))
  await until(() => writers.every(({ page }) => page.getState().mayWrite))
  return writers
}

/** What was called saved, or stood before anyone else's eyes, and is not on the disk. */
function lossesOf(writers: readonly SteadyWriter[]): string[] {
  return writers.flatMap(({ who, pageId, acknowledged }) => {
    const stored = progressOf(disk.page(pageId), who)
    const others = writers.filter((other) => other.pageId === pageId && other.who !== who && isWhole(other.page.doc))
    const promised = [acknowledged, ...others.map(({ page }) => progressOf(page.doc, who))]
    return promised.flatMap((one) =>
      one && (!stored.written.startsWith(one.written) || stored.left > one.left)
        ? [`of ${JSON.stringify(one).slice(-60)} only ${JSON.stringify(stored).slice(-60)} is there`]
        : [],
    )
  })
}

/** Whatever is not the same for everyone once all is calm: those who wrote, a newcomer, and the disk. */
async function unfinished(pages: readonly PageId[], writers: readonly SteadyWriter[]): Promise<string[]> {
  for (const writer of writers) writer.rest()
  await until(() => writers.every(({ page }) => page.getState().save.kind === 'saved'), 30_000)
  const newcomers = pages.map((id) => people[0]?.open(id))
  await until(() => newcomers.every((page) => page?.getState().ready))
  const wrong = await disk.look(pages)
  const views = [
    ...writers.map(({ pageId, page }) => ({ pageId, page })),
    ...newcomers.map((page, at) => ({ pageId: pages[at], page })),
  ]
  const differs = ({ pageId, page }: (typeof views)[number]) =>
    !pageId || !page || said(page.doc) !== said(disk.page(pageId))
  // What was saved may still be on its way to the others.
  await until(() => !views.some(differs), 10_000)
  for (const { page } of views.filter(differs))
    wrong.push(`someone whose page is ${JSON.stringify(page?.getState().save)} sees another than the disk has`)
  for (const { page } of writers) {
    const { save } = page.getState()
    if (save.kind !== 'saved') wrong.push(`ends ${JSON.stringify(save)}`)
  }
  for (const page of newcomers) page?.destroy()
  return wrong
}

const said = (doc: Y.Doc) => JSON.stringify(bodyOf(doc).toJSON())
