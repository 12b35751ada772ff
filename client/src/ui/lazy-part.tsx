import { useEffect, useState, type ComponentType } from 'react'
import { useLanguage } from '../i18n/language.tsx'

/** A part of a screen that works with scripts alone: fetched once the screen is awake, and nothing that readers carry. */
export function lazyPart<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
  /** `quiet`: nothing is missed without it. */
  manner?: 'quiet',
) {
  return function LazyPart(props: Props) {
    const { t } = useLanguage()
    const [Part, setPart] = useState<{ is: ComponentType<Props> } | null>(null)
    useEffect(() => {
      if (!import.meta.env.SSR) void load().then((module) => setPart({ is: module.default }))
    }, [])
    if (Part) return <Part.is {...props} />
    if (manner === 'quiet') return null
    return (
      <noscript>
        <p className="notice">{t.needsScript}</p>
      </noscript>
    )
  }
}
