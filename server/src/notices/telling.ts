import type { FollowedKind } from '@terreau/shared/api/notices.ts'
import type { Happening, Happenings } from '../happenings/happenings.ts'
import type { NoticeStore } from './notice-store.ts'

/** So many characters of a passage, or of what was said of a contribution, are quoted. */
const QUOTED = 160

const ALL: readonly FollowedKind[] = ['page', 'territory', 'type']

/** Whatever happens in the wiki is told to those whom it concerns, and never to whoever did it (D70). */
export function tellWhatHappens(happenings: Happenings, store: NoticeStore): void {
  happenings.listen((happening) => tell(happening, store))
}

async function tell(happening: Happening, store: NoticeStore): Promise<void> {
  const { kind, page } = happening
  if (kind === 'thread.written') return tellOfThread(happening, store)
  if (kind === 'page.waiting') return store.tell(await store.keepers(page), { kind: 'waiting', page, by: null })
  const { by } = happening
  if (kind === 'version.made') return store.tell(await store.followers(page, ALL), { kind: 'version', page, by })
  const quote = happening.words.slice(0, QUOTED)
  if (kind === 'page.proposed')
    return store.tell(await store.followers(page, ALL), { kind: 'proposed', page, by, quote })
  const { authors, reason } = happening
  await store.tell(authors, {
    kind: kind === 'passages.validated' ? 'validated' : 'returned',
    page,
    by,
    quote,
    reason,
  })
}

/** Whoever is called by name is told that they are; others who wrote in it, and those who follow the page, that something was said. */
async function tellOfThread(
  { page, by, thread, mentioned, others, objection, words }: Extract<Happening, { kind: 'thread.written' }>,
  store: NoticeStore,
): Promise<void> {
  if (words === '') return
  const told = { page, by, thread }
  const called = await store.present(mentioned)
  await store.tell(called, { ...told, kind: 'called' })
  const rest = await store.present([...others, ...(await store.followers(page, ['page']))])
  await store.tell(
    rest.filter((one) => !called.includes(one)),
    { ...told, kind: objection ? 'objection' : 'said' },
  )
}
