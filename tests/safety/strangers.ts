import type { Page } from 'playwright-core'

/**
 * What stands in a document and should not: whatever runs, frames, or leads to a script. Sent to a browser as it is, so
 * it stands on nothing around it.
 */
export function strangersIn(root: Document = document): string[] {
  const runs =
    'script:not([src]):not([type$="json"]), iframe, object, embed, base, form[action*=":"], meta[http-equiv], style, math'
  const found = [...root.querySelectorAll(runs)].map((element) => element.outerHTML)
  for (const element of root.querySelectorAll('*'))
    for (const { name, value } of element.attributes)
      if (
        name.startsWith('on') ||
        (/^\s*(?:javascript|data:text|vbscript)/i.test(value) && ['href', 'src', 'action'].includes(name))
      )
        found.push(`${element.tagName} ${name}=${value}`)
  for (const data of root.querySelectorAll('script[type$="json"]')) JSON.parse(data.textContent)
  return 'struck' in globalThis ? [...found, 'something ran'] : found
}

/** A document that was fetched, and from where. */
export interface Fetched {
  readonly path: string
  readonly html: string
}

/** Reads documents as a browser does, without running anything in them; `blank` is a tab on about:blank. */
export async function strangersAmong(blank: Page, fetched: readonly Fetched[]): Promise<string[]> {
  await blank.addScriptTag({ content: `globalThis.strangersIn = ${strangersIn.toString()}` })
  return blank.evaluate((documents) => {
    const { strangersIn: look } = globalThis as unknown as { strangersIn: (root: Document) => string[] }
    return documents.flatMap(({ path, html }) =>
      look(new DOMParser().parseFromString(html, 'text/html')).map((one) => `${path}: ${one}`),
    )
  }, fetched)
}
