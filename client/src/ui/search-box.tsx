import { useEffect, useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useLanguage } from '../i18n/language.tsx'
import { textFragment } from '../moving/text-fragment.ts'
import { Glyph } from './glyph.tsx'
import { SuggestionList } from './suggestion-list.tsx'
import { useSuggestions, type Suggestion } from './suggestions.ts'

/** Longest question the wiki takes, in characters. */
const LONGEST = 256
const TYPING_PAUSE_MS = 250

/** The form that the filters of the search screen belong to. */
export const SEARCH_FORM = 'search-form'

/**
 * The wiki's one question. Elsewhere it proposes pages and passages while one writes (a combobox); on the search screen
 * the answers themselves follow. A plain GET form where there is no JavaScript.
 */
export function SearchBox({ large = false }: { large?: boolean }) {
  const { t } = useLanguage()
  const box = useBox()
  const { proposed, id } = box
  return (
    <search className={large ? 'search-area large' : 'search-area'}>
      <form id={SEARCH_FORM} className="searchbox" action="/chercher" onSubmit={box.submit}>
        <button className="searchbox-go" aria-label={t.search.go}>
          <Glyph name="search" />
        </button>
        <input
          {...box.input}
          type="search"
          name="q"
          role="combobox"
          aria-label={t.search.label}
          aria-expanded={proposed.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={box.active === null ? undefined : `${id}-${box.active}`}
          placeholder={large ? t.search.example : t.search.hint}
          maxLength={LONGEST}
          autoComplete="off"
          autoCapitalize="off"
          enterKeyHint="search"
          data-search
        />
        <kbd aria-hidden="true">/</kbd>
        <SuggestionList {...box} />
        <output className="said-only">{proposed.length > 0 && t.search.suggested(proposed.length)}</output>
      </form>
    </search>
  )
}

function useBox() {
  const id = useId()
  const [path, navigate] = useLocation()
  const asked = new URLSearchParams(useSearch())
  const searching = path === '/chercher'
  const [value, setValue] = useFollowed(searching ? (asked.get('q') ?? '') : '', searching)
  const [listening, setListening] = useState(false)
  const [active, setActive] = useState<number | null>(null)
  const proposed = useSuggestions(value, listening && !searching)
  const answers = useAnswersBelow(asked, searching)

  const close = () => {
    setListening(false)
    setActive(null)
  }
  const open = (one: Suggestion) => {
    close()
    if (one.kind === 'all') return answers.now(one.q)
    setValue('')
    // A passage is looked for by the browser itself, as it loads a page.
    if (one.kind === 'passage') location.assign(`/p/${one.page.slug}${textFragment(one.text)}`)
    else navigate(`/p/${one.page.slug}`)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const chosen = active === null ? undefined : proposed[active]
    if (chosen) return open(chosen)
    close()
    answers.now(value)
  }
  const onChange = (event: { currentTarget: HTMLInputElement }) => {
    setValue(event.currentTarget.value)
    setListening(true)
    setActive(null)
    answers.soon(event.currentTarget.value)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!proposed.length) return
    const next = event.key === 'Escape' ? null : stepIn(proposed.length, active, event.key)
    if (next === undefined) return
    event.preventDefault()
    if (event.key === 'Escape') close()
    else setActive(next)
  }
  const onBlur = () => {
    close()
    answers.pause()
  }
  return { id, proposed, active, open, submit, input: { value, onChange, onKeyDown, onBlur } }
}

/**
 * On the search screen answers follow what is being written: one search more to go back from, however many letters it
 * took. Elsewhere they come when asked for.
 */
function useAnswersBelow(asked: URLSearchParams, searching: boolean) {
  const [, navigate] = useLocation()
  const clock = useRef<ReturnType<typeof setTimeout>>(undefined)
  const begun = useRef(false)
  const go = (q: string) => {
    clearTimeout(clock.current)
    if (searching && q === asked.get('q')) return
    const next = new URLSearchParams(searching ? asked : {})
    for (const key of ['as', 'cursor']) next.delete(key)
    next.set('q', q)
    navigate(`/chercher?${next}`, { replace: begun.current })
    begun.current = searching
  }
  const pause = () => {
    begun.current = false
  }
  const now = (q: string) => {
    go(q)
    pause()
  }
  const soon = (q: string) => {
    clearTimeout(clock.current)
    if (searching) clock.current = setTimeout(() => go(q), TYPING_PAUSE_MS)
  }
  return { now, soon, pause }
}

/**
 * Where a key leads in the list: up and down pass through the field itself (null) at both ends; Home and End are the
 * list's own while it is walked, else the field's. Undefined where the key means nothing here.
 */
function stepIn(length: number, active: number | null, key: string): number | null | undefined {
  const last = length - 1
  if (key === 'ArrowDown') return active === null ? 0 : active === last ? null : active + 1
  if (key === 'ArrowUp') return active === null ? last : active === 0 ? null : active - 1
  if (active === null) return undefined
  return key === 'Home' ? 0 : key === 'End' ? last : undefined
}

/**
 * A state that follows `given` whenever it changes from outside, unless it is `held` by someone writing in the box. Going
 * back lets go of it, even before the screen followed.
 */
function useFollowed(given: string, held: boolean) {
  const [value, setValue] = useState(given)
  const [followed, setFollowed] = useState(given)
  if (given !== followed) {
    setFollowed(given)
    if (!held || !isSearching()) setValue(given)
  }
  useEffect(() => {
    const back = () => setValue(new URLSearchParams(location.search).get('q') ?? '')
    addEventListener('popstate', back)
    return () => removeEventListener('popstate', back)
  }, [])
  return [value, setValue] as const
}

function isSearching(): boolean {
  return typeof document !== 'undefined' && document.activeElement?.matches('[data-search]') === true
}

/** Lets `/` put the cursor in the search box, from anywhere that is not already a field. */
export function useSearchKey(): void {
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return
      const input = document.querySelector<HTMLInputElement>('[data-search]')
      if (!input) return
      event.preventDefault()
      input.focus()
      input.select()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}
