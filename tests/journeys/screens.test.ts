import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PageAnswer, PageList } from '@terreau/shared/api/pages.ts'
import type { PageChanges } from '@terreau/shared/api/reviews.ts'
import type { Me } from '@terreau/shared/api/people.ts'
import type { Territory } from '@terreau/shared/api/territories.ts'
import type { MemberId, TerritoryId } from '@terreau/shared/ids.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { PAGE_TYPE_KEYS, PAGE_TYPES } from '@terreau/shared/page-types/registry.ts'
import type { LivePage } from '../../client/src/sync/live-page.ts'
import { openForCommand } from '../../server/src/cli/open.ts'
import { readConfig } from '../../server/src/config.ts'
import { folderStartedOnce } from '../folder-started-once.ts'
import { freePort, Person, RunningWiki } from '../running-wiki.ts'
import { launchBrowser, visitAs } from './browser.ts'
import { visit } from './watching.ts'

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
  { name: 'home-as-member', path: '/', whole: '#first-step' },
  {
    name: 'menu',
    path: '/entrer',
    act: (tab) => tab.locator('.menu > summary, .more > summary').filter({ visible: true }).click(),
  },
  ...PAGE_TYPE_KEYS.map((type) => ({ name: `list-${type}`, path: PAGE_TYPES[type].path })),
  ...PAGE_TYPE_KEYS.map((type) => ({ name: `page-${type}`, path: () => someOf(type) })),
  { name: 'table', path: '/lieux/tableau', whole: '.page-table' },
  { name: 'map', path: '/lieux/carte', byVisitor: true, whole: '.map-pin' },
  { name: 'agenda', path: '/services/agenda', byVisitor: true },
  { name: 'embedded', path: '/integrer/lieux', byVisitor: true },
  { name: 'week', path: '/bureau-des-temps', byVisitor: true, whole: '.week-table' },
  { name: 'needs', path: '/besoins', byVisitor: true },
  { name: 'gaps', path: '/manques?quoi=no-hours', byVisitor: true },
  { name: 'doubles', path: () => doubled(), whole: '.double-title' },
  { name: 'page-by-visitor', path: '/p/repair-cafe', byVisitor: true },
  { name: 'page-empty', path: () => newPage() },
  { name: 'page-cared-for', path: () => newPage(), whole: '.amiss', act: openAmiss },
  { name: 'history', path: '/p/repair-cafe/historique', whole: '.history-act' },
  { name: 'discussion', path: () => discussed(), whole: '.thread-acts', act: openNewThread },
  { name: 'discussion-by-visitor', path: () => discussed(), byVisitor: true },
  { name: 'queue', path: '/relire', whole: '.review-waiting' },
  { name: 'queue-by-visitor', path: '/relire', byVisitor: true, whole: '.notice' },
  { name: 'review', path: '/p/repair-cafe/relire', whole: '.review-card[data-current] .review-answers' },
  { name: 'review-by-visitor', path: '/p/repair-cafe/relire', byVisitor: true, whole: '.review-card' },
  { name: 'page-validated', path: async () => (await writtenOn()).replace(/\?.*/, ''), byVisitor: true },
  {
    name: 'page-live',
    path: () => writtenOn(),
    whole: '.passage-open',
    act: async (tab) => {
      await tab.locator('.passage-open').first().click()
      await tab.locator('.passage-card strong').waitFor()
    },
  },
  { name: 'ledger', path: () => afterAnAct(), whole: 'ol .card' },
  { name: 'bring-sources', path: '/sources/apporter', whole: 'textarea' },
  { name: 'links', path: '/sources/liens', whole: '.notice' },
  { name: 'search-start', path: '/chercher', byVisitor: true },
  { name: 'search-found', path: '/chercher?q=velo+reparer', byVisitor: true },
  { name: 'search-nothing', path: '/chercher?q=zzqqxw', byVisitor: true },
  {
    name: 'search-narrowed',
    path: '/chercher?q=velo+reparer&type=practice',
    byVisitor: true,
    act: async (tab) => {
      const fold = tab.locator('.search-filters > summary')
      if (await fold.isVisible()) await fold.click()
      await tab.locator('.search-help > summary').click()
    },
  },
  { name: 'questions', path: () => questioned(), whole: 'article .btn', act: chooseAnswer },
  { name: 'questions-by-visitor', path: '/questions', byVisitor: true, whole: '.notice' },
  { name: 'without-network', path: '/sans-reseau', byVisitor: true, whole: '[data-carrying] .btn.primary' },
  { name: 'search-suggestions', path: '/acteurs', act: typeInSearch },
  { name: 'list-filtered-to-nothing', path: '/pratiques?difficulty=nonsense' },
  { name: 'new-page', path: '/nouveau?type=place' },
  { name: 'new-page-by-visitor', path: '/nouveau', byVisitor: true },
  { name: 'way-in', path: '/entrer', byVisitor: true, whole: 'a[href="/oidc/go"]' },
  { name: 'way-in-refused', path: '/entrer?oidc=non', byVisitor: true, whole: '#oidc-wrong' },
  { name: 'join', path: async () => `/entrer/${invitation}`, byVisitor: true },
  { name: 'territories', path: '/territoires', whole: 'form select' },
  {
    name: 'territory',
    path: () => territory(),
    act: (tab) => tab.locator('main li summary').click(),
  },
  { name: 'territory-by-visitor', path: () => territory('public'), byVisitor: true },
  {
    name: 'new-page-placed',
    path: '/nouveau',
    act: async (tab) => {
      await tab.locator('main details summary').click()
      await tab.locator('main details select').first().waitFor()
    },
  },
  { name: 'mail-link', path: () => mailLink(), byVisitor: true },
  { name: 'join-as-member', path: async () => `/entrer/${invitation}` },
  { name: 'invite', path: '/inviter', whole: 'form select' },
  {
    name: 'invite-made',
    path: '/inviter',
    act: async (tab) => {
      await tab.locator('form .btn.primary').click()
      await tab.locator('.wall-sheet').waitFor()
    },
  },
  {
    name: 'me',
    path: () => askedAndKnown(),
    whole: '.sessions li',
    act: (tab) => tab.locator('#departing ~ details summary').click(),
  },
  { name: 'me-told', path: () => told(), whole: '.notices blockquote' },
  { name: 'letters', path: '/lettres/x.y', byVisitor: true, act: (tab) => tab.locator('main .btn').click() },
  { name: 'me-as-visitor', path: '/moi', byVisitor: true },
  { name: 'edit', path: '/p/atelier-velo-participatif/modifier', whole: '.writing h2' },
  { name: 'edit-by-visitor', path: '/p/atelier-velo-participatif/modifier', byVisitor: true },
  { name: 'nothing-here', path: '/nulle-part', byVisitor: true },
  // Last: each screen of a member says of a new device until it was answered.
  { name: 'me-with-all-of-it', path: () => onNewDevice(), whole: '#addresses', act: goWrongOnMe },
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
  const folder = await folderStartedOnce()
  removeFolder = folder.remove
  await mkdir(PHOTOGRAPHS, { recursive: true })
  wiki = new RunningWiki(folder.path, await freePort())
  // A mail server and a provider that nobody asks here: the screens that need them are drawn.
  const provider = { OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_CLIENT_ID: 'wiki', OIDC_CLIENT_SECRET: 'unused' }
  const mail = { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'wiki@example.org' }
  ;[browser] = await Promise.all([launchBrowser(), wiki.start({ ...mail, ...provider })])
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
  context.setDefaultTimeout(60_000)
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

