import { diff } from 'node:util'
import * as Y from 'yjs'
import { bodyJson, bodyOf, fieldsJson, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import { passagesOf } from '@terreau/shared/document/passages.ts'
import { stretchesOfPassage } from '@terreau/shared/provenance/attributed-text.ts'
import { Attribution, type Attributed } from '@terreau/shared/provenance/attribution.ts'
import { Chance } from '../convergence/chance.ts'
import { launchBrowser } from '../journeys/browser.ts'
import { EditorsInBrowser } from '../provenance/in-browser.ts'
import { lettersOf, sittingOf } from '../provenance/letters.ts'
import { saidBy, score, textItems } from '../provenance/score.ts'
import type { Mix, Written } from '../provenance/written-session.ts'
import { printTable } from './figures.ts'

const SEEDS = [301, 302, 303]

/** Who wrote each character: how often that is right, beside raw Yjs and a diff of words between snapshots; and what it costs. */
export async function benchAttribution(): Promise<void> {
  console.log('Right author, % of the characters that stand in the end; six people, 1,300 actions in real editors\n')
  const browser = await launchBrowser()
  const editors = await EditorsInBrowser.open(browser, 'written-session.ts')
  const rows: string[][] = []
  for (const mix of ['structural', 'light'] satisfies Mix[])
    for (const seed of SEEDS)
      rows.push(rightAuthors(`${mix} ${seed}`, await editors.write({ seed, people: 6, actions: 1300, mix })))
  await browser.close()
  printTable(['session', 'characters', 'Terreau', 'who only forms', 'raw Yjs', 'who only forms', 'diff of words'], rows)
  costs()
}

const percent = (share: number): string => (share * 100).toFixed(1)

function rightAuthors(name: string, log: readonly Written[]): string[] {
  const people = new Map(log.map(({ person, sitting }) => [sitting, person]))
  const attribution = new Attribution(new Y.Doc(), lettersOf)
  const owners = new Map<number, number>()
  for (const { person, sitting, bytes: text } of log) {
    const bytes = Buffer.from(text, 'base64')
    attribution.receive({ bytes, actor: String(person), contribution: sitting })
    for (const { id } of Y.decodeUpdate(bytes).structs) owners.set(id.client, sitting)
  }
  const ours = score(attribution.doc, people, saidBy(attribution))
  const raw = score(attribution.doc, people, ({ client }) => owners.get(client) ?? -1)
  return [
    name,
    String(ours.characters),
    percent(ours.author),
    percent(ours.forming),
    percent(raw.author),
    percent(raw.forming),
    percent(byWords(log, people)),
  ]
}

/** What a wiki without updates can tell: the words of each snapshot, at every change of author, compared with those of the one before. */
function byWords(log: readonly Written[], people: ReadonlyMap<number, number>): number {
  const doc = new Y.Doc()
  let [words, authors]: [string[], number[]] = [[], []]
  for (const [index, { sitting, bytes }] of log.entries()) {
    Y.applyUpdate(doc, Buffer.from(bytes, 'base64'))
    if (log[index + 1]?.sitting === sitting) continue
    const next = wordsOf(doc)
    authors = kept(words, next, authors, sitting)
    words = next
  }
  let [right, all] = [0, 0]
  for (const [at, word] of words.entries())
    for (const letter of word.split('')) {
      const truth = sittingOf(letter)
      if (truth === null) continue
      all += 1
      if (people.get(authors[at] ?? -1) === people.get(truth)) right += 1
    }
  return right / all
}

function wordsOf(doc: Y.Doc): string[] {
  const texts = [...bodyOf(doc).createTreeWalker((node) => node instanceof Y.XmlText)]
  const words = texts.flatMap((text) => (text as Y.XmlText).toDelta().map(({ insert }: { insert: string }) => insert))
  return words
    .join('\n')
    .split('')
    .reduce<string[]>((all, letter) => {
      if (all.length === 0 || /\s/.test(lettersOf(all.at(-1)?.at(-1) ?? ' '))) all.push(letter)
      else all[all.length - 1] += letter
      return all
    }, [])
}

function kept(before: readonly string[], after: readonly string[], authors: readonly number[], by: number): number[] {
  if (before.length === 0) return after.map(() => by)
  const result: number[] = []
  let at = 0
  const changes = diff(after.map(lettersOf), before.map(lettersOf)) as [number, string][]
  for (const [change] of changes) {
    if (change === 0) result.push(authors[at++] ?? -1)
    else if (change < 0) at += 1
    else result.push(by)
  }
  return result
}

const [CHARACTERS, UPDATES, SESSIONS] = [100_000, 50_000, 260]

/** A long life: people type at their own places, and now and then split a paragraph, as the editor's binding stores it. */
function longLife(): Attributed[] {
  const chance = new Chance(11)
  const doc = new Y.Doc()
  const log: Attributed[] = []
  const start = new Y.Doc()
  bodyOf(start).insert(0, [paragraph('Une page qui dure.')])
  log.push({ bytes: Y.encodeStateAsUpdate(start), actor: '0', contribution: 0 })
  Y.applyUpdate(doc, log[0]?.bytes ?? new Uint8Array())
  let session = 0
  doc.on('update', (bytes: Uint8Array) => log.push({ bytes, actor: String(session % 12), contribution: session }))
  const letters = Math.round(CHARACTERS / UPDATES)
  for (let at = 0; log.length < UPDATES; at += 1) {
    if (at % Math.ceil(UPDATES / SESSIONS) === 0) doc.clientID = 1000 + (session += 1)
    const body = bodyOf(doc)
    const block = body.get(chance.below(body.length)) as Y.XmlElement
    const text = block.get(0) as Y.XmlText
    if (text.length > 900) split(doc, chance.below(body.length), text)
    const place = chance.oneIn(3) ? chance.below(text.length + 1) : text.length
    for (let key = 0; key < 12; key += 1)
      text.insert(place + key * letters, 'ab cde fgh'.slice(key % 8, (key % 8) + letters))
    if (chance.oneIn(4)) text.delete(chance.below(Math.max(1, text.length - 3)), 2)
  }
  return log
}

function split(doc: Y.Doc, at: number, text: Y.XmlText): void {
  const half = text.toString().slice(450)
  doc.transact(() => {
    text.delete(450, text.length - 450)
    bodyOf(doc).insert(at, [paragraph(half)])
  })
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}

function costs(): void {
  const log = longLife()
  const [replays, rebuilds]: [number[], number[]] = [[], []]
  let attribution = new Attribution()
  for (let round = 0; round < 3; round += 1) {
    const plain = new Y.Doc()
    replays.push(cpu(() => log.forEach(({ bytes }) => Y.applyUpdate(plain, bytes))))
    attribution = new Attribution()
    rebuilds.push(cpu(() => log.forEach((update) => attribution.receive(update))))
  }
  const characters = textItems(attribution.doc).reduce((sum, { length }) => sum + length, 0)
  const [replay, rebuild] = [Math.min(...replays), Math.min(...rebuilds)]
  const [plainKey, ownKey] = keystrokes(attribution)
  const tellings = Array.from({ length: 7 }, () => cpu(() => telling(attribution)))
  console.log(
    `\nCost on a page of ${characters} characters and ${log.length} updates, CPU time; the least of a few runs\n`,
  )
  printTable(
    ['', 'Yjs alone', 'with authors', 'ratio'],
    [
      ['the whole log again, ms', replay.toFixed(0), rebuild.toFixed(0), (rebuild / replay).toFixed(2)],
      ['a keystroke, µs', plainKey.toFixed(1), ownKey.toFixed(1), (ownKey / plainKey).toFixed(2)],
      ['authors of the whole page, ms', '', Math.min(...tellings).toFixed(0), ''],
    ],
  )
}

/** Microseconds a keystroke on a long page, applied alone and with its author. */
function keystrokes(attribution: Attribution): [plain: number, own: number] {
  const writer = new Y.Doc()
  Y.applyUpdate(writer, Y.encodeStateAsUpdate(attribution.doc))
  const plain = new Y.Doc()
  Y.applyUpdate(plain, Y.encodeStateAsUpdate(attribution.doc))
  const keys: Uint8Array[] = []
  writer.on('update', (bytes: Uint8Array) => keys.push(bytes))
  const text = (bodyOf(writer).get(3) as Y.XmlElement).get(0) as Y.XmlText
  for (let key = 0; key < 4000; key += 1) text.insert(40 + key, 'e')
  const alone = cpu(() => keys.forEach((bytes) => Y.applyUpdate(plain, bytes)))
  const own = cpu(() => keys.forEach((bytes) => attribution.receive({ bytes, actor: '1', contribution: 9999 })))
  return [(alone / keys.length) * 1000, (own / keys.length) * 1000]
}

function telling(attribution: Attribution): number {
  const [body, fields] = [bodyJson(bodyOf(attribution.doc)), fieldsJson(fieldsOfDoc(attribution.doc))]
  const passages = passagesOf({ type: 'practice', fields, body })
  return passages.reduce((sum, passage) => sum + stretchesOfPassage(passage, attribution, body).length, 0)
}

/** Milliseconds of processor time. */
function cpu(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
