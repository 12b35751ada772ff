import { hasUnsavedWords, type LivePage } from '../sync/live-page.ts'

const pages = new Set<LivePage>()

/** The browser asks before the tab is closed on words that are not durable, the page's own screen left or not. */
export function warnWhileUnsaved(page: LivePage): void {
  if (pages.size === 0) window.addEventListener('beforeunload', warn)
  pages.add(page)
  page.doc.once('destroy', () => {
    pages.delete(page)
    if (pages.size === 0) window.removeEventListener('beforeunload', warn)
  })
}

function warn(event: BeforeUnloadEvent): void {
  if ([...pages].some((page) => hasUnsavedWords(page.getState().save))) event.preventDefault()
}
