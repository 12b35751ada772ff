import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PageList } from '@terreau/shared/api/pages.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { PAGE_TYPE_KEYS, PAGE_TYPES } from '@terreau/shared/page-types/registry.ts'
import type { LivePage } from '../../client/src/sync/live-page.ts'
import { freePort, Person, RunningWiki, temporaryFolder } from '../running-wiki.ts'
import { launchBrowser, visitAs } from './browser.ts'
import { awake } from './watching.ts'

/** Where each run leaves its photographs; not kept with the source. */
const PHOTOGRAPHS = join(import.meta.dirname, '../screens')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface Look {
  readonly name: string
  readonly lang: Lang
  readonly colorScheme: 'light' | 'dark'
  readonly width: number
}

const LOOKS: readonly Look[] = [
  { name: 'wide-light', lang: 'fr', colorScheme: 'light', width: 1280 },
  { name: 'narrow-dark', lang: 'en', colorScheme: 'dark', width: 320 },
]

interface Screen {
  readonly name: string
  /** Its address, or how to learn it. */
  readonly path: string | (() => Promise<string>)
  /** Looked at by somebody who has not come in. */
  readonly byVisitor?: boolean
  /** What is there once the whole screen is. */
  readonly whole?: string
  /** What one does there before looking. */
  readonly act?: (tab: Page) => Promise<void>
}

const SCREENS: readonly Screen[] = [
  { name: 'home', path: '/', byVisitor: true, whole: '.live li' },
  {
    name: 'menu',
    path: '/entrer',
    act: (tab) => tab.locator('.menu > summary, .more > summary').filter({ visible: true }).click(),
  },
  ...PAGE_TYPE_KEYS.map((type) => ({ name: `list-${type}`, path: PAGE_TYPES[type].path })),
  ...PAGE_TYPE_KEYS.map((type) => ({ name: `page-${type}`, path: () => someOf(type) })),
  { name: 'page-by-visitor', path: '/p/repair-cafe', byVisitor: true },
  { name: 'page-empty', path: () => newPage() },
  { name: 'search-start', path: '/chercher', byVisitor: true },
  { name: 'search-found', path: '/chercher?q=velo+reparer', byVisitor: true },
  { name: 'search-nothing', path: '/chercher?q=zzqqxw', byVisitor: true },
  { name: 'search-suggestions', path: '/acteurs', act: typeInSearch },
  { name: 'list-filtered-to-nothing', path: '/pratiques?difficulty=nonsense' },
  { name: 'new-page', path: '/nouveau?type=place' },
  { name: 'new-page-by-visitor', path: '/nouveau', byVisitor: true },
  { name: 'way-in', path: '/entrer', byVisitor: true },
  { name: 'join', path: async () => `/entrer/${invitation}`, byVisitor: true },
  { name: 'me', path: '/moi', whole: '.sessions li' },
  { name: 'me-as-visitor', path: '/moi', byVisitor: true },
  { name: 'edit', path: '/p/atelier-velo-participatif/modifier', whole: '.writing h2' },
  { name: 'edit-by-visitor', path: '/p/atelier-velo-participatif/modifier', byVisitor: true },
  { name: 'nothing-here', path: '/nulle-part', byVisitor: true },
]

let wiki: RunningWiki
let browser: Browser
let removeFolder: () => Promise<void>
let member: Person
let writing: LivePage
let invitation: string
const contexts: BrowserContext[] = []
/** For each look, the window of the member and that of the visitor. */
const windows = new Map<Look, { member: Page; visitor: Page }>()

beforeAll(async () => {
  const folder = await temporaryFolder()
  removeFolder = folder.remove
  await mkdir(PHOTOGRAPHS, { recursive: true })
  wiki = new RunningWiki(folder.path, await freePort())
  await wiki.start()
  browser = await launchBrowser()
  member = await Person.joining(wiki.url, wiki.stewardSecret, 'Ana')
  invitation = await wiki.invite('member')
  writing = member.open((await member.createPage('Faire le tour des jardins')).id)
  for (const look of LOOKS)
    windows.set(look, { member: await windowOf(look, member.secret), visitor: await windowOf(look, '') })
})

afterAll(async () => {
  writing?.destroy()
  await Promise.all(contexts.map((context) => context.close()))
  await browser?.close()
  await wiki.stop()
  await removeFolder()
})

async function windowOf({ lang, colorScheme, width }: Look, secret: string): Promise<Page> {
  const context = await visitAs(browser, wiki.url, secret, {
    baseURL: wiki.url,
    colorScheme,
    viewport: { width, height: 800 },
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(15_000)
  contexts.push(context)
  await context.addCookies([{ name: 'lang', value: lang, url: wiki.url }])
  return context.newPage()
}

/** The address of some page of this type. */
async function someOf(type: PageTypeKey): Promise<string> {
  const { json } = await member.ask<PageList>('GET', `/api/pages?type=${type}&limit=1`)
  return `/p/${json.pages[0]?.slug}`
}

async function newPage(): Promise<string> {
  return `/p/${(await member.createPage('Une page qui commence')).slug}`
}

async function typeInSearch(tab: Page): Promise<void> {
  await tab.locator('[data-search]').pressSequentially('ate')
  await tab.locator('.suggestions [role=option]').first().waitFor()
  await tab.keyboard.press('ArrowDown')
}

/** All that is wrong with a screen as this look shows it. */
async function wrongWith(screen: Screen, look: Look, path: string): Promise<string[]> {
  const tab = windows.get(look)?.[screen.byVisitor ? 'visitor' : 'member']
  if (!tab) throw new Error(`no window for ${look.name}`)
  await tab.goto(path)
  await awake(tab)
  if (screen.whole) await tab.locator(screen.whole).first().waitFor()
  await screen.act?.(tab)
  await tab.screenshot({ path: join(PHOTOGRAPHS, `${screen.name}.${look.name}.png`), fullPage: true })
  // The screens hold no frames, and all but violations would only travel for nothing.
  const axe = new AxeBuilder({ page: tab })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .withTags(RULES)
  const { violations } = await axe.analyze()
  return [
    ...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`)),
    ...(await wrongWithShape(tab, look)),
  ]
}

async function wrongWithShape(tab: Page, look: Look): Promise<string[]> {
  const { titles, lang, wide } = await tab.evaluate(() => ({
    titles: Array.from(document.querySelectorAll('h1'), (title) => title.textContent),
    lang: document.documentElement.lang,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }))
  return [
    ...(titles.length === 1 && titles[0]?.trim() ? [] : [`titles: ${JSON.stringify(titles)}`]),
    ...(lang === look.lang ? [] : [`language: ${lang}`]),
    ...(wide > 0 ? [`scrolls sideways by ${wide}px`] : []),
  ]
}

test.each(SCREENS.map((screen) => [screen.name, screen] as const))(
  '[U1] axe finds nothing, nothing scrolls sideways, and there is one title in the right language: %s',
  async (_name, screen) => {
    const path = typeof screen.path === 'string' ? screen.path : await screen.path()
    const wrong = await Promise.all(
      LOOKS.map(async (look) => (await wrongWith(screen, look, path)).map((what) => `${look.name}: ${what}`)),
    )
    expect(wrong.flat()).toEqual([])
  },
)
