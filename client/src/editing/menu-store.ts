import type { Editor, Range } from '@tiptap/core'

/** One line of a menu that opens where one writes. */
export interface MenuItem {
  readonly id: string
  readonly name: string
  readonly says: string
}

export interface OpenMenu {
  readonly label: string
  readonly items: readonly MenuItem[]
  /** Index of the item that Enter chooses. */
  readonly active: number
  /** Said where there is no item. */
  readonly nothing: string
  /** Where the writing is, in the window. */
  readonly at: DOMRect | null
  readonly choose: (item: MenuItem) => void
}

/** The menu that is open in the text, if any; at most one is. */
export class MenuStore {
  #menu: OpenMenu | null = null
  readonly #listeners = new Set<() => void>()

  readonly get = (): OpenMenu | null => this.#menu

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Shows a menu, or the next state of the same one: the active item stays in place where it can. */
  show(menu: Omit<OpenMenu, 'active'>): void {
    const active = sameItems(menu.items, this.#menu?.items) ? (this.#menu?.active ?? 0) : 0
    this.#set({ ...menu, active })
  }

  close(): void {
    if (this.#menu) this.#set(null)
  }

  /** Answers whether the key was the menu's. */
  press(key: string): boolean {
    const menu = this.#menu
    if (!menu || menu.items.length === 0) return false
    if (key === 'ArrowDown') return this.#move(1)
    if (key === 'ArrowUp') return this.#move(-1)
    if (key !== 'Enter' && key !== 'Tab') return false
    const item = menu.items[menu.active]
    if (item) menu.choose(item)
    return true
  }

  #move(by: number): boolean {
    const menu = this.#menu
    if (menu) this.#set({ ...menu, active: (menu.active + by + menu.items.length) % menu.items.length })
    return true
  }

  #set(menu: OpenMenu | null): void {
    this.#menu = menu
    for (const listener of this.#listeners) listener()
  }
}

function sameItems(a: readonly MenuItem[], b: readonly MenuItem[] | undefined): boolean {
  return a.length === b?.length && a.every(({ id }, index) => id === b[index]?.id)
}

/** What a choice in a menu does; `range` is what was typed to make it. */
export type Choose<Item extends MenuItem> = (editor: Editor, range: Range, item: Item) => void
