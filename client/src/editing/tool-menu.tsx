import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import type { ToolItem } from './tools.ts'

/** A tool that opens a short list of others. */
export function ToolMenu({ label, items }: { label: string; items: readonly ToolItem[] }) {
  const id = useId()
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLSpanElement>(null)
  const lines = () => [...(box.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])]
  useEffect(() => {
    if (open) box.current?.querySelector<HTMLElement>('[role^=menuitem]')?.focus()
  }, [open])
  useEffect(() => {
    const elsewhere = ({ target }: Event) => target instanceof Node && (box.current?.contains(target) || setOpen(false))
    document.addEventListener('pointerdown', elsewhere)
    return () => document.removeEventListener('pointerdown', elsewhere)
  }, [])
  const close = () => {
    setOpen(false)
    box.current?.querySelector('button')?.focus()
  }
  const press = (event: KeyboardEvent) => {
    if (!open) return
    const all = lines()
    const at = all.indexOf(document.activeElement as HTMLElement)
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
    if (event.key === 'Escape') close()
    else if (event.key === 'Tab') return setOpen(false)
    else if (next !== undefined) all.at(next % all.length)?.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const use = (item: ToolItem) => {
    setOpen(false)
    item.use()
  }
  return (
    // Arrows and Escape are heard from any line inside.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <span className="tool-menu" ref={box} onKeyDown={press}>
      <button
        type="button"
        className="tool"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={id}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => setOpen(!open)}
      >
        {label} <span aria-hidden="true">▾</span>
      </button>
      {open && (
        <div className="tool-menu-list" role="menu" id={id} aria-label={label}>
          {items.map((item) => (
            <button
              key={item.name}
              type="button"
              role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
              aria-checked={item.checked}
              tabIndex={-1}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => use(item)}
            >
              {item.name}
            </button>
          ))}
        </div>
      )}
    </span>
  )
}
