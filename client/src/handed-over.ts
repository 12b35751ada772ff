import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { Lang } from '@terreau/shared/languages.ts'
import type { RefusalAnswer } from '@terreau/shared/refusals.ts'
import { useLocation } from 'wouter'

/** What the server hands over to the browser inside the document, so that nothing is asked twice. */
export interface HandedOver {
  /** Null in the empty document, in which the browser draws the screens by itself. */
  lang: Lang | null
  /** Each question asked, by its path, with its answer. */
  answers: Readonly<Record<string, unknown>>
}

export const HANDED_OVER_ID = 'terreau-data'
export const ROOT_ID = 'terreau'

/** What a plain form sent to the address of a screen, and why it was refused. */
export interface Posted {
  values: Readonly<Record<string, string>>
  refusal: RefusalAnswer
}

const postedTo = (path: string): string => `posted to ${path}`

/** Handed over among the answers. */
export function keepPosted(client: QueryClient, path: string, posted: Posted): void {
  client.setQueryData([postedTo(path)], posted)
}

/** What was sent to this screen before scripts were there, and refused. */
export function usePosted(): Posted | null {
  const [path] = useLocation()
  return useQueryClient().getQueryData<Posted>([postedTo(path)]) ?? null
}

/** All that a client was answered, ready to be handed over. */
export function answersOf(client: QueryClient): HandedOver['answers'] {
  const known = client.getQueryCache().getAll()
  return Object.fromEntries(known.flatMap(({ queryKey: [path], state: { data } }) => (data ? [[path, data]] : [])))
}

/** Makes a client know what was handed over, as if it had asked a moment ago. */
export function takeAnswers(client: QueryClient, answers: HandedOver['answers']): void {
  for (const [path, answer] of Object.entries(answers)) client.setQueryData([path], answer)
}

/** JSON that can stand inside a script element: no `<` ends it early. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', String.raw`\u003c`)
}
