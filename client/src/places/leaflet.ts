// A style sheet exports nothing.
// oxlint-disable-next-line import/no-unassigned-import
import 'leaflet/dist/leaflet.css'

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

let fetched: Promise<typeof import('leaflet')> | null = null

/** The map library, once somebody looks at a map. */
export function leaflet(): Promise<typeof import('leaflet')> {
  if (!fetched) {
    allowOneQuestion()
    fetched = import('leaflet')
  }
  return fetched
}
