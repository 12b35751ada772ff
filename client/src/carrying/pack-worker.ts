import type { PackedPage } from '@terreau/shared/api/search.ts'
import { OfflineIndex } from '@terreau/shared/language/offline-index.ts'
import { searchKept, suggestKept } from './kept-search.ts'
import type { Asked, Told } from './pack-search.ts'
import { PackStore } from './pack-store.ts'

/** Searches what is kept beside the screen, which goes on meanwhile. The index is built anew once the pages changed. */
let built: { readonly state: string; readonly index: Promise<OfflineIndex<PackedPage>> } | null = null

addEventListener('message', ({ data }: MessageEvent<Asked>) => void answer(data))

async function answer({ id, state, path, lang }: Asked): Promise<void> {
  if (built?.state !== state) built = { state, index: indexed() }
  const told: Told = await built.index.then(
    (index) => ({ id, answer: answerFor(index, new URL(path, location.origin), lang) }),
    (cause: unknown) => ({ id, wrong: String(cause) }),
  )
  postMessage(told)
}

function answerFor(index: OfflineIndex<PackedPage>, { pathname, searchParams }: URL, lang: string): unknown {
  return pathname === '/api/suggest'
    ? suggestKept(index, searchParams.get('q') ?? '', lang)
    : searchKept(index, searchParams, lang)
}

async function indexed(): Promise<OfflineIndex<PackedPage>> {
  return PackStore.with(async (store) => {
    const index = new OfflineIndex<PackedPage>((await store.about())?.synonyms)
    index.put(await store.all())
    // Whatever is asked first, the index is built for it now, and counts for no search.
    index.find({ q: 'terreau', lang: 'fr', limit: 1 })
    return index
  })
}
