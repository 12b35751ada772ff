import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { WikiForTests } from '../wiki-for-tests.ts'

/** A page with fields, for tests of lists. */
export async function pageWith(
  wiki: WikiForTests,
  secret: string,
  type: string,
  title: string,
  fields: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { id } = await wiki.page(secret, title, type)
  if (Object.keys(fields).length === 0) return id
  const { status, json } = await wiki.ask<PageAnswer>('PATCH', `/api/pages/${id}/fields`, secret, fields)
  if (status !== 200) throw new Error(`${title}: ${JSON.stringify(json)}`)
  return id
}
