import { spawn, type ChildProcess } from 'node:child_process'
import { chromium, type Browser, type BrowserContext } from 'playwright-core'
import { until } from '../running-wiki.ts'
import { browserPath, BROWSER_SWITCHES } from './browser.ts'

/** A browser in a process of our own, on a profile that stays: it can be killed, and opened again. */
export class OwnBrowser {
  readonly #profile: string
  #process: ChildProcess | null = null
  #browser: Browser | null = null

  constructor(profile: string) {
    this.#profile = profile
  }

  async open(): Promise<BrowserContext> {
    const switches = [...BROWSER_SWITCHES, '--headless=new', '--remote-debugging-port=0', '--accept-lang=fr-FR']
    const child = spawn(browserPath(), [...switches, `--user-data-dir=${this.#profile}`, 'about:blank'], {
      detached: true,
    })
    this.#process = child
    let printed = ''
    child.stderr.on('data', (data: Buffer) => (printed += data.toString()))
    const address = () => /DevTools listening on (ws:\S+)/.exec(printed)?.[1]
    await until(() => address() !== undefined)
    this.#browser = await chromium.connectOverCDP(address() ?? '')
    const [context] = this.#browser.contexts()
    if (!context) throw new Error('the browser shows nothing')
    return context
  }

  /** Ends it, with all its processes, as a crash or an empty battery would. */
  async kill(): Promise<void> {
    const child = this.#process
    if (!child?.pid || child.exitCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    process.kill(-child.pid, 'SIGKILL')
    await ended
    await this.#browser?.close().catch(() => {})
  }
}
