import { useEffect, useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { PageName } from '@terreau/shared/api/pages.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Glyph } from './glyph.tsx'
import { useSuggestions } from './suggestions.ts'

/** Longest question the wiki takes, in characters. */
const LONGEST = 256
const TYPING_PAUSE_MS = 250

/** The form that the filters of the search screen belong to. */
export const SEARCH_FORM = 'search-form'

/**
 * The wiki's one question. Elsewhere it proposes pages while one writes (a combobox); on the search screen the
 * answers themselves follow. A plain GET form where there is no JavaScript.
 */
export function SearchBox({ large = false }: { large?: boolean }) {
  const { t } = useLanguage()
  const box = useBox()
  const { list, id } = box
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
          aria-expanded={list.length > 0}
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
        <Suggestions {...box} />
        <output className="said-only">{list.length > 0 && t.search.suggested(list.length)}</output>
      </form>
    </search>
  )
}

/** The list of a combobox: the keyboard walks it from the field itself, as that pattern asks. */
function Suggestions({ list, id, active, open }: Pick<Box, 'list' | 'id' | 'active' | 'open'>) {
  const { t } = useLanguage()
  /* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */
  return (
    <div
      id={`${id}-list`}
      className="suggestions"
      role="listbox"
      aria-label={t.search.suggestions}
      hidden={!list.length}
    >
      {list.map((page, at) => (
        <div
          key={page.id}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === active}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => open(page)}
        >
          <span lang={page.lang}>{page.title}</span>{' '}
          <span className="muted small">{t.pageTypes.types[page.type].one}</span>
        </div>
      ))}
    </div>
  )
  /* oxlint-enable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */
}

type Box = ReturnType<typeof useBox>

function useBox() {
  const id = useId()
  const [path, navigate] = useLocation()
  const asked = new URLSearchParams(useSearch())
  const searching = path === '/chercher'
  const [value, setValue] = useFollowed(searching ? (asked.get('q') ?? '') : '', searching)
  const [listening, setListening] = useState(false)
  const [active, setActive] = useState<number | null>(null)
  const list = useSuggestions(value, listening && !searching)
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)

  const close = () => {
    setListening(false)
    setActive(null)
  }
  const open = (page: PageName) => {
    close()
    setValue('')
    navigate(`/p/${page.slug}`)
  }
  const search = (q: string, replace: boolean) => {
    const types = searching ? asked.getAll('type') : []
    const next = new URLSearchParams([['q', q], ...types.map((type) => ['type', type])])
    navigate(`/chercher?${next}`, { replace })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    clearTimeout(pause.current)
    const chosen = active === null ? undefined : list[active]
    if (chosen) return open(chosen)
    close()
    search(value, searching)
  }
  const onChange = (event: { currentTarget: HTMLInputElement }) => {
    const q = event.currentTarget.value
    setValue(q)
    setListening(true)
    setActive(null)
    clearTimeout(pause.current)
    if (searching) pause.current = setTimeout(() => search(q, true), TYPING_PAUSE_MS)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && list.length) {
      event.preventDefault()
      close()
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (!step || !list.length) return
    event.preventDefault()
    setActive(stepIn(list.length, active, step))
  }
  return { id, list, active, open, submit, input: { value, onChange, onKeyDown, onBlur: close } }
}

/** The next option in the list, passing through the field itself (null) at both ends. */
function stepIn(length: number, active: number | null, step: 1 | -1): number | null {
  if (active === null) return step > 0 ? 0 : length - 1
  const next = active + step
  return next < 0 || next >= length ? null : next
}

/** A state that follows `given` whenever it changes from outside, unless it is `held` by someone writing in the box. */
function useFollowed(given: string, held: boolean) {
  const [value, setValue] = useState(given)
  const [followed, setFollowed] = useState(given)
  if (given !== followed) {
    setFollowed(given)
    if (!held || !isSearching()) setValue(given)
  }
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
