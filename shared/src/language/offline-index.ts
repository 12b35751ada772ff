import lunr from 'lunr'
import { formsOf } from './search-text.ts'
import type { Query } from './query.ts'
import { frenchStem } from './stems.ts'

/** A page as the offline pack carries it. */
export interface PackedPage {
  readonly id: string
  readonly type: string
  readonly slug: string
  readonly title: string
  readonly lang: string
  readonly head: readonly string[]
  readonly body: readonly string[]
}

/** A lunr index, as JSON, over the stems that the server indexes too. */
export function buildOfflineIndex(pages: readonly PackedPage[]): object {
  const builder = new lunr.Builder()
  builder.pipeline.reset()
  builder.searchPipeline.reset()
  builder.tokenizer = (stems) => (Array.isArray(stems) ? stems.map((stem) => new lunr.Token(String(stem), {})) : [])
  builder.ref('id')
  builder.field('title', { boost: 8 })
  builder.field('head', { boost: 1.5 })
  builder.field('body')
  for (const { id, title, head, body } of pages)
    builder.add({ id, title: stems([title]), head: stems(head), body: stems(body) })
  return builder.build().toJSON()
}

/**
 * Ids of candidate pages, best first, for the ranking to order. Clauses are made from analysed words only: lunr's own
 * query language is never parsed (`abcdefghijklmnop~10` would run for minutes).
 */
export function offlineCandidates(index: lunr.Index, query: Query, limit: number): string[] {
  const wanted = new Set(query.groups.flatMap(({ forms }) => [...forms.keys()].map(frenchStem)).filter(Boolean))
  if (wanted.size === 0) return []
  const found = index.query((clauses) => {
    for (const term of wanted) clauses.clause({ term, usePipeline: false })
  })
  return found.slice(0, limit).map(({ ref }) => ref)
}

export function loadOfflineIndex(serialised: object): lunr.Index {
  return lunr.Index.load(serialised)
}

function stems(texts: readonly string[]): string[] {
  return texts.flatMap(formsOf).map(frenchStem).filter(Boolean)
}
