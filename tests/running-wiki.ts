import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import type { Ticket, TicketRequest } from '@terreau/shared/api/collab.ts'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { RefusalAnswer } from '@terreau/shared/refusals.ts'
import { schemaFingerprint } from '@terreau/shared/document/schema.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { Role } from '@terreau/shared/permission/roles.ts'
import { openLivePage, type LivePage } from '../client/src/sync/live-page.ts'
import { MemberStore } from '../server/src/members/member-store.ts'
import { openStore } from '../server/src/storage/store.ts'

const ROOT = join(import.meta.dirname, '..')

export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'terreau-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** The wiki as its users start it: its own process on its own folder. */
export class RunningWiki {
  readonly url: string
  readonly folder: string
  readonly #port: number
  readonly #within: readonly string[]
  #process: ChildProcess | null = null
  #printed = ''

  /** `within` is a command that runs what follows it, in surroundings of its own. */
  constructor(folder: string, port: number, within: readonly string[] = []) {
    this.folder = folder
    this.#port = port
    this.#within = within
    this.url = `http://localhost:${port}`
  }

  get pid(): number {
    return this.#process?.pid ?? 0
  }

  /** What the terminal shows. */
  get printed(): string {
    return this.#printed
  }

  /** The secret of the steward's link that a first start prints. */
  get stewardSecret(): string {
    return /\/entrer\/([\w-]+)/.exec(this.#printed)?.[1] ?? ''
  }

  async start(env: Record<string, string> = {}): Promise<void> {
    this.#printed = ''
    const [program, ...argv] = [...this.#within, process.execPath, 'server/src/main.ts']
    const child = spawn(program, argv, {
      cwd: ROOT,
      env: { ...process.env, PORT: String(this.#port), WIKI_FOLDER: this.folder, ...env },
    })
    this.#process = child
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => (this.#printed += data.toString()))
    for (let tries = 0; tries < 2400; tries += 1) {
      if (child.exitCode !== null) throw new Error(`the wiki ended: ${this.#printed}`)
      if (this.#printed.includes('Terreau :') && (await this.#answers())) return
      await pause(50)
    }
    throw new Error(`the wiki does not answer: ${this.#printed}`)
  }

  /** Ends it as a crash would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** Ends it as Ctrl-C does; answers its exit code. */
  async stop(): Promise<number | null> {
    return this.#end('SIGINT')
  }

  /** The secret of a new invitation, made beside the running wiki as a command does. */
  async invite(role: Role, uses = 1): Promise<string> {
    const store = await openStore(this.folder)
    const secret = await new MemberStore(store.db, Date.now).invite(role, uses, 1)
    await store.close()
    return secret
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await ended
    return child.exitCode
  }

  async #answers(): Promise<boolean> {
    return fetch(`${this.url}/api/health`).then(
      () => true,
      () => false,
    )
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Waits until `seen` is true, at most `ms`, looking every so often; tests then say what they expected to see. */
export async function until(seen: () => boolean | Promise<boolean>, ms = 60_000, every = 20): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end;) {
    if (await seen()) return
    await pause(every)
  }
}

/** Someone who uses the wiki over HTTP and its sockets, with a session of their own. */
export class Person {
  readonly #url: string
  readonly secret: string

  /** Someone whose session this secret opens. */
  constructor(url: string, secret: string) {
    this.#url = url
    this.secret = secret
  }

  /** Comes in with an invitation. */
  static async joining(url: string, invitation: string, name: string): Promise<Person> {
    const answer = await fetch(`${url}/api/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ invitation, name }),
    })
    const cookie = answer.headers.getSetCookie().find((one) => one.includes('session='))
    if (answer.status !== 201 || !cookie) throw new Error(`could not join: ${answer.status} ${await answer.text()}`)
    return new Person(url, /session=([^;]+)/.exec(cookie)?.[1] ?? '')
  }

  async ask<T>(method: string, path: string, body?: unknown): Promise<{ status: number; json: T }> {
    const answer = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.secret}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, json: (text ? JSON.parse(text) : null) as T }
  }

  async createPage(title: string): Promise<PageAnswer['page']> {
    const { json } = await this.ask<PageAnswer>('POST', '/api/pages', { type: 'practice', title })
    return json.page
  }

  async ticket(request: TicketRequest): Promise<Ticket | RefusalAnswer> {
    return (await this.ask<Ticket | RefusalAnswer>('POST', '/api/collab/tickets', request)).json
  }

  /** Opens a page as the editor does, on the real client; whoever wants to hold its sockets finds them in `sockets`. */
  open(pageId: PageId, sockets: WebSocket[] = []): LivePage {
    const { secret } = this
    class Socket extends WebSocket {
      constructor(url: string) {
        super(url, { headers: { authorization: `Bearer ${secret}` } })
        sockets.push(this)
      }
    }
    return openLivePage({
      pageId,
      schema: schemaFingerprint,
      fetchTicket: (request) => this.ticket(request),
      url: `${this.#url.replace('http', 'ws')}/collab`,
      WebSocketPolyfill: Socket as never,
    })
  }
}
