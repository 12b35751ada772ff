import type { PageName } from '@terreau/shared/api/pages.ts'
import type { SuggestAnswer } from '@terreau/shared/api/search.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { ask, fetchFromBrowser } from '../asking/ask.ts'

/** Pages whose title answers what is being typed; of these types only, where some are named. Throws without network. */
export async function searchPages(query: string, types: readonly PageTypeKey[] = []): Promise<PageName[]> {
  const q = query.trim()
  if (q === '') return []
  const [only, ...others] = types
  const search = new URLSearchParams({ q, ...(only && others.length === 0 && { type: only }) })
  const answer = await ask<SuggestAnswer>(fetchFromBrowser, `/suggest?${search}`)
  if ('refusal' in answer) return []
  return answer.value.pages.filter(({ type }) => types.length === 0 || types.includes(type))
}