/** The screen of two pages of one place. */
async function doubled(): Promise<string> {
  for (const title of ['Le Moulin', 'Association Le Moulin']) {
    const { slug } = (await member.ask<PageAnswer>('POST', '/api/pages', { type: 'place', title })).json.page
    await member.ask('PATCH', `/api/pages/${slug}/fields`, { geo: { lat: 45.1, lon: -0.2 } })
  }
  return '/doublons'
}

/** The live version of a page that peers validated, and on which somebody wrote since. */
async function writtenOn(): Promise<string> {
  const slug = 'atelier-velo-participatif'
  for (const name of ['Vera', 'Victor']) {
    const peer = await Person.joining(wiki.url, await wiki.invite('validator'), name)
    const { json } = await peer.ask<PageChanges>('GET', `/api/pages/${slug}/changes`)
    const hunks = [...new Set(json.hunks.map(({ key }) => key))]
    if (json.version === null) await peer.ask('POST', `/api/pages/${slug}/verdicts`, { hunks, verdict: 'validated' })
  }
  await member.ask('PATCH', `/api/pages/${slug}/fields`, { summary: 'Réparer ensemble, le samedi, sous le préau.' })
  return `/p/${slug}?version=live`
}

async function openAmiss(tab: Page): Promise<void> {
  await tab.locator('.amiss > summary').click()
  await tab.locator('.amiss section').waitFor()
}

