// oxlint-disable-next-line import/no-unassigned-import -- a style sheet exports nothing
import './styles/all.css'
import { StrictMode } from 'react'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { Router } from 'wouter'
import type { Me } from '@terreau/shared/api/people.ts'
import { fetchFromBrowser, type Answer } from './asking/ask.ts'
import { beforehand } from './asking/use-answer.ts'
import { App, freshClient } from './app.tsx'
import { HANDED_OVER_ID, ROOT_ID, takeAnswers, type HandedOver } from './handed-over.ts'
import { LanguageProvider, wordsOf } from './i18n/language.tsx'
import { Whereabouts, routerHooks } from './moving/whereabouts.ts'
import { whoAmI } from './asking/queries.ts'
import { fetchFurther, neededAt } from './screens.tsx'

/** Takes over the document that the server wrote, from the very answers it was written with. */
async function takeOver(): Promise<void> {
  const handedOver = JSON.parse(document.getElementById(HANDED_OVER_ID)?.textContent ?? '') as HandedOver
  const alone = handedOver.lang === null ? (await import('./carrying/start-alone.ts')).startAlone() : null
  const { lang, answers } = alone ?? { ...handedOver, lang: handedOver.lang ?? 'fr' }
  const root = document.getElementById(ROOT_ID)
  if (!root) throw new Error('the document has no root')
  const client = freshClient()
  takeAnswers(client, answers)
  const whereabouts = new Whereabouts(async (place) =>
    beforehand(client, fetchFromBrowser, await neededAt(place, lang)),
  )
  const needed = await neededAt({ path: location.pathname, search: location.search.slice(1) }, lang)
  if (alone) await beforehand(client, fetchFromBrowser, needed)
  whereabouts.follow()
  whereabouts.subscribe(() => root.toggleAttribute('data-waiting', whereabouts.waiting))
  const screen = (
    <StrictMode>
      <Router {...routerHooks(whereabouts)}>
        <LanguageProvider lang={lang} t={await wordsOf(lang)}>
          <App client={client} />
        </LanguageProvider>
      </Router>
    </StrictMode>
  )
  if (alone) createRoot(root).render(screen)
  else hydrateRoot(root, screen)
  // Whoever takes part finds every screen at hand when the network goes.
  const me = answers[whoAmI.path] as Answer<Me> | undefined
  if (me && 'value' in me && me.value.member) await fetchFurther()
}

void takeOver()
