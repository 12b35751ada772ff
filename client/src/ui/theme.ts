/** The colours one can choose; `system` follows the device. */
export const THEMES = ['light', 'dark', 'system'] as const
export type Theme = (typeof THEMES)[number]

const YEAR_S = 31_536_000
const CHANGED = 'themechange'

export function themeChosen(): Theme {
  const { theme } = document.documentElement.dataset
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

/** Changes the colours at once, and for the next pages too. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  // Browsers take the prefix over https alone; it binds the cookie to this host.
  const [prefix, secure] = location.protocol === 'https:' ? ['__Host-', '; secure'] : ['', '']
  document.cookie = `${prefix}theme=${theme}; path=/; max-age=${YEAR_S}; samesite=lax${secure}`
  dispatchEvent(new Event(CHANGED))
}

/** Hears every change of the colours. Answers how to stop. */
export function onThemeChange(listen: () => void): () => void {
  addEventListener(CHANGED, listen)
  return () => removeEventListener(CHANGED, listen)
}
