import { useEffect, useId, useState, type KeyboardEvent } from 'react'
import type { PageName } from '@terreau/shared/api/pages.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { PAGE_TYPE_KEYS } from '@terreau/shared/page-types/registry.ts'
import { useEditingWords } from '../i18n/editing.ts'
import { useLanguage } from '../i18n/language.tsx'
import { searchPages } from './page-search.ts'

const TYPING_PAUSE_MS = 150

interface PagePickerProps {
  readonly label: string
  readonly help?: string
  readonly types?: readonly PageTypeKey[]
  readonly text: string
  readonly wrong?: string | null
  readonly labelHidden?: boolean
  readonly onText: (text: string) => void
  readonly onPick: (page: PageName) => void
  readonly onFocus?: () => void
  readonly onBlur?: () => void
}

/** A box in which one finds a page by its title: arrows, Enter and Escape, or the pointer. */
export function PagePicker(props: PagePickerProps) {
  const { label, help, types, text, wrong, labelHidden, onText, onPick } = props
  const { pages: words } = useEditingWords()
  const id = useId()
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(0)
  const { pages, lost, nothing } = usePagesCalled(text, types, open)
  const pick = (page: PageName | undefined) => {
    if (!page) return
    setOpen(false)
    onPick(page)
  }
  const press = (event: KeyboardEvent) => {
    if (!open || pages.length === 0) return
    const moved = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (moved) setActive((at) => (at + moved + pages.length) % pages.length)
    else if (event.key === 'Enter') pick(pages[active])
    else if (event.key === 'Escape') setOpen(false)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const shown = open && pages.length > 0
  return (
    <div className="page-picker">
      <label htmlFor={id} className={labelHidden ? 'said-only' : undefined}>
        {label}
      </label>
      <input
        id={id}
        className="input"
        role="combobox"
        autoComplete="off"
        placeholder={words.placeholder}
        aria-autocomplete="list"
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-activedescendant={shown ? `${id}-${active}` : undefined}
        aria-describedby={`${id}-help`}
        aria-invalid={wrong ? true : undefined}
        value={text}
        onChange={(event) => {
          setOpen(true)
          setActive(0)
          onText(event.target.value)
        }}
        onKeyDown={press}
        onFocus={props.onFocus}
        onBlur={() => {
          setOpen(false)
          props.onBlur?.()
        }}
      />
      <Choices id={id} pages={shown ? pages : []} active={active} onPick={pick} />
      <PickerHelp id={id} wrong={wrong} help={help} lost={open && lost} nothing={open && nothing} text={text} />
    </div>
  )
}

function Choices(props: { id: string; pages: readonly PageName[]; active: number; onPick: (page: PageName) => void }) {
  const { t } = useLanguage()
  const { pages: say } = useEditingWords()
  // A list under a combobox has no element of its own: the box keeps the focus and hears the keys.
  /* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */
  return (
    <div
      className="picker-list"
      role="listbox"
      id={`${props.id}-list`}
      aria-label={say.label}
      hidden={props.pages.length === 0}
    >
      {props.pages.map((page, index) => (
        <div
          key={page.id}
          role="option"
          id={`${props.id}-${index}`}
          aria-selected={index === props.active}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => props.onPick(page)}
        >
          <b lang={page.lang}>{page.title}</b> <span className="muted">{t.pageTypes.types[page.type].one}</span>
        </div>
      ))}
    </div>
  )
}

/* oxlint-enable */

interface PickerHelpProps {
  readonly id: string
  readonly wrong: string | null | undefined
  readonly help: string | undefined
  readonly lost: boolean
  readonly nothing: boolean
  readonly text: string
}

function PickerHelp({ id, wrong, help, lost, nothing, text }: PickerHelpProps) {
  const { pages: say } = useEditingWords()
  const news = lost ? say.offline : nothing && text.trim().length > 1 ? say.none(text.trim()) : null
  return (
    <output id={`${id}-help`} className={wrong ? 'said-wrong' : 'small muted'}>
      {wrong ?? news ?? help}
    </output>
  )
}

const isPageType = (key: string): key is PageTypeKey => (PAGE_TYPE_KEYS as readonly string[]).includes(key)

interface Found {
  readonly text: string
  readonly pages: readonly PageName[]
  readonly lost: boolean
}

const NOTHING_YET: Found = { text: '', pages: [], lost: false }

/** Pages called like this, once the writer pauses; the last ones stay while the next are looked for. */
function usePagesCalled(text: string, types: readonly PageTypeKey[] | undefined, listening: boolean) {
  const [found, setFound] = useState<Found>(NOTHING_YET)
  const only = (types ?? []).join(' ')
  useEffect(() => {
    let late = !listening
    const settle = (pages: readonly PageName[], lost: boolean) => {
      if (!late) setFound({ text, pages, lost })
    }
    const search = () => {
      if (!late)
        searchPages(text, only.split(' ').filter(isPageType))
          .then((pages) => settle(pages, false))
          .catch(() => settle([], true))
    }
    const pause = setTimeout(search, TYPING_PAUSE_MS)
    return () => {
      late = true
      clearTimeout(pause)
    }
  }, [text, only, listening])
  const shown = listening && text.trim() !== '' ? found : NOTHING_YET
  return { ...shown, nothing: shown.text === text && shown.pages.length === 0 }
}