/** A discussion with one objection settled, and a talk. */
async function discussed(): Promise<string> {
  const { slug } = await member.createPage('Une page dont on parle')
  await member.ask('PATCH', `/api/pages/${slug}/fields`, { summary: 'Deux heures par semaine suffisent.' })
  const { json } = await member.ask<PageAnswer>('GET', `/api/pages/${slug}?version=live`)
  const passage = json.page.passages.find(({ field }) => field === 'summary')?.hash
  const words = { objection: 'Chez nous il en faut six.', talk: 'Qui connaît un autre lieu ?' }
  const asked = { kind: 'objection', passage, words: words.objection }
  const raised = await member.ask<{ id: string }>('POST', `/api/pages/${slug}/threads`, asked)
  await member.ask('POST', `/api/threads/${raised.json.id}/settling`, { how: 'withdrawn' })
  await member.ask('POST', `/api/pages/${slug}/threads`, { kind: 'talk', words: words.talk })
  await member.ask('POST', `/api/pages/${slug}/threads`, asked)
  return `/p/${slug}/discussion`
}

async function openNewThread(tab: Page): Promise<void> {
  await tab.locator('.new-thread > summary').click()
  await tab.locator('.new-thread select').selectOption({ index: 1 })
  await tab.locator('.thread-kinds').waitFor()
}

/** What nobody answered, with a question in it. */
async function questioned(): Promise<string> {
  await member.ask('POST', '/api/questions', { words: 'où trouver des vis de huit ?', lang: 'fr' })
  return '/questions'
}

async function chooseAnswer(tab: Page): Promise<void> {
  await tab.locator('article .btn[aria-expanded]').first().click()
  await tab.locator('article .page-picker input').fill('atelier')
  await tab.locator('article [role=option]').first().waitFor()
}

/** The ledger, with something in it and something to answer. */
async function afterAnAct(): Promise<string> {
  const { slug } = await member.createPage('Une page dont on prend soin')
  await member.ask('PUT', `/api/pages/${slug}/lock`, { reason: 'Deux personnes se répondent par des effacements' })
  await member.ask('POST', `/api/pages/${slug}/reports`, { kind: 'wrong', words: 'Le portail ouvre à 9 h' })
  return '/registre'
}

/** The address of a link as it is sent by mail. */
async function mailLink(): Promise<string> {
  const { json } = await member.ask<Me>('GET', '/api/me')
  const opened = await openForCommand(readConfig({ WIKI_FOLDER: wiki.folder }))
  if (json.member) await opened.addresses.add('ana@example.org', json.member.id)
  const secret = await opened.addresses.link('ana@example.org', null)
  await opened.close()
  return `/courriel/${secret}`
}

