import type { RecoveredDrafts } from '@terreau/shared/api/drafts.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { RefusalCode } from '@terreau/shared/refusals.ts'
import { ask, fetchFromBrowser, tell } from '../asking/ask.ts'
import { keeping } from '../keeping/keeping.ts'
import { covers } from './draft-cover.ts'

/** Where words are that could not enter a page: in this tab, on this device, or with the wiki. */
type Place = 'tab' | 'device' | 'wiki'

export interface Draft {
  readonly id: string
  readonly place: Place
  readonly page: { readonly id: PageId; readonly title: string; readonly slug: string }
  readonly why: RefusalCode
  readonly words: string
  readonly at: string
}

/** Recovered words until their author puts them aside. What this tab knows says the most; the same words stand here once. */
class Drafts {
  #tab: readonly Draft[] = []
  #device: readonly Draft[] = []
  #wiki: readonly Draft[] = []
  #shown: readonly Draft[] = []
  readonly #listeners = new Set<() => void>()

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Newest first. Stays the same object as long as nothing changed. */
  readonly all = (): readonly Draft[] => this.#shown

  /** Words that a page of this tab could not keep. */
  keep(page: Draft['page'], why: RefusalCode, words: string): void {
    if (words === '') return
    const at = new Date().toISOString()
    this.#tab = [{ id: crypto.randomUUID?.() ?? at, place: 'tab', page, why, words, at }, ...this.#tab]
    this.#tell()
  }

  /** Asks this device and the wiki for what they keep. */
  async refresh(): Promise<void> {
    const [device, wiki] = await Promise.all([onDevice().catch(() => null), onWiki().catch(() => null)])
    this.#device = device ?? this.#device
    this.#wiki = wiki ?? this.#wiki
    this.#tell()
  }

  /** Puts a draft aside for good, wherever the same words are. */
  async putAside(draft: Draft): Promise<void> {
    const gone = (one: Draft) => one.id === draft.id || covers(draft, one)
    const [here, there] = [this.#device.filter(gone), this.#wiki.filter(gone)]
    const stays = (one: Draft) => !gone(one)
    this.#tab = this.#tab.filter(stays)
    this.#device = this.#device.filter(stays)
    this.#wiki = this.#wiki.filter(stays)
    this.#tell()
    await Promise.allSettled([
      ...here.map(({ id }) => keeping.shelf?.putDraftAside(id)),
      ...there.map(({ id }) => tell('DELETE', `/me/drafts/${id}`)),
    ])
  }

  #tell(): void {
    const all = [...this.#tab, ...this.#device, ...this.#wiki]
    this.#shown = all
      .filter((draft, at) => !all.slice(0, at).some((before) => covers(before, draft)))
      .toSorted((a, b) => b.at.localeCompare(a.at))
    for (const listener of this.#listeners) listener()
  }
}

async function onDevice(): Promise<readonly Draft[]> {
  await keeping.takeUp()
  const kept = (await keeping.shelf?.drafts()) ?? []
  return kept.map(({ pageId: id, title, slug, ...draft }) => ({ ...draft, place: 'device', page: { id, title, slug } }))
}

async function onWiki(): Promise<readonly Draft[]> {
  const answer = await ask<RecoveredDrafts>(fetchFromBrowser, '/me/drafts')
  return 'value' in answer ? answer.value.drafts.map((draft) => ({ ...draft, place: 'wiki' })) : []
}

export const drafts = new Drafts()
