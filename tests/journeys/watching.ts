import type { Browser, BrowserContext, BrowserContextOptions, ConsoleMessage, Page } from 'playwright-core'

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

/** Watches a visit. That a document is not found is no complaint: its address was tried on purpose. */
async function watch(context: BrowserContext): Promise<Watch> {
  const [complaints, asked]: [string[], string[]] = [[], []]
  await context.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
      console.error(`content policy: ${violatedDirective} ${blockedURI} ${sourceFile}`),
    ),
  )
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !isAbsentDocument(message))
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

function isAbsentDocument(message: ConsoleMessage): boolean {
  return message.text().includes('404') && message.location().url === message.page()?.url()
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
    context.setDefaultTimeout(15_000)
    this.#open.push({ context, seen: await watch(context) })
    const tab = await context.newPage()
    await tab.goto(path)
    if (options.javaScriptEnabled !== false) await awake(tab)
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

/** Waits until scripts have taken the screen over: before, forms and links are the browser's own. */
export async function awake(tab: Page): Promise<void> {
  await tab.waitForFunction(() =>
    Object.keys(document.querySelector('main') ?? {}).some((key) => key.startsWith('__react')),
  )
}

function faultsIn({ complaints, outside, asked }: Watch): string[] {
  return [...complaints, ...outside, ...(asked.length ? [] : ['nothing was watched'])]
}
