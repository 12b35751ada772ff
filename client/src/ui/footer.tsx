import { useSyncExternalStore, type MouseEvent } from 'react'
import type { Lang } from '@terreau/shared/languages.ts'
import { Link, useLocation, useSearch } from 'wouter'
import { useLanguage } from '../i18n/language.tsx'
import { THEMES, applyTheme, onThemeChange, themeChosen, type Theme } from './theme.ts'

/** Each language is named in itself, whatever the language of the screen. */
const NAME_OF: Record<Lang, string> = { fr: 'Français', en: 'English' }
const LANGUAGES = Object.keys(NAME_OF) as Lang[]

export function Footer() {
  const { t } = useLanguage()
  return (
    <footer className="footer">
      <div className="wrap">
        <p className="grow">
          {t.footer.licence} <Link href="/registre">{t.care.ledger}</Link>{' '}
          <Link href="/sans-reseau">{t.footer.alone}</Link>
        </p>
        <Settings />
      </div>
    </footer>
  )
}

/** Language and colours, as plain links: the server remembers the choice. */
export function Settings() {
  const { t, lang } = useLanguage()
  const here = useHere()
  const theme = useSyncExternalStore<Theme | null>(onThemeChange, themeChosen, () => null)
  return (
    <div className="settings">
      <p>
        <span className="muted">{t.footer.language} </span>
        {LANGUAGES.map((choice) => (
          <a
            key={choice}
            href={here('lang', choice)}
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
            href={here('theme', choice)}
            aria-current={choice === theme || undefined}
            onClick={(event) => choose(event, choice)}
          >
            {t.footer[choice]}
          </a>
        ))}
      </p>
    </div>
  )
}

function choose(event: MouseEvent, choice: Theme): void {
  event.preventDefault()
  applyTheme(choice)
}

/** This very address with one setting more. */
function useHere(): (setting: string, value: string) => string {
  const [path] = useLocation()
  const search = useSearch()
  return (setting, value) => {
    const params = new URLSearchParams(search)
    params.set(setting, value)
    return `${path}?${params}`
  }
}
