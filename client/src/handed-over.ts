import type { DehydratedState } from '@tanstack/react-query'
import type { Lang } from '@terreau/shared/languages.ts'

/** What the server hands over to the browser inside the document, so that nothing is asked twice. */
export interface HandedOver {
  lang: Lang
  answers: DehydratedState
}

export const HANDED_OVER_ID = 'terreau-data'
export const ROOT_ID = 'terreau'

/** JSON that can stand inside a script element: no `<` ends it early. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', String.raw`\u003c`)
}
