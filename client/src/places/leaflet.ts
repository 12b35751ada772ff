// A style sheet exports nothing.
// oxlint-disable-next-line import/no-unassigned-import
import 'leaflet/dist/leaflet.css'
import type * as Library from 'leaflet'

/** The map library. */
export type Leaflet = typeof Library

interface Policies {
  createPolicy(name: string, rules: { createHTML(markup: string): string | null }): unknown
}

/**
 * Leaflet asks once, by writing `<svg/>` as markup, whether this browser draws in pages. That one question is allowed;
 * all other markup from strings stays refused.
 */
function allowOneQuestion(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: Policies }
  trustedTypes?.createPolicy('default', { createHTML: (markup) => (markup === '<svg/>' ? markup : null) })
}

let fetched: Promise<Leaflet> | null = null

/** The library, once somebody looks at a map. */
export function leaflet(): Promise<Leaflet> {
  if (!fetched) {
    allowOneQuestion()
    fetched = import('leaflet')
  }
  return fetched
}
