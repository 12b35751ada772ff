import { background } from '../moving/background.ts'
import { hasUnsavedWords, type LivePage } from '../sync/live-page.ts'

const pages = new Set<LivePage>()

/** The browser asks before the tab is closed on words that nothing keeps; on other screens they are told as on their way. */
export function watchUnsaved(page: LivePage, title: string): void {
  if (pages.size === 0) window.addEventListener('beforeunload', warn)
  pages.add(page)
  const tell = () => {
    const { save } = page.getState()
    background.note(page, 'waiting' in save && save.waiting > 0 ? { title, kept: save.kept === true } : null)
  }
  page.subscribe(tell)
  page.doc.once('destroy', () => {
    background.note(page, null)
    pages.delete(page)
    if (pages.size === 0) window.removeEventListener('beforeunload', warn)
  })
}

function warn(event: BeforeUnloadEvent): void {
  if ([...pages].some((page) => hasUnsavedWords(page.getState().save))) event.preventDefault()
}
