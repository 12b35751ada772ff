import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { PageId } from '@terreau/shared/ids.ts'
import { Person } from '../running-wiki.ts'

/** Where a server is, and how one comes in; may cross to another process. */
export interface Address {
  readonly kind: 'terreau' | 'websocket' | 'hocuspocus'
  readonly url: string
  /** Sessions of its members, where it has any. */
  readonly secrets: readonly string[]
}

/** One document as one person has it open. */
export interface OpenDoc {
  readonly doc: Y.Doc
  /** True once the whole document came from the server. */
  ready(): boolean
  /** The sockets that it opened so far. */
  readonly sockets: readonly WebSocket[]
  close(): void
}

let turn = 0

/** Another member each time. */
export function someone({ url, secrets }: Address): Person {
  return new Person(url, secrets[(turn += 1) % secrets.length] ?? '')
}

/** Opens a document through the server's own client. */
export function openDocument(address: Address, document: string): OpenDoc {
  if (address.kind === 'terreau') return openPage(address, document)
  return address.kind === 'websocket' ? openOnWebsocketServer(address, document) : openOnHocuspocus(address, document)
}

function openPage(address: Address, document: string): OpenDoc {
  const sockets: WebSocket[] = []
  const page = someone(address).open(document as PageId, sockets)
  return {
    doc: page.doc,
    sockets,
    ready: () => page.getState().ready && page.getState().mayWrite,
    close: () => page.destroy(),
  }
}

/** A socket that can be found again. */
function noting(sockets: WebSocket[]): typeof WebSocket {
  return class extends WebSocket {
    constructor(url: string) {
      super(url)
      sockets.push(this)
    }
  } as unknown as typeof WebSocket
}

function openOnWebsocketServer({ url }: Address, document: string): OpenDoc {
  const [doc, sockets]: [Y.Doc, WebSocket[]] = [new Y.Doc(), []]
  const provider = new WebsocketProvider(url.replace('http', 'ws'), document, doc, {
    disableBc: true,
    WebSocketPolyfill: noting(sockets) as never,
  })
  return { doc, sockets, ready: () => provider.synced, close: () => provider.destroy() }
}

function openOnHocuspocus({ url }: Address, document: string): OpenDoc {
  const [doc, sockets]: [Y.Doc, WebSocket[]] = [new Y.Doc(), []]
  const websocketProvider = new HocuspocusProviderWebsocket({
    url: url.replace('http', 'ws'),
    WebSocketPolyfill: noting(sockets),
  })
  const provider = new HocuspocusProvider({ websocketProvider, name: document, document: doc })
  provider.attach()
  return {
    doc,
    sockets,
    ready: () => provider.synced,
    close: () => {
      provider.destroy()
      websocketProvider.destroy()
    },
  }
}
