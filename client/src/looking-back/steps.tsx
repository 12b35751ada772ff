import { useEffect } from 'react'
import { Link, useLocation } from 'wouter'
import { useLanguage } from '../i18n/language.tsx'
import { addressOf } from './asked.ts'
import { isWriting } from './is-writing.ts'
import type { TimelineProps } from './timeline.tsx'

/** One contribution back or on, by links, or by the keys j and k. */
export function Steps({ slug, list, diff, before }: TimelineProps) {
  const { t } = useLanguage()
  const [, go] = useLocation()
  const at = list.contributions.findIndex(({ id }) => id === diff.to)
  const [newer, older] = [list.contributions[at - 1], list.contributions[at + 1]].map((one) =>
    one && at >= 0 ? addressOf(slug, one.id, before) : null,
  )
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const to = event.key === 'j' ? older : event.key === 'k' ? newer : null
      if (!to || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return
      event.preventDefault()
      go(to)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [go, newer, older])
  return (
    <p className="row history-steps">
      {newer && (
        <Link className="btn small" href={newer}>
          {t.history.newer} <kbd>k</kbd>
        </Link>
      )}
      {older && (
        <Link className="btn small" href={older}>
          {t.history.older} <kbd>j</kbd>
        </Link>
      )}
    </p>
  )
}
