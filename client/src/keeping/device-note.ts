/**
 * A note on this device outside any store, as JSON under `key`; null where there is none. Reading answers the same object as
 * long as nothing changed. `hear` hears every change, in whichever tab it was made, and answers how to stop; within this tab
 * they are told by the event `changed`.
 */
export function deviceNote<T>(key: string, changed: string) {
  let last: { text: string | null; note: T | null } = { text: null, note: null }
  return {
    read: (): T | null => {
      const text = localStorage.getItem(key)
      if (text !== last.text) last = { text, note: text === null ? null : (JSON.parse(text) as T) }
      return last.note
    },
    write: (note: T | null): void => {
      if (note) localStorage.setItem(key, JSON.stringify(note))
      else localStorage.removeItem(key)
      dispatchEvent(new Event(changed))
    },
    hear: (listen: () => void): (() => void) => {
      addEventListener(changed, listen)
      addEventListener('storage', listen)
      return () => {
        removeEventListener(changed, listen)
        removeEventListener('storage', listen)
      }
    },
  }
}
