import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { Action } from '@terreau/shared/permission/may.ts'
import type { Role } from '@terreau/shared/permission/roles.ts'
import { buildApp } from './app.ts'
import { readConfig, type Config } from './config.ts'
import { openWiki, type Wiki } from './wiki.ts'

export interface Answer<T> {
  readonly status: number
  readonly json: T
  readonly headers: Record<string, unknown>
}

/** A whole wiki on a folder of its own, with its app to inject requests into. */
export class WikiForTests {
  readonly wiki: Wiki
  readonly app: FastifyInstance
  readonly config: Config
  /** Every route, as `GET /api/pages`. */
  readonly routes: readonly string[]
  /** What each of them asks for. */
  readonly actions: ReadonlyMap<string, Action>
  /** Milliseconds that the wiki's clock is ahead. */
  ahead = 0

  private constructor(wiki: Wiki, app: FastifyInstance, config: Config, actions: ReadonlyMap<string, Action>) {
    this.wiki = wiki
    this.app = app
    this.config = config
    this.routes = [...actions.keys()]
    this.actions = actions
  }

  static async open(env: Record<string, string> = {}): Promise<WikiForTests> {
    const folder = await mkdtemp(join(tmpdir(), 'terreau-'))
    const config = readConfig({ ...env, WIKI_FOLDER: folder })
    const actions = new Map<string, Action>()
    const keep = (route: string, action?: Action) => action && void actions.set(route, action)
    const clock = { ahead: () => 0 }
    const events = { onDiskLost: fail, onDefect: (_page: string, cause: unknown) => fail(cause) }
    const wiki = await openWiki(folder, events, () => Date.now() + clock.ahead())
    const opened = new WikiForTests(wiki, await buildApp(wiki, config, keep), config, actions)
    clock.ahead = () => opened.ahead
    return opened
  }

  async close(): Promise<void> {
    await this.app.close()
    await this.wiki.close()
    await rm(this.config.folder, { recursive: true, force: true })
  }

  /** Someone of this role, by the secret of their session. */
  async someone(role: Role, name: string = role): Promise<string> {
    const member = await this.wiki.members.join(await this.wiki.members.invite(role, 1, 1), name)
    if (!member) throw new Error('the invitation did not open')
    return this.wiki.members.openSession(member.id, 'test')
  }

  /** Asks as someone, in French, the way a program does; no secret asks as a visitor. */
  async ask<T = { code: string; message: string }>(
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    url: string,
    secret?: string | null,
    body?: object,
  ): Promise<Answer<T>> {
    const headers = { 'accept-language': 'fr', ...(secret && { authorization: `Bearer ${secret}` }) }
    const answer = await this.app.inject({ method, url, headers, ...(body && { payload: body }) })
    return {
      status: answer.statusCode,
      json: (answer.body.startsWith('{') ? answer.json() : null) as T,
      headers: answer.headers,
    }
  }

  /** A page with these fields; answers its id. */
  async pageWith(secret: string, type: string, title: string, fields: Record<string, unknown> = {}): Promise<string> {
    const { id } = await this.page(secret, title, type)
    const { status, json } = await this.ask('PATCH', `/api/pages/${id}/fields`, secret, fields)
    if (status !== 200) throw new Error(`${title}: ${JSON.stringify(json)}`)
    return id
  }

  async page(secret: string, title: string, type = 'practice'): Promise<PageAnswer['page']> {
    const { json } = await this.ask<PageAnswer>('POST', '/api/pages', secret, { type, title })
    return json.page
  }
}

function fail(cause: unknown): never {
  throw cause
}
