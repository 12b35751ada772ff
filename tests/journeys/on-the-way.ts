import { createServer, request, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Page } from 'playwright-core'
import * as Y from 'yjs'
import { carriesUpdate, updateFrame } from '../../client/src/sync/frames.ts'

const SYNC_STEP_2 = 1

/** Stands between a tab and the wiki's live pages. What passes is left as it is; more can be said in the wiki's name. */
export class OnTheWay {
  /** Update frames that say something, as this tab sent them. */
  readonly sent: Uint8Array[] = []
  /** Said before the page itself comes. */
  atFirst: Uint8Array | null = null
  say: (frame: Uint8Array) => void = () => {}

  /** Must be called before the tab opens a page. */
  async stand(tab: Page): Promise<void> {
    await tab.routeWebSocket(/\/collab\//, (socket) => {
      const server = socket.connectToServer()
      this.say = (frame) => socket.send(Buffer.from(frame))
      socket.onMessage((message) => {
        this.#note(message)
        server.send(message)
      })
      server.onMessage((message) => {
        if (this.atFirst && isPage(message)) this.say(updateFrame(this.atFirst))
        socket.send(message)
      })
    })
  }

  /** Brings an update to this tab that no gate saw. */
  bring(update: Uint8Array): void {
    this.say(updateFrame(update))
  }

  #note(message: string | Buffer): void {
    if (typeof message === 'string' || !carriesUpdate(message)) return
    const update = new Uint8Array(message.subarray(message[2] !== undefined && message[2] < 128 ? 3 : 4))
    const { structs, ds } = Y.decodeUpdate(update)
    if (structs.length + ds.clients.size > 0) this.sent.push(update)
  }
}

function isPage(message: string | Buffer): boolean {
  return typeof message !== 'string' && message[0] === 0 && message[1] === SYNC_STEP_2
}

/** A proxy as some offices have: requests pass, and no socket ever opens. */
export class OfficeProxy {
  readonly #server: Server
  readonly #held = new Set<Socket>()
  open = false

  constructor() {
    this.#server = createServer((asked, answer) => {
      const { method, headers, url } = asked
      const passed = request(url ?? '', { method, headers }, (from) => {
        answer.writeHead(from.statusCode ?? 502, from.headers)
        from.pipe(answer)
      })
      passed.on('error', () => answer.destroy())
      asked.pipe(passed)
    })
    this.#server.on('connect', (_, socket: Socket) => {
      this.#held.add(socket)
      socket.on('error', () => {})
    })
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  close(): void {
    for (const socket of this.#held) socket.destroy()
    this.#server.close()
    this.#server.closeAllConnections()
  }
}
