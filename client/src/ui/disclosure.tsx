import { useEffect, useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'

/** Links folded under a word. Opens without JavaScript; with it, closes once one is followed, on Escape and on leaving. */
export function Disclosure(props: { className: string; summary: ReactNode; children: ReactNode }) {
  const details = useRef<HTMLDetailsElement>(null)
  useClosedFromElsewhere(details)
  const close = () => details.current?.removeAttribute('open')
  const escape = ({ key }: KeyboardEvent) => {
    if (key !== 'Escape' || !details.current?.open) return
    close()
    details.current.querySelector('summary')?.focus()
  }
  const follow = ({ target }: MouseEvent) => target instanceof Element && target.closest('a') && close()
  return (
    // What happens to the links inside is heard here, once for all of them.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <details
      ref={details}
      className={`disclosure ${props.className}`}
      onBlur={({ currentTarget, relatedTarget }) => relatedTarget && !currentTarget.contains(relatedTarget) && close()}
      onKeyDown={escape}
      onClick={follow}
    >
      <summary>{props.summary}</summary>
      <div className="disclosure-panel">{props.children}</div>
    </details>
  )
}

function useClosedFromElsewhere(details: { readonly current: HTMLDetailsElement | null }): void {
  useEffect(() => {
    const listen = ({ target }: Event) => {
      if (target instanceof Node && !details.current?.contains(target)) details.current?.removeAttribute('open')
    }
    document.addEventListener('pointerdown', listen)
    return () => document.removeEventListener('pointerdown', listen)
  }, [details])
}
