import type { Me } from '@terreau/shared/api/people.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import { whoAmI } from '../asking/queries.ts'
import type { HandedOver } from '../handed-over.ts'

/**
 * What an empty document starts from, since no server drew it: the language and the colours chosen on this device, and
 * nobody in particular.
 */
export function startAlone(): HandedOver & { readonly lang: Lang } {
  const lang = chosen('lang') ?? (navigator.language.startsWith('en') ? 'en' : 'fr')
  const theme = chosen('theme')
  const { documentElement } = document
  documentElement.lang = lang
  if (theme === 'light' || theme === 'dark') documentElement.dataset.theme = theme
  const nobody: Me = {
    member: null,
    lang: lang === 'en' ? 'en' : 'fr',
    ways: { mail: false, oidc: false },
    asked: false,
    news: false,
    newDevices: [],
  }
  return { lang: nobody.lang, answers: { [whoAmI.path]: { value: nobody } } }
}

function chosen(name: string): string | undefined {
  return new RegExp(`(?:^|; )(?:__Host-)?${name}=(\\w+)`).exec(document.cookie)?.[1]
}
