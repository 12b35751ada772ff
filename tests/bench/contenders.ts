import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { freePort, Person, RunningWiki, temporaryFolder, until } from '../running-wiki.ts'

/** One document as one person has it open. */
export interface OpenDoc {
  readonly doc: Y.Doc
  /** True once the whole document came from the server. */
  ready(): boolean
  close(): void
}

/** A server under the same load as the others, through its own client. */
export interface Contender {
  readonly name: string
  /** A document nobody ever opened. */
  newDocument(): Promise<string>
  open(document: string): OpenDoc
  stop(): Promise<void>
}

export async function terreau(): Promise<Contender> {
  const folder = await temporaryFolder()
  const wiki = new RunningWiki(folder.path, await freePort())
  await wiki.start()
  const person = await Person.joining(wiki.url, wiki.stewardSecret, 'Ana')
  let pages = 0
  return {
    name: 'Terreau',
    newDocument: async () => (await person.createPage(`Page de mesure ${pages++}`)).id,
    open(id) {
      const page = person.open(id as never)
      return {
        doc: page.doc,
        ready: () => page.getState().ready && page.getState().mayWrite,
        close: () => page.destroy(),
      }
    },
    stop: async () => {
      await wiki.stop()
      await folder.remove()
    },
  }
}

export async function websocketServer(): Promise<Contender> {
  const port = await freePort()
  const server = await peer('websocket-server.ts', port, [])
  let documents = 0
  return {
    name: '@y/websocket-server (memory)',
    newDocument: async () => `document-${documents++}`,
    open(name) {
      const doc = new Y.Doc()
      const provider = new WebsocketProvider(`ws://127.0.0.1:${port}`, name, doc, {
        disableBc: true,
        WebSocketPolyfill: WebSocket as never,
      })
      return { doc, ready: () => provider.synced, close: () => provider.destroy() }
    },
    stop: async () => void server.kill(),
  }
}

export async function hocuspocus(): Promise<Contender> {
  const [port, folder] = [await freePort(), await temporaryFolder()]
  const server = await peer('hocuspocus.ts', port, [join(folder.path, 'data.sqlite')])
  let documents = 0
  return {
    name: '@hocuspocus/server + SQLite',
    newDocument: async () => `document-${documents++}`,
    open(name) {
      const doc = new Y.Doc()
      const websocketProvider = new HocuspocusProviderWebsocket({
        url: `ws://127.0.0.1:${port}`,
        WebSocketPolyfill: WebSocket,
      })
      const provider = new HocuspocusProvider({ websocketProvider, name, document: doc })
      provider.attach()
      return {
        doc,
        ready: () => provider.synced,
        close: () => {
          provider.destroy()
          websocketProvider.destroy()
        },
      }
    },
    stop: async () => {
      server.kill()
      await folder.remove()
    },
  }
}

async function peer(file: string, port: number, args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'peers', file), String(port), ...args], {
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
