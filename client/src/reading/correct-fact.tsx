import type { Page } from '@terreau/shared/api/pages.ts'
import { useRef, useState } from 'react'
import { lazyPart } from '../ui/lazy-part.tsx'
import { useSurroundings } from './surroundings.ts'

const FactForm = lazyPart(() => import('../proposing/fact-form.tsx'), 'quiet')

/** What opens a form for another value of a fact, and the form once it is open; null where nothing may be proposed. */
export function useCorrectFact(page: Page, names: readonly string[]) {
  const { corrects } = useSurroundings()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  if (!corrects || names.length === 0) return null
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return {
    button: { ref: button, type: 'button', 'aria-expanded': open, onClick: () => setOpen(!open) } as const,
    form: open && <FactForm page={page} names={names} onClose={close} />,
  }
}
