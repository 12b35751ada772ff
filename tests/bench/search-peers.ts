import Database from 'better-sqlite3'
import lunr from 'lunr'
import french from 'lunr-languages/lunr.fr.js'
import stemmerSupport from 'lunr-languages/lunr.stemmer.support.js'
import MiniSearch from 'minisearch'
import { fold } from '@terreau/shared/language/fold.ts'
import { OfflineIndex } from '@terreau/shared/language/offline-index.ts'
import { searchText } from '@terreau/shared/language/search-text.ts'
import type { CorpusPage, Finder } from './search-set.ts'

interface Areas {
  readonly id: string
  readonly title: string
  readonly head: string
  readonly body: string
}

/** The same three areas for everyone, with the same weights. */
function areasOf(page: CorpusPage): Areas {
  const { title, head, body } = searchText(page)
  return { id: page.key, title, head: head.join('\n'), body: body.join('\n') }
}

const WORD = /[\p{L}\p{N}]+/gu

export interface Peer {
  readonly name: string
  /** Indexes all of it; answers how to search. */
  index(pages: Iterable<CorpusPage>): Finder
}

/** As its documentation advises, with what helps it: folded words, prefixes, and two typos in a word of ten letters. */
const miniSearch: Peer = {
  name: 'MiniSearch 7',
  index(pages) {
    const index = new MiniSearch<Areas>({ fields: ['title', 'head', 'body'], processTerm: (term) => fold(term) })
    for (const page of pages) index.add(areasOf(page))
    return (text) =>
      index
        .search(text, { prefix: true, fuzzy: 0.2, boost: { title: 8, head: 1.5 } })
        .slice(0, 10)
        .map(({ id }) => String(id))
  },
}

/** As lunr-languages documents it; operators are taken out, since `~10` would run for minutes. */
const lunrAlone: Peer = {
  name: 'lunr 2.3, French',
  index(pages) {
    stemmerSupport(lunr)
    french(lunr)
    const builder = new lunr.Builder()
    builder.use(lunr.fr)
    builder.ref('id')
    builder.field('title', { boost: 8 })
    builder.field('head', { boost: 1.5 })
    builder.field('body')
    for (const page of pages) builder.add({ ...areasOf(page) })
    const index = builder.build()
    return (text) =>
      index
        .search([...text.matchAll(WORD)].join(' '))
        .slice(0, 10)
        .map(({ ref }) => ref)
  },
}

/** SQLite's own tokenizer without accents, any of the words, its own ranking with the same weights. */
const ftsStock: Peer = {
  name: 'FTS5, stock',
  index(pages) {
    const db = new Database('')
    db.exec(
      `CREATE VIRTUAL TABLE page USING fts5 (id UNINDEXED, title, head, body, tokenize='unicode61 remove_diacritics 2')`,
    )
    const add = db.prepare('INSERT INTO page VALUES (@id, @title, @head, @body)')
    db.transaction(() => {
      for (const page of pages) add.run(areasOf(page))
    })()
    const search = db.prepare<[string], { id: string }>(
      'SELECT id FROM page WHERE page MATCH ? ORDER BY bm25(page, 0, 8.0, 1.5, 1.0) LIMIT 10',
    )
    return (text) => {
      const words = [...text.matchAll(WORD)].map(([word]) => `"${word}"`)
      return words.length === 0 ? [] : search.all(words.join(' OR ')).map(({ id }) => id)
    }
  },
}

/** What a browser builds of the pages that it keeps, ready for its first search. */
const onDevice: Peer = {
  name: 'Terreau, on a device',
  index(pages) {
    const index = new OfflineIndex<CorpusPage & { id: string }>()
    index.put([...pages].map((page) => ({ ...page, id: page.key })))
    index.find({ q: 'compost', lang: 'fr' })
    return (text) => index.find({ q: text, lang: 'fr', limit: 10 }).results.map(({ page }) => page.id)
  },
}

export const PEERS: readonly Peer[] = [onDevice, miniSearch, lunrAlone, ftsStock]
