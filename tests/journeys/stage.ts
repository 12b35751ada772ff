import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { folderStartedOnce } from '../folder-started-once.ts'
import { freePort, Person, RunningWiki, until } from '../running-wiki.ts'
import { launchBrowser, visitAs } from './browser.ts'
import { visit } from './watching.ts'

export type WikiPage = PageAnswer['page']

/** A running wiki, a browser, and two who write in it: Ana, a steward, and Dalia, a member. */
export class Stage {
  wiki!: RunningWiki
  browser!: Browser
  ana!: Person
  dalia!: Person
  readonly #contexts: BrowserContext[] = []
  #removeFolder: () => Promise<void> = async () => {}

  async open(): Promise<void> {
    const folder = await folderStartedOnce()
    this.#removeFolder = folder.remove
    this.wiki = new RunningWiki(folder.path, await freePort())
    ;[this.browser] = await Promise.all([launchBrowser(), this.wiki.start()])
    this.ana = await Person.joining(this.wiki.url, this.wiki.stewardSecret, 'Ana')
    this.dalia = await this.invited('Dalia')
  }

  async close(): Promise<void> {
    await this.browser?.close()
    await this.wiki.stop()
    await this.#removeFolder()
  }

  /** Ends what was visited since the last time. */
  async endVisits(): Promise<void> {
    await Promise.all(this.#contexts.splice(0).map((context) => context.close()))
  }

  /** One more member. */
  async invited(name: string): Promise<Person> {
    return Person.joining(this.wiki.url, await this.wiki.invite('member'), name)
  }

  /** Somebody's browser, on nothing yet. */
  async visitAs(person: Person, options: Parameters<typeof visitAs>[3] = {}): Promise<BrowserContext> {
    const context = await visitAs(this.browser, this.wiki.url, person.secret, options)
    this.#contexts.push(context)
    return context
  }

  /** Opens the editor as somebody, in their own browser. */
  async writeAs(person: Person, page: WikiPage, options: Parameters<typeof visitAs>[3] = {}): Promise<Page> {
    const tab = await (await this.visitAs(person, options)).newPage()
    await this.write(tab, page)
    return tab
  }

  /** Opens the editor in a tab. */
  async write(tab: Page, page: WikiPage): Promise<void> {
    await visit(tab, `${this.wiki.url}/p/${page.slug}/modifier`)
    await tab.waitForSelector('.writing')
  }

  async onServer(page: WikiPage): Promise<WikiPage> {
    return (await this.ana.ask<PageAnswer>('GET', `/api/pages/${page.id}?version=live`)).json.page
  }

  /** Waits, at most as long as `until` does, for the server to have these words. */
  async arrives(page: WikiPage, words: string): Promise<void> {
    await until(async () => JSON.stringify((await this.onServer(page)).body).includes(words))
  }
}

/** A stage for all tests of a file, whose visits end with each test. */
export function stageForAll(): Stage {
  const stage = new Stage()
  beforeAll(() => stage.open())
  afterEach(() => stage.endVisits())
  afterAll(() => stage.close())
  return stage
}

export const stateOf = (tab: Page) => tab.getAttribute('[data-save]', 'data-save')
export const saved = (tab: Page) => tab.waitForSelector('[data-save="saved"]')

export type Writing = HTMLElement & {
  editor: {
    state: { selection: { empty: boolean; $from: { parentOffset: number } } }
    getJSON(): unknown
    getText(how: { blockSeparator: string }): string
  }
}

/** The words of the body, without the names of those who write in it. */
export async function textIn(tab: Page): Promise<string> {
  return tab.evaluate(() => document.querySelector<Writing>('.writing')?.editor.getText({ blockSeparator: '\n' }) ?? '')
}

/** Puts the cursor into the text and types at its end. */
export async function typeIn(tab: Page, words: string): Promise<void> {
  await tab.click('.writing')
  await tab.waitForSelector('.writing:focus')
  await tab.keyboard.press('Control+End')
  // The browser tells the editor in its own time; keys typed before that would be over what was chosen.
  await tab.waitForFunction(() => document.querySelector<Writing>('.writing')?.editor.state.selection.empty)
  await tab.keyboard.type(words)
}
