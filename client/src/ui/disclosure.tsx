import { useEffect, useRef, type ReactNode } from 'react'
import { useLocation } from 'wouter'

/** Links folded under a word. Opens without JavaScript; with it, closes on Escape, on leaving and on arriving elsewhere. */
export function Disclosure(props: { className: string; summary: ReactNode; children: ReactNode }) {
  const [path] = useLocation()
  const details = useRef<HTMLDetailsElement>(null)
  const close = () => details.current?.removeAttribute('open')
  useEffect(close, [path])
  useEffect(() => {
    const elsewhere = ({ target }: Event) => target instanceof Node && (details.current?.contains(target) || close())
    document.addEventListener('pointerdown', elsewhere)
    return () => document.removeEventListener('pointerdown', elsewhere)
  }, [])
  return (
    // Escape must be heard from any link inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <details
      ref={details}
      className={`disclosure ${props.className}`}
      onBlur={(event) => event.relatedTarget && (event.currentTarget.contains(event.relatedTarget) || close())}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !details.current?.open) return
        close()
        details.current.querySelector('summary')?.focus()
      }}
    >
      <summary>{props.summary}</summary>
      <div className="disclosure-panel">{props.children}</div>
    </details>
  )
}
