import { useEffect, useState } from 'react'
import { isWriting } from '../looking-back/is-writing.ts'

/** Where one's wish to answer without keys is kept, on this device. */
const KEPT = 'review-keys'

/** Whether keys answer here: they do, until one says otherwise. */
export function useKeysWanted(): [boolean, (wanted: boolean) => void] {
  const [wanted, setWanted] = useState(() => localStorage.getItem(KEPT) !== 'off')
  const want = (yes: boolean) => {
    if (yes) localStorage.removeItem(KEPT)
    else localStorage.setItem(KEPT, 'off')
    setWanted(yes)
  }
  return [wanted, want]
}

/** Does what a key stands for, but never while one types, or with another key held. */
export function useKeys(acts: Readonly<Record<string, () => void>>, wanted: boolean): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const act = acts[event.key.toLowerCase()]
      if (!wanted || !act || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
      if (isWriting(event.target)) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [acts, wanted])
}
