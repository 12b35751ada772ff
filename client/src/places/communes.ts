import type { Commune, CommuneList } from '@terreau/shared/api/communes.ts'
import { ask, fetchFromBrowser } from '../asking/ask.ts'

/** So many are read at a glance. */
const MOST = '8'

/** Communes that a name, a postcode or a code may mean. Throws where there is no answer. */
export async function communesCalled(text: string): Promise<readonly Commune[]> {
  const answer = await ask<CommuneList>(fetchFromBrowser, `/communes?${new URLSearchParams({ q: text, limit: MOST })}`)
  if ('refusal' in answer) throw new Error(answer.refusal.message)
  return answer.value.communes
}

/** A commune with where it lies: many share a name. */
export function communeNamed({ name, partOf, department, postcodes }: Commune): { name: string; aside: string } {
  return { name, aside: [partOf?.name, department?.name, postcodes[0]].filter(Boolean).join(', ') }
}
