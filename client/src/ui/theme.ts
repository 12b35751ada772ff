export const THEMES = ['light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const YEAR_S = 31_536_000
const CHANGED = 'themechange'

/** What one sees now: the theme that was chosen, else the system's. */
export function themeShown(): Theme {
  const chosen = document.documentElement.dataset.theme
  if (chosen === 'light' || chosen === 'dark') return chosen
  return systemIsDark().matches ? 'dark' : 'light'
}

/** Changes the colours at once, and for the next pages too. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme
  document.cookie = `theme=${theme}; path=/; max-age=${YEAR_S}; samesite=lax`
  dispatchEvent(new Event(CHANGED))
}

/** Hears every change of what one sees: chosen here, or by the system. Answers how to stop. */
export function onThemeChange(listen: () => void): () => void {
  const system = systemIsDark()
  system.addEventListener('change', listen)
  addEventListener(CHANGED, listen)
  return () => {
    system.removeEventListener('change', listen)
    removeEventListener(CHANGED, listen)
  }
}

function systemIsDark(): MediaQueryList {
  return matchMedia('(prefers-color-scheme: dark)')
}
