import { useEffect, useId, useState, type KeyboardEvent } from 'react'

const TYPING_PAUSE_MS = 150

interface ChoiceBoxProps<Item> {
  readonly label: string
  readonly labelHidden?: boolean | undefined
  readonly placeholder: string
  /** Names the list for those who do not see it. */
  readonly listLabel: string
  readonly help?: string | undefined
  readonly wrong?: string | null | undefined
  readonly text: string
  /** What could be meant by a text; the latest text that was asked is answered last. */
  readonly search: (text: string) => Promise<readonly Item[]>
  readonly keyOf: (item: Item) => string
  /** What it is called, and what tells it from others of that name. */
  readonly nameOf: (item: Item) => { readonly name: string; readonly aside: string; readonly lang?: string }
  /** What is said where nothing is found, or the network is gone. */
  readonly news: { readonly none: (text: string) => string; readonly lost: string }
  readonly onText: (text: string) => void
  readonly onPick: (item: Item) => void
  readonly onFocus?: (() => void) | undefined
  readonly onBlur?: (() => void) | undefined
}

/** A box in which one finds something by its name: arrows, Enter and Escape, or the pointer. */
export function ChoiceBox<Item>(props: ChoiceBoxProps<Item>) {
  const { label, help, text, wrong, labelHidden, listLabel, search, keyOf, nameOf, news, onText, onPick } = props
  const id = useId()
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(0)
  const { items, lost, nothing } = useFound(text, search, open)
  const pick = (item: Item | undefined) => {
    if (item === undefined) return
    setOpen(false)
    onPick(item)
  }
  const press = (event: KeyboardEvent) => {
    if (!open || items.length === 0) return
    const moved = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (moved) setActive((at) => (at + moved + items.length) % items.length)
    else if (event.key === 'Enter') pick(items[active])
    else if (event.key === 'Escape') setOpen(false)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const shown = open && items.length > 0
  const said = open && lost ? news.lost : open && nothing && text.trim().length > 1 ? news.none(text.trim()) : null
  // A list under a combobox has no element of its own: the box keeps the focus and hears the keys.
  /* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */
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
        placeholder={props.placeholder}
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
      <div className="picker-list" role="listbox" id={`${id}-list`} aria-label={listLabel} hidden={!shown}>
        {shown &&
          items.map((item, index) => {
            const { name, aside, lang } = nameOf(item)
            return (
              <div
                key={keyOf(item)}
                role="option"
                id={`${id}-${index}`}
                aria-selected={index === active}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => pick(item)}
              >
                <b lang={lang}>{name}</b> <span className="muted">{aside}</span>
              </div>
            )
          })}
      </div>
      <output id={`${id}-help`} className={wrong ? 'said-wrong' : 'small muted'}>
        {wrong ?? said ?? help}
      </output>
    </div>
  )
  /* oxlint-enable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */
}

interface Found<Item> {
  readonly text: string
  readonly items: readonly Item[]
  readonly lost: boolean
}

/** What is called like this, once the writer pauses; the last ones stay while the next are looked for. */
function useFound<Item>(text: string, search: (text: string) => Promise<readonly Item[]>, listening: boolean) {
  const [found, setFound] = useState<Found<Item>>({ text: '', items: [], lost: false })
  useEffect(() => {
    let late = !listening
    const settle = (items: readonly Item[], lost: boolean) => {
      if (!late) setFound({ text, items, lost })
    }
    const ask = () => {
      if (!late)
        search(text)
          .then((items) => settle(items, false))
          .catch(() => settle([], true))
    }
    const pause = setTimeout(ask, TYPING_PAUSE_MS)
    return () => {
      late = true
      clearTimeout(pause)
    }
  }, [text, search, listening])
  const listens = listening && text.trim() !== ''
  const shown = listens ? found : { text: '', items: [], lost: false }
  return { ...shown, nothing: shown.text === text && shown.items.length === 0 }
}
