// oxlint-disable-next-line import/no-unassigned-import -- a style sheet exports nothing
import './styles/all.css'
import { StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { Router } from 'wouter'
import { fetchFromBrowser } from './asking/ask.ts'
import { beforehand } from './asking/use-answer.ts'
import { App, freshClient } from './app.tsx'
import { HANDED_OVER_ID, ROOT_ID, takeAnswers, type HandedOver } from './handed-over.ts'
import { LanguageProvider, wordsOf } from './i18n/language.tsx'
import { Whereabouts, routerHooks } from './moving/whereabouts.ts'
import { neededAt } from './screens.tsx'

/** Takes over the document that the server wrote, from the very answers it was written with. */
async function takeOver(): Promise<void> {
  const { lang, answers } = JSON.parse(document.getElementById(HANDED_OVER_ID)?.textContent ?? '') as HandedOver
  const root = document.getElementById(ROOT_ID)
  if (!root) throw new Error('the document has no root')
  const client = freshClient()
  takeAnswers(client, answers)
  const whereabouts = new Whereabouts((place) => beforehand(client, fetchFromBrowser, neededAt(place, lang)))
  whereabouts.follow()
  whereabouts.subscribe(() => root.toggleAttribute('data-waiting', whereabouts.waiting))
  hydrateRoot(
    root,
    <StrictMode>
      <Router {...routerHooks(whereabouts)}>
        <LanguageProvider lang={lang} t={await wordsOf(lang)}>
          <App client={client} />
        </LanguageProvider>
      </Router>
    </StrictMode>,
  )
}

void takeOver()
