import { resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { build } from 'vite'
import type { Script, Written } from './written-session.ts'

/** Runs sessions in real editors, in tabs of a real browser. */
export class EditorsInBrowser {
  readonly #browser: Browser
  readonly #code: string

  private constructor(browser: Browser, code: string) {
    this.#browser = browser
    this.#code = code
  }

  /** Bundles a module of this folder, whose functions tabs then call. */
  static async open(browser: Browser, module: string): Promise<EditorsInBrowser> {
    const lib = { entry: resolve(import.meta.dirname, module), formats: ['iife'] as const, name: 'session' }
    const bundles = await build({
      configFile: false,
      logLevel: 'error',
      define: { 'process.env.NODE_ENV': '"production"' },
      build: { write: false, minify: false, lib: { ...lib, formats: [...lib.formats] } },
    })
    const [bundle] = [bundles].flat()
    const chunk = bundle && 'output' in bundle ? bundle.output[0] : null
    if (!chunk) throw new Error(`${module} was not bundled`)
    return new EditorsInBrowser(browser, chunk.code)
  }

  /** Calls a function of the module in a tab of its own. */
  async call<T>(name: string, argument: unknown): Promise<T> {
    const tab = await this.#browser.newPage()
    tab.setDefaultTimeout(0)
    await tab.addScriptTag({ content: this.#code })
    const call = `session.${name}(${JSON.stringify(argument)})`
    const answer = (await tab.evaluate(call)) as T
    await tab.close()
    return answer
  }

  write(script: Script): Promise<Written[]> {
    return this.call('write', script)
  }
}
