import { expect, test } from 'vitest'
import { MenuStore, type MenuItem } from './menu-store.ts'

const items = (...ids: string[]): MenuItem[] => ids.map((id) => ({ id, name: id, says: '' }))

function openOn(store: MenuStore, shown: MenuItem[], chosen: string[] = []): void {
  store.show({ label: 'menu', items: shown, nothing: '', at: null, choose: ({ id }) => chosen.push(id) })
}

test('[E15] arrows walk a menu round, and Enter chooses', () => {
  const [store, chosen] = [new MenuStore(), new Array<string>()]
  openOn(store, items('a', 'b', 'c'), chosen)
  for (const key of ['ArrowUp', 'ArrowDown', 'ArrowDown']) expect(store.press(key)).toBe(true)
  store.press('Enter')
  expect(chosen).toEqual(['b'])
})

test('[E15] the active line stays while the same lines are shown again, and returns to the first when they change', () => {
  const store = new MenuStore()
  openOn(store, items('a', 'b'))
  store.press('ArrowDown')
  openOn(store, items('a', 'b'))
  expect(store.get()?.active).toBe(1)
  openOn(store, items('b'))
  expect(store.get()?.active).toBe(0)
})

test('[E15] a menu without lines leaves every key to the text', () => {
  const store = new MenuStore()
  openOn(store, [])
  expect(['Enter', 'ArrowDown', 'Tab', 'x'].map((key) => store.press(key))).toEqual([false, false, false, false])
})
