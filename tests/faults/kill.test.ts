import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { PageId } from '@terreau/shared/ids.ts'
import type { LivePage } from '../../client/src/sync/live-page.ts'
import { freePort, pause, Person, RunningWiki, temporaryFolder, until } from '../running-wiki.ts'

const KILLS = 12

let wiki: RunningWiki
let removeFolder: () => Promise<void>

beforeAll(async () => {
  const folder = await temporaryFolder()
  removeFolder = folder.remove
  wiki = new RunningWiki(folder.path, await freePort())
  await wiki.start()
})

afterAll(async () => {
  await wiki.stop()
  await removeFolder()
})

test('[K1] a wiki killed in the middle of writing, again and again, forgets nothing that it had acknowledged or shown', async () => {
  const steward = await Person.joining(wiki.url, wiki.stewardSecret, 'Ana')
  const { id } = await steward.createPage('Tenir un carnet de bord')
  const [writer, reader] = [steward.open(id), steward.open(id)]
  await until(() => writer.getState().mayWrite && reader.getState().ready)
  const text = new Y.XmlText()
  ;(writer.body.get(0) as Y.XmlElement).insert(0, [text])
  const written: string[] = []
  let saved = 0

  for (let kill = 0; kill < KILLS; kill += 1) {
    await until(() => writer.getState().save.kind === 'saved')
    await writeWhile(text, written, 40 + ((kill * 37) % 160))
    const [acknowledged, shown] = [savedWords(writer, written), wordsOf(reader)]
    saved = Math.max(saved, acknowledged.length)
    await wiki.kill()
    await wiki.start()
    const stored = await wordsForNewcomer(steward, id)
    expect(missing(acknowledged, stored)).toEqual([])
    expect(missing(shown, stored)).toEqual([])
  }

  await until(() => writer.getState().save.kind === 'saved' && wordsOf(reader).length === written.length)
  expect(wordsOf(reader)).toEqual(written)
  expect(await wordsForNewcomer(steward, id)).toEqual(written)
  expect(saved).toBeGreaterThan(KILLS * 10)
  writer.destroy()
  reader.destroy()
})

/** Writes one numbered word after the other for a while, without waiting for anything. */
async function writeWhile(text: Y.XmlText, written: string[], ms: number): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end; await pause(1)) {
    const word = `mot${written.length}`
    written.push(word)
    text.insert(text.length, `${word} `)
  }
}

/** The words that the state pill calls saved: all but those still waiting. */
function savedWords(page: LivePage, written: readonly string[]): string[] {
  const { save } = page.getState()
  return written.slice(0, written.length - ('waiting' in save ? save.waiting : 0))
}

function wordsOf(page: LivePage): string[] {
  return page.body
    .toJSON()
    .replace(/<[^>]+>/g, ' ')
    .split(/\s+/)
    .filter(Boolean)
}

function missing(words: readonly string[], stored: readonly string[]): string[] {
  const kept = new Set(stored)
  return words.filter((word) => !kept.has(word))
}

/** The page as someone sees it who opens it for the first time. */
async function wordsForNewcomer(person: Person, id: PageId): Promise<string[]> {
  const page = person.open(id)
  await until(() => page.getState().ready)
  const words = wordsOf(page)
  page.destroy()
  return words
}
