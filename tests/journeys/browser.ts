import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, type Browser, type BrowserContext } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
export const BROWSER_SWITCHES = ['--disable-gpu', '--disable-background-networking', '--no-first-run', ...asRoot]

/** A browser to try the wiki in: `CHROME_PATH`, else Playwright's own, else the system's. */
export function browserPath(): string {
  const path = process.env.CHROME_PATH ?? playwrights() ?? systems()
  if (!path) throw new Error('No Chromium here: set CHROME_PATH to one, or install the package chromium.')
  return path
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath(), args: BROWSER_SWITCHES })
}

function playwrights(): string | undefined {
  const path = chromium.executablePath()
  return isProgram(path) ? path : undefined
}

function systems(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isProgram)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A visit by somebody who is signed in with this session's secret; their own cookies and windows. */
export async function visitAs(
  browser: Browser,
  url: string,
  secret: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: 'fr-FR', ...options })
  await context.addCookies([{ name: 'session', value: secret, url }])
  return context
}
