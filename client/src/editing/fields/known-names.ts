import { useEffect, useMemo, useRef, useState } from 'react'
import type { PageAnswer, PageName } from '@terreau/shared/api/pages.ts'
import { isPageId } from '@terreau/shared/ids.ts'
import { ask, fetchFromBrowser } from '../../asking/ask.ts'
import type { KnownNames } from './field-on-desk.ts'

/** Titles of pages by their ids: those that came with the page, those picked here, and, once asked for, those that others picked. */
export function useKnownNames(named: readonly PageName[], unknown: string): KnownNames {
  const [names, setNames] = useState(() => new Map<string, PageName>(named.map((page) => [page.id, page])))
  const wanted = useRef(new Set<string>())
  const learn = useMemo(() => (page: PageName) => setNames((known) => new Map(known).set(page.id, page)), [])
  useEffect(() => {
    for (const id of wanted.current) void lookUp(id).then((page) => page && learn(page))
    wanted.current.clear()
  })
  const asked = useRef(new Set<string>())
  const titleOf = (id: unknown) => {
    const key = String(id)
    const title = names.get(key)?.title
    if (title === undefined && isPageId(key) && !asked.current.has(key)) {
      asked.current.add(key)
      wanted.current.add(key)
    }
    return title ?? unknown
  }
  return { titleOf, learn }
}

async function lookUp(id: string): Promise<PageName | null> {
  const answer = await ask<PageAnswer>(fetchFromBrowser, `/pages/${id}`).catch(() => null)
  if (!answer || 'refusal' in answer) return null
  const { type, slug, title, lang, id: pageId } = answer.value.page
  return { id: pageId, type, slug, title, lang }
}