/** One's own screen, once one's name came in somewhere else, with a long address by which one comes back. */
async function onNewDevice(): Promise<string> {
  const { json } = await member.ask<Me>('GET', '/api/me')
  const opened = await openForCommand(readConfig({ WIKI_FOLDER: wiki.folder }))
  if (json.member) {
    await opened.addresses.add(
      'ana-des-jardins-partages-du-bas-fort@collectif-des-habitants.example.org',
      json.member.id,
    )
    await opened.members.openSession(json.member.id, 'Firefox · Android')
  }
  await opened.close()
  return '/moi'
}

/** Asks for an empty name and for an address that is none. */
async function goWrongOnMe(tab: Page): Promise<void> {
  await tab.locator('.new-device').waitFor()
  await tab.locator('section[aria-labelledby=seen-as] details > summary').click()
  await tab.locator('section[aria-labelledby=seen-as] input').fill('')
  await tab.locator('section[aria-labelledby=seen-as] details form .btn').click()
  await tab.locator('#rename-wrong:not(:empty)').waitFor()
  await tab.locator('[aria-labelledby=addresses] input').fill('ana chez elle')
  await tab.locator('[aria-labelledby=addresses] form .btn').click()
  await tab.locator('#mail-form-wrong:not(:empty)').waitFor()
}

/** The address of a territory to which its maker belongs, with somebody wished for. */
async function territory(visibility = 'private'): Promise<string> {
  const asked = { name: 'Écocentre du Parc', kind: 'centre', visibility }
  const { json } = await member.ask<Territory>('POST', '/api/territories', asked)
  const { json: me } = await member.ask<Me>('GET', '/api/me')
  await member.ask('PUT', `/api/territories/${json.id}/members/${me.member?.id}`, { role: 'member' })
  if (me.member) await wishedFor(json.id, me.member.id, true)
  return `/territoires/${json.id}`
}

/** Somebody wished for them there as validator; `willing` once they said yes. */
async function wishedFor(territory_id: TerritoryId, member_id: MemberId, willing: boolean): Promise<void> {
  const opened = await openForCommand(readConfig({ WIKI_FOLDER: wiki.folder }))
  const why = 'Relit tout, et demande avant de corriger'
  const row = { territory_id, member_id, by_member: member_id, why, at: 1, answered_at: willing ? 1 : null }
  await opened.store.db
    .insertInto('proposal')
    .values({ ...row, willing: willing ? 1 : 0 })
    .execute()
  await opened.close()
}

/** One's own corner, with a question in it. */
async function askedAndKnown(): Promise<string> {
  const asked = { name: 'Écocentre du Pont', kind: 'centre' }
  const { json } = await member.ask<Territory>('POST', '/api/territories', asked)
  const { json: me } = await member.ask<Me>('GET', '/api/me')
  if (me.member) await wishedFor(json.id, me.member.id, false)
  return '/moi'
}

/** One's own corner, where one was told of a page that one follows, and is offered letters. */
async function told(): Promise<string> {
  const { id } = await member.createPage('Une page que l’on suit')
  const { json } = await member.ask<Me>('GET', '/api/me')
  await member.ask('PUT', `/api/me/following/page/${id}`)
  await member.ask('PUT', '/api/me/following/type/practice')
  const opened = await openForCommand(readConfig({ WIKI_FOLDER: wiki.folder }))
  const member_id = json.member?.id as MemberId
  const said = { quote: 'Il faut une clé de dix.', reason: 'De quelle clé s’agit-il ?\nUne photo aiderait.' }
  const row = { member_id, page_id: id, by_member: null, thread_id: null, at: Date.now(), read_at: null }
  for (const kind of ['returned', 'validated'] as const)
    await opened.store.db
      .insertInto('notice')
      .values({ id: kind, kind, ...row, ...said })
      .execute()
  await opened.addresses.add('ana@example.org', member_id)
  await opened.close()
  return '/moi'
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
  await visit(tab, path)
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
