import lunr from 'lunr'
import type { BodyNode, Fields } from '../document/body-node.ts'
import { readQuery, type Query } from './query.ts'
import { bestPassage, rank } from './rank.ts'
import { formsOf, searchText, type SearchText } from './search-text.ts'
import { snippetOf, type SnippetPart } from './snippet.ts'
import { frenchStem } from './stems.ts'
import { Vocabulary } from './vocabulary.ts'

/** What is searched of a page that a browser keeps. */
export interface KeptPage {
  readonly id: string
  readonly type: string
  readonly title: string
  readonly lang: string
  readonly fields: Fields
  readonly body: BodyNode
}

export interface OfflineAsked {
  readonly q: string
  readonly lang: string
  readonly types?: readonly string[]
  /** What was typed, letter for letter. */
  readonly as?: 'typed'
  readonly limit?: number
}

export interface OfflineResult<P> {
  readonly page: P
  readonly snippet: SnippetPart[]
  /** The passage that answers best, as it stands in the page. */
  readonly passage: { readonly text: string } | null
  readonly score: number
}

export interface OfflineAnswer<P> {
  readonly total: number
  readonly results: readonly OfflineResult<P>[]
  readonly corrected: { readonly typed: string; readonly read: string } | null
  readonly suggestion: string | null
}

interface Indexed<P> {
  readonly page: P
  readonly text: SearchText
  readonly forms: { readonly title: string[]; readonly head: string[][]; readonly body: string[][] }
}

const CANDIDATES = 200

/** Finds among the pages that a browser keeps, as the server would. Made in a worker: the first search after a change builds the index. */
export class OfflineIndex<P extends KeptPage> {
  readonly #pages = new Map<string, Indexed<P>>()
  #built: { readonly vocabulary: Vocabulary; readonly index: lunr.Index } | null = null

  put(pages: readonly P[]): void {
    for (const page of pages) this.#pages.set(page.id, indexed(page))
    this.#built = null
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) this.#pages.delete(id)
    this.#built = null
  }

  find({ q, lang, types = [], limit = 20 }: OfflineAsked): OfflineAnswer<P> {
    const { vocabulary, index } = (this.#built ??= this.#build())
    const query = readQuery(q, vocabulary)
    const corpus = { pages: this.#pages.size, pagesWith: (form: string) => vocabulary.pagesWith(form) }
    const ranked = offlineCandidates(index, query, CANDIDATES)
      .flatMap((id) => this.#pages.get(id) ?? [])
      .filter(({ page }) => types.length === 0 || types.includes(page.type))
      .map((one) => ({
        one,
        score: rank(
          query,
          {
            title: one.forms.title,
            head: one.forms.head.flat(),
            body: one.forms.body.flat(),
            languageFit: one.page.lang === lang ? 1 : 0.7,
          },
          corpus,
        ),
      }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
    return {
      total: ranked.length,
      results: ranked.slice(0, limit).map(({ one, score }) => result(query, one, score)),
      corrected: null,
      suggestion: query.suggestion,
    }
  }

  #build() {
    const counts = new Map<string, number>()
    for (const { forms } of this.#pages.values())
      for (const form of new Set([forms.title, forms.head.flat(), forms.body.flat()].flat()))
        counts.set(form, (counts.get(form) ?? 0) + 1)
    const vocabulary = new Vocabulary()
    for (const [form, pages] of counts) vocabulary.set(form, pages)
    return { vocabulary, index: lunrIndex(this.#pages.values()) }
  }
}

function result<P>(query: Query, { page, text, forms }: Indexed<P>, score: number): OfflineResult<P> {
  const at = bestPassage(query, [...forms.head, ...forms.body])
  const passage = [...text.head, ...text.body][Math.max(at, 0)] ?? ''
  return { page, score, snippet: snippetOf(query, [passage]), passage: passage === '' ? null : { text: passage } }
}

function indexed<P extends KeptPage>(page: P): Indexed<P> {
  const text = searchText(page)
  const forms = { title: formsOf(page.title), head: text.head.map(formsOf), body: text.body.map(formsOf) }
  return { page, text, forms }
}

/** A lunr index over the stems that the server indexes too. */
function lunrIndex(pages: Iterable<Indexed<KeptPage>>): lunr.Index {
  const builder = new lunr.Builder()
  builder.pipeline.reset()
  builder.searchPipeline.reset()
  builder.tokenizer = (stems) => (Array.isArray(stems) ? stems.map((stem) => new lunr.Token(String(stem), {})) : [])
  builder.ref('id')
  builder.field('title', { boost: 8 })
  builder.field('head', { boost: 1.5 })
  builder.field('body')
  for (const { page, forms } of pages)
    builder.add({
      id: page.id,
      title: stems(forms.title),
      head: stems(forms.head.flat()),
      body: stems(forms.body.flat()),
    })
  return builder.build()
}

/**
 * Ids of candidate pages, best first, for the ranking to order. Clauses are made from analysed words only: lunr's own
 * query language is never parsed (`abcdefghijklmnop~10` would run for minutes).
 */
function offlineCandidates(index: lunr.Index, query: Query, limit: number): string[] {
  const wanted = new Set(query.groups.flatMap(({ forms }) => [...forms.keys()].map(frenchStem)).filter(Boolean))
  if (wanted.size === 0) return []
  const found = index.query((clauses) => {
    for (const term of wanted) clauses.clause({ term, usePipeline: false })
  })
  return found.slice(0, limit).map(({ ref }) => ref)
}

function stems(forms: readonly string[]): string[] {
  return forms.map(frenchStem).filter(Boolean)
}
