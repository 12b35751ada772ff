import type { RefusalAnswer } from '@terreau/shared/refusals.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { Link } from 'wouter'
import { onCarried, readCarried } from '../carrying/carried.ts'
import type { Labels } from '../i18n/fr.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Head } from './head.tsx'
import { lazyPart } from './lazy-part.tsx'

const NotCarried = lazyPart(() => import('../carrying/not-carried.tsx'), 'quiet')

/** Says a refusal in plain words, and what one can do next. */
export function RefusalScreen({ refusal, status }: { refusal: RefusalAnswer; status: number }) {
  const { t } = useLanguage()
  const title = titleOf(status, t)
  return (
    <main id="main" className="wrap narrow stack">
      <Head title={title} status={status} hidden />
      <h1 tabIndex={-1}>{title}</h1>
      <p>{refusal.message}</p>
      {status === 404 && <p className="muted">{t.lost.says}</p>}
      <WhatNext enter={status === 401 || status === 403} />
    </main>
  )
}

function titleOf(status: number, t: Labels): string {
  if (status === 404) return t.lost.title
  if (status === 401) return t.lost.enterFirst
  return status >= 500 ? t.lost.defect : t.lost.refused
}

/** An address that no screen answers. */
export function NothingHere() {
  const { t } = useLanguage()
  return (
    <main id="main" className="wrap narrow stack">
      <Head title={t.lost.title} status={404} hidden />
      <h1 tabIndex={-1}>{t.lost.title}</h1>
      <p className="muted">{t.lost.says}</p>
      <WhatNext enter={false} />
    </main>
  )
}

/** No answer came: the network, or the wiki, is away. */
export function OfflineScreen() {
  const client = useQueryClient()
  return <Away again={() => void client.refetchQueries()} />
}

/** A screen whose code could not be fetched. */
export function Unfetched() {
  return <Away again={() => location.reload()} />
}

function Away({ again }: { again: () => void }) {
  const { t } = useLanguage()
  const keeps = useSyncExternalStore(
    onCarried,
    () => readCarried()?.at,
    () => null,
  )
  const title = keeps ? t.lost.notKept : t.lost.offline
  return (
    <main id="main" className="wrap narrow stack">
      <Head title={title} status={503} hidden />
      <h1 tabIndex={-1}>{title}</h1>
      {keeps ? <NotCarried /> : <p>{t.lost.offlineSays}</p>}
      <p>
        <button type="button" className="btn primary" onClick={again}>
          {t.lost.retry}
        </button>
      </p>
    </main>
  )
}

/** Only seen where an answer takes long and no screen was there before. */
export function WaitingScreen() {
  const { t } = useLanguage()
  return (
    <main id="main" className="wrap narrow">
      <output className="muted">{t.loading}</output>
    </main>
  )
}

function WhatNext({ enter }: { enter: boolean }) {
  const { t } = useLanguage()
  return (
    <nav aria-label={t.lost.next} className="row">
      {enter && (
        <Link className="btn primary" href="/entrer">
          {t.lost.enter}
        </Link>
      )}
      <Link className="btn" href="/chercher">
        {t.lost.search}
      </Link>
      <Link className="btn" href="/">
        {t.lost.home}
      </Link>
    </nav>
  )
}
