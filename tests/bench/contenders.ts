import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeBody } from '@terreau/shared/document/yxml-write.ts'
import { bodyOf, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { Wiki } from '@terreau/server/wiki.ts'
import { openForCommand } from '../../server/src/cli/open.ts'
import { readConfig } from '../../server/src/config.ts'
import { freePort, pause, RunningWiki, temporaryFolder, until } from '../running-wiki.ts'
import { openDocument, type Address, type OpenDoc } from './clients.ts'

/** A server under the same load as the others. */
export interface Contender {
  readonly name: string
  readonly address: Address
  readonly pid: number
  /** Where its data is. */
  readonly folder: string
  /** A document nobody ever opened. */
  newDocument(): string
  /** Opens a document through the server's own client. */
  open(document: string): OpenDoc
  kill(): Promise<void>
  /** Ends it as Ctrl-C does. */
  stopCleanly(): Promise<void>
  /** Starts it again on what it left. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** So many people that none of them is ever near what one may do. */
const MEMBERS = 250
const PAGES = 300

/** Every contender, each started, in the order in which they are shown. */
export async function allContenders(): Promise<Contender[]> {
  return [await terreau(), await websocketServer(), await hocuspocus()]
}

export async function terreau(prepare: (wiki: Wiki) => Promise<void> = async () => {}): Promise<Contender> {
  const folder = await temporaryFolder()
  const { pages, secrets } = await populated(folder.path, prepare)
  const wiki = new RunningWiki(folder.path, await freePort())
  await wiki.start()
  const address: Address = { kind: 'terreau', url: wiki.url, secrets }
  return {
    name: 'Terreau',
    address,
    folder: folder.path,
    get pid() {
      return wiki.pid
    },
    newDocument: () => pages.pop() ?? fail('no page left'),
    open: (document) => openDocument(address, document),
    kill: () => wiki.kill(),
    stopCleanly: async () => void (await wiki.stop()),
    restart: () => wiki.start(),
    stop: async () => {
      await wiki.stop()
      await folder.remove()
    },
  }
}

/** Members and pages, made before the server starts: a server lets nobody make so many in a minute. */
async function populated(
  folder: string,
  prepare: (wiki: Wiki) => Promise<void>,
): Promise<{ pages: string[]; secrets: string[] }> {
  const wiki = await openForCommand(readConfig({ WIKI_FOLDER: folder }))
  const invitation = await wiki.members.invite('member', MEMBERS, 1)
  const [pages, secrets]: [string[], string[]] = [[], []]
  for (let one = 0; one < MEMBERS; one += 1) {
    const member = await wiki.members.join(invitation, `Personne ${one}`)
    if (member) secrets.push(await wiki.members.openSession(member.id, 'bench'))
  }
  const author = await wiki.members.standIn('system', 'Terreau')
  for (let one = 0; one < PAGES; one += 1) {
    const { id } = await wiki.pages.create({ type: 'practice', title: `Page ${one}`, lang: 'fr' }, author.id)
    await wiki.rooms.write(id, author.id, (doc) => {
      fieldsOfDoc(doc).set('title', `Page ${one}`)
      writeBody(bodyOf(doc), { type: 'doc', content: [{ type: 'paragraph' }] })
    })
    pages.push(id)
  }
  await prepare(wiki)
  await wiki.close()
  return { pages, secrets }
}

function websocketServer(): Promise<Contender> {
  return peer('@y/websocket-server (memory)', 'websocket', 'websocket-server.ts')
}

function hocuspocus(): Promise<Contender> {
  return peer('@hocuspocus/server + SQLite', 'hocuspocus', 'hocuspocus.ts')
}

async function peer(name: string, kind: Address['kind'], file: string): Promise<Contender> {
  const [port, folder] = [await freePort(), await temporaryFolder()]
  const address: Address = { kind, url: `http://127.0.0.1:${port}`, secrets: [] }
  const start = () => started(file, port, join(folder.path, 'data.sqlite'))
  let child = await start()
  let documents = 0
  return {
    name,
    address,
    folder: folder.path,
    get pid() {
      return child.pid ?? 0
    },
    newDocument: () => `document-${documents++}`,
    open: (document) => openDocument(address, document),
    kill: () => gone(child, 'SIGKILL'),
    stopCleanly: () => gone(child, 'SIGTERM'),
    restart: async () => void (child = await start()),
    stop: async () => {
      await gone(child, 'SIGKILL')
      await folder.remove()
    },
  }
}

async function started(file: string, port: number, database: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'peers', file), String(port), database], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const listens = () =>
    fetch(`http://127.0.0.1:${port}`).then(
      () => true,
      () => false,
    )
  await until(listens, 10_000)
  return child
}

async function gone(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await ended
}

/** Resident memory of a process, in MB. */
export function memoryOf({ pid }: Contender): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024
}

/** Seconds of processor that a process has used. */
export function processorOf({ pid }: Contender): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** Plays a scenario on each contender, one after the other; one that breaks it off is said to, and the others go on. */
export async function onEach(
  contenders: readonly Contender[],
  play: (contender: Contender) => Promise<readonly string[]>,
): Promise<string[][]> {
  const rows: string[][] = []
  for (const contender of contenders) {
    const row = await play(contender).catch((cause: unknown) => [`broke off: ${String(cause).slice(0, 120)}`])
    rows.push([contender.name, ...row])
    await pause(500)
  }
  for (const contender of contenders) await contender.stop()
  return rows
}

function fail(sentence: string): never {
  throw new Error(sentence)
}
