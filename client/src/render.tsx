import type { Lang } from '@terreau/shared/languages.ts'
import type { ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { Router } from 'wouter'
import { App, freshClient } from './app.tsx'
import type { FetchApi } from './asking/ask.ts'
import { FetchApiContext, beforehand } from './asking/use-answer.ts'
import { documentHtml, type Theme } from './document.ts'
import { answersOf, keepPosted, type Posted } from './handed-over.ts'
import { LanguageProvider, wordsOf } from './i18n/language.tsx'
import type { Place } from './moving/whereabouts.ts'
import { neededAt } from './screens.tsx'
import { HeadCollector, type HeadFacts } from './ui/head.tsx'

export interface RenderRequest {
  /** Path and query of what is asked for. */
  url: string
  /** Where the wiki stands, `https://wiki.example`; absolute links need it. */
  origin?: string
  lang: Lang
  theme: Theme
  fetchApi: FetchApi
  /** What a form sent there, where it was refused. */
  posted?: Posted
}

/** Draws the whole document of one screen, from the API's own answers in the caller's name. */
export async function render({ url, origin = '', lang, theme, fetchApi, posted }: RenderRequest) {
  const { pathname, search } = new URL(url, 'http://wiki')
  const place = { path: pathname, search: search.slice(1) }
  const t = await wordsOf(lang)
  const client = freshClient()
  client.setDefaultOptions({ queries: { retry: false } })
  await beforehand(client, fetchApi, await neededAt(place, lang))
  if (posted) keepPosted(client, pathname, posted)
  const app = (
    <LanguageProvider lang={lang} t={t}>
      <App client={client} />
    </LanguageProvider>
  )
  const { body, facts } = draw(place, fetchApi, app)
  const handedOver = { lang, answers: answersOf(client) }
  const html = documentHtml({ lang, theme, origin, place, t, facts, body, handedOver })
  client.clear()
  return { status: facts.status ?? 200, ...(facts.movedTo && { location: facts.movedTo }), html }
}

/** The document in which the browser draws the screens by itself, where no network leads to the wiki: it is about nobody. */
export async function emptyDocument(): Promise<string> {
  const t = await wordsOf('fr')
  const facts = { title: t.wiki, hidden: true }
  const handedOver = { lang: null, answers: {} }
  return documentHtml({
    lang: 'fr',
    theme: null,
    origin: '',
    place: { path: '/', search: '' },
    t,
    facts,
    body: '',
    handedOver,
  })
}

function draw(place: Place, fetchApi: FetchApi, app: ReactNode) {
  let facts: HeadFacts = { title: '' }
  const body = renderToString(
    <HeadCollector value={(said) => void (facts = said)}>
      <FetchApiContext value={fetchApi}>
        <Router ssrPath={place.path} ssrSearch={place.search}>
          {app}
        </Router>
      </FetchApiContext>
    </HeadCollector>,
  )
  return { body, facts }
}
