import { useQueryClient } from '@tanstack/react-query'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { useState, type FormEvent } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import { tell } from '../asking/ask.ts'
import { pageAt, whoAmI } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { SHOWN_TYPES } from '../page-types.ts'
import { formText } from '../ui/form-text.ts'
import { lazyPart } from '../ui/lazy-part.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { Head } from '../ui/head.tsx'
import { WrongSaid } from '../ui/wrong-said.tsx'

const NewPagePlace = lazyPart(() => import('../joining/new-page-place.tsx'))

const LONGEST_TITLE = 120
const SHORTEST_TITLE = 3
const OPEN_TYPES = SHOWN_TYPES.filter(({ closed }) => !closed)

/** A new page: a title and what it is about, then straight to writing. */
export function NewPageScreen() {
  const { t } = useLanguage()
  const visitor = useValue(whoAmI)?.member === null
  return (
    <main id="main" className="wrap narrow stack">
      <Head title={t.starting.title} hidden />
      <h1 tabIndex={-1}>{t.starting.title}</h1>
      <p>{t.starting.intro}</p>
      {visitor ? (
        <p className="notice">
          {t.starting.enterFirst} <Link href="/entrer">{t.joining.wayIn}</Link>
        </p>
      ) : (
        <NewPageForm />
      )}
      <noscript>
        <p className="notice">{t.starting.needsScript}</p>
      </noscript>
    </main>
  )
}

function NewPageForm() {
  const { t } = useLanguage()
  const asked = new URLSearchParams(useSearch())
  const { wrong, starting, start } = useStart()
  return (
    <form className="stack" method="post" onSubmit={start} noValidate>
      <label className="field">
        <span>{t.starting.name}</span>
        <input
          className="input"
          name="title"
          required
          maxLength={LONGEST_TITLE}
          defaultValue={asked.get('titre') ?? ''}
          placeholder={t.starting.nameHint}
          autoComplete="off"
          aria-invalid={wrong ? true : undefined}
          aria-describedby={wrong ? 'start-wrong' : undefined}
        />
      </label>
      <WrongSaid id="start-wrong" wrong={wrong} />
      <TypeChoice chosen={asked.get('type')} />
      <details>
        <summary>{t.territories.newPlace}</summary>
        <NewPagePlace />
      </details>
      <button className="btn primary" disabled={starting}>
        {t.starting.go}
      </button>
    </form>
  )
}

function TypeChoice({ chosen }: { chosen: string | null }) {
  const { t } = useLanguage()
  const first = OPEN_TYPES.find(({ key }) => key === chosen)?.key ?? 'practice'
  return (
    <fieldset className="type-choice">
      <legend>{t.starting.type}</legend>
      {OPEN_TYPES.map(({ key, hue }) => (
        <label key={key} data-hue={hue}>
          <input type="radio" name="type" value={key} defaultChecked={key === first} />
          <Glyph name={hue} />
          <span>
            <b>{t.pageTypes.types[key].one}</b>
            <span className="small muted">{t.pageTypes.types[key].about}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function useStart() {
  const { t, lang } = useLanguage()
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const [wrong, setWrong] = useState<string | null>(null)
  const [starting, setStarting] = useState(false)
  const start = async (form: HTMLFormElement) => {
    const title = formText(form, 'title')
    if (title.length < SHORTEST_TITLE) return setWrong(t.starting.tooShort)
    setStarting(true)
    const [territory, visibility] = [formText(form, 'territory'), formText(form, 'visibility')]
    const place = { ...(territory && { territory }), ...(visibility && { visibility }) }
    const asked = { type: formText(form, 'type'), title, lang, ...place }
    const answer = await tell<PageAnswer>('POST', '/pages', asked).catch(() => null)
    setStarting(false)
    if (!answer) return setWrong(t.lost.offline)
    if ('refusal' in answer) return setWrong(answer.refusal.message)
    const { slug } = answer.value.page
    client.setQueryData([pageAt(slug, 'live').path], answer)
    navigate(`/p/${slug}/modifier`)
  }
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void start(event.currentTarget)
  }
  return { wrong, starting, start: onSubmit }
}
