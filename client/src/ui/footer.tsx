import { useEffect, useState, type MouseEvent } from 'react'
import { LANGUAGES, type Lang } from '@terreau/shared/languages.ts'
import { useLocation, useSearch } from 'wouter'
import { useLanguage } from '../i18n/language.tsx'
import { THEMES, applyTheme, themeShown, type Theme } from './theme.ts'

/** Each language is named in itself, whatever the language of the screen. */
const NAME_OF: Record<Lang, string> = { fr: 'Français', en: 'English' }

export function Footer() {
  const { t } = useLanguage()
  return (
    <footer className="footer">
      <div className="wrap">
        <p className="grow">{t.footer.licence}</p>
        <Settings />
      </div>
    </footer>
  )
}

/** Language and colours, as plain links: the server remembers the choice. */
export function Settings() {
  const { t, lang } = useLanguage()
  const theme = useTheme()
  const choose = (event: MouseEvent, choice: Theme) => {
    event.preventDefault()
    applyTheme(choice)
    theme.set(choice)
  }
  return (
    <div className="settings">
      <p>
        <span className="muted">{t.footer.language} </span>
        {LANGUAGES.map((choice) => (
          <a
            key={choice}
            href={useHere('lang', choice)}
            lang={choice}
            hrefLang={choice}
            aria-current={choice === lang || undefined}
          >
            {NAME_OF[choice]}
          </a>
        ))}
      </p>
      <p>
        <span className="muted">{t.footer.theme} </span>
        {THEMES.map((choice) => (
          <a
            key={choice}
            href={useHere('theme', choice)}
            aria-current={choice === theme.shown || undefined}
            onClick={(event) => choose(event, choice)}
          >
            {t.footer[choice]}
          </a>
        ))}
      </p>
    </div>
  )
}

/** This very address with one setting more. */
function useHere(setting: string, value: string): string {
  const [path] = useLocation()
  const params = new URLSearchParams(useSearch())
  params.set(setting, value)
  return `${path}?${params}`
}

/** Known once in the browser only: the server can't see what the system prefers. */
function useTheme() {
  const [shown, set] = useState<Theme | null>(null)
  useEffect(() => set(themeShown()), [])
  return { shown, set }
}
