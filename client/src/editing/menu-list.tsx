import type { Editor } from '@tiptap/react'
import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore, type CSSProperties } from 'react'
import type { MenuItem, MenuStore, OpenMenu } from './menu-store.ts'

const ID = 'writing-menu'
const optionId = (item: MenuItem) => `${ID}-${item.id}`

/** The menu open in the text. Keys stay in the text: it tells assistive tools which line is active. */
export function MenuList({ store, editor }: { store: MenuStore; editor: Editor }) {
  const menu = useSyncExternalStore(store.subscribe, store.get)
  useTellEditor(editor, menu)
  const { box, place } = usePlace(menu)
  if (!menu) return null
  // A list beside a text has no element of its own: the text keeps the focus and hears the keys.
  /* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */
  return (
    <div className="writing-menu" ref={box} style={place}>
      {menu.items.length === 0 && <output className="muted">{menu.nothing}</output>}
      <div role="listbox" id={ID} aria-label={menu.label}>
        {menu.items.map((item, index) => (
          <div
            key={item.id}
            role="option"
            id={optionId(item)}
            aria-selected={index === menu.active}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => menu.choose(item)}
          >
            <b>{item.name}</b> <span className="muted">{item.says}</span>
          </div>
        ))}
      </div>
    </div>
  )
}

/* oxlint-enable */

function useTellEditor(editor: Editor, menu: OpenMenu | null): void {
  const active = menu?.items[menu.active]
  const activeId = active ? optionId(active) : null
  useEffect(() => {
    if (editor.isDestroyed) return
    const { dom } = editor.view
    set(dom, 'aria-controls', activeId && ID)
    set(dom, 'aria-activedescendant', activeId)
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [editor, activeId])
}

function set(dom: HTMLElement, name: string, value: string | null): void {
  if (value) dom.setAttribute(name, value)
  else dom.removeAttribute(name)
}

/** Under the line one writes on, within the sheet; above it where there is more room. */
function usePlace(menu: OpenMenu | null) {
  const box = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<CSSProperties>({})
  useLayoutEffect(() => {
    const sheet = box.current?.offsetParent
    if (!menu?.at || !box.current || !sheet) return
    const within = sheet.getBoundingClientRect()
    const left = Math.max(0, Math.min(menu.at.left - within.left, within.width - box.current.offsetWidth))
    const below = window.innerHeight - menu.at.bottom
    const above = below < box.current.offsetHeight + 16 && menu.at.top > below
    const top = above ? menu.at.top - within.top - box.current.offsetHeight - 6 : menu.at.bottom - within.top + 6
    setPlace({ left, top })
  }, [menu])
  return { box, place }
}
