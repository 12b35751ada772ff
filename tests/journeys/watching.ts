import type { Browser, BrowserContext, BrowserContextOptions, ConsoleMessage, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { folderStartedOnce } from '../folder-started-once.ts'
import { freePort, RunningWiki } from '../running-wiki.ts'
import { launchBrowser } from './browser.ts'

/** What a visit must never show, whatever the screen: kept from the moment one starts to watch. */
export interface Watch {
  /** Errors and warnings of the console, reports of the content policy included. */
  readonly complaints: readonly string[]
  /** Addresses asked outside this machine. */
  readonly outside: readonly string[]
  /** Every address asked, in order. */
  readonly asked: readonly string[]
}

const HERE = new Set(['localhost', '127.0.0.1', '[::1]'])
const FETCHED = /^(?:https?|wss?):$/

/** Watches a visit. That a document is refused is no complaint: it was asked for on purpose. */
async function watch(context: BrowserContext): Promise<Watch> {
  const [complaints, asked]: [string[], string[]] = [[], []]
  await context.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
      console.error(`content policy: ${violatedDirective} ${blockedURI} ${sourceFile}`),
    ),
  )
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !isRefusedDocument(message))
      complaints.push(`${message.page()?.url()}: ${message.text()}`)
  })
  context.on('weberror', (error) => complaints.push(String(error.error())))
  context.on('request', (request) => asked.push(request.url()))
  context.on('page', (page) => page.on('websocket', (socket) => asked.push(socket.url())))
  return {
    complaints,
    asked,
    get outside() {
      return asked.filter((url) => FETCHED.test(new URL(url).protocol) && !HERE.has(new URL(url).hostname))
    },
  }
}

function isRefusedDocument(message: ConsoleMessage): boolean {
  return /status of 4\d\d/.test(message.text()) && message.location().url === message.page()?.url()
}

/** Visits to one wiki, each in a browser profile of its own, all of them watched. */
export class Visits {
  readonly #browser: Browser
  readonly #url: string
  readonly #open: { context: BrowserContext; seen: Watch }[] = []

  constructor(browser: Browser, url: string) {
    this.#browser = browser
    this.#url = url
  }

  /** Somebody new opens an address; the page is there, and awake where it may run scripts. */
  async begin(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({ baseURL: this.#url, locale: 'fr-FR', ...options })
    context.setDefaultTimeout(60_000)
    this.#open.push({ context, seen: await watch(context) })
    const tab = await context.newPage()
    await (options.javaScriptEnabled === false ? tab.goto(path) : visit(tab, path))
    return tab
  }

  /** Ends every visit; throws if something complained, or something was asked outside this machine. */
  async end(): Promise<void> {
    const open = this.#open.splice(0)
    await Promise.all(open.map(({ context }) => context.close()))
    const faults = open.flatMap(({ seen }) => faultsIn(seen))
    if (faults.length > 0) throw new Error(faults.join('\n'))
  }

  /** Hands over the watch of the last visit, whose faults then trouble nobody. */
  pardon(): Watch | undefined {
    return this.#open.pop()?.seen
  }
}

/** Goes to an address, and waits until its screen is awake. */
export async function visit(tab: Page, address: string): Promise<void> {
  await tab.goto(address)
  await awake(tab)
}

/** Waits until scripts have taken the screen over: before, forms and links are the browser's own. */
export async function awake(tab: Pick<Page, 'evaluate' | 'waitForFunction'>): Promise<void> {
  await tab.waitForFunction(() =>
    Object.keys(document.querySelector('main') ?? {}).some((key) => key.startsWith('__react')),
  )
  // What listens to keys is put in place after that, once the browser finds the time.
  await tab.evaluate(() => new Promise((idle) => requestIdleCallback(idle, { timeout: 2000 })).then(() => null))
}

function faultsIn({ complaints, outside, asked }: Watch): string[] {
  return [...complaints, ...outside, ...(asked.length ? [] : ['nothing was watched'])]
}

/** What a wiki is started with, made once it has its address; `close` ends what was opened for it. */
type Settings = (wiki: RunningWiki) => Promise<{ env: Record<string, string>; close: () => unknown }>

const NONE: Settings = async () => ({ env: {}, close: () => {} })

/** A running wiki, a browser, and visits that are watched: whatever is done in a test, nothing complains and nothing leaves this machine. */
export class WatchedWiki {
  wiki!: RunningWiki
  browser!: Browser
  visits!: Visits
  #ends: (() => unknown)[] = []

  async open(settings: Settings): Promise<void> {
    const folder = await folderStartedOnce()
    this.wiki = new RunningWiki(folder.path, await freePort())
    const { env, close } = await settings(this.wiki)
    this.#ends = [() => this.browser?.close(), () => this.wiki.stop(), close, folder.remove]
    ;[this.browser] = await Promise.all([launchBrowser(), this.wiki.start(env)])
    this.visits = new Visits(this.browser, this.wiki.url)
  }

  async close(): Promise<void> {
    for (const end of this.#ends) await end()
  }

  /** Comes in with an invitation's link, as people do. */
  async comeIn(secret: string, name: string): Promise<Page> {
    const tab = await this.visits.begin(`/entrer/${secret}`)
    await tab.getByLabel('Votre nom').fill(name)
    await tab.locator('main').getByRole('button', { name: 'Entrer' }).click()
    await tab.locator('.who-is-here', { hasText: name }).waitFor()
    return tab
  }
}

/** One for all tests of a file. */
export function watchedForAll(settings: Settings = NONE): WatchedWiki {
  const here = new WatchedWiki()
  beforeAll(() => here.open(settings))
  afterEach(() => here.visits.end())
  afterAll(() => here.close())
  return here
}
