import { useRef, useState } from 'react'

/** Something that a button opens and closes; once it closes by itself, the button is in focus again. */
export function useOpened() {
  const [open, setOpen] = useState(false)
  const ref = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpen(false)
    ref.current?.focus()
  }
  const button = { ref, type: 'button', 'aria-expanded': open, onClick: () => setOpen(!open) } as const
  return { open, close, button }
}
