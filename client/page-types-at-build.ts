import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const shown = fileURLToPath(new URL('src/page-types.ts', import.meta.url))

/**
 * Replaces `src/page-types.ts` by the values it exports, worked out once while building: readers download what
 * screens show of the page types, and neither the schemas nor the library that makes them.
 */
export function pageTypesAtBuild(): Plugin {
  return {
    name: 'terreau:page-types-at-build',
    enforce: 'pre',
    async load(id) {
      if (id !== shown) return null
      const values = (await import(shown)) as Record<string, unknown>
      return Object.entries(values)
        .filter(([, value]) => typeof value !== 'function')
        .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}`)
        .join('\n')
    },
  }
}
