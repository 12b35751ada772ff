import * as Y from 'yjs'
import type { Attribution } from '@terreau/shared/provenance/attribution.ts'
import { sittingOf } from './letters.ts'

/** How many characters of a page have their right author, and of how many sittings are told apart. */
export interface Score {
  readonly characters: number
  /** Shares from 0 to 1. */
  readonly author: number
  readonly sitting: number
  /** Share of the characters that the one who writes nothing is said to have written. */
  readonly forming: number
}

/** Compares what is said of each character with what it carries; `people` names the person of each sitting. */
export function score(doc: Y.Doc, people: ReadonlyMap<number, number>, said: (id: Y.ID, at: number) => number): Score {
  const counts = { characters: 0, author: 0, sitting: 0, forming: 0 }
  for (const { id, content } of textItems(doc)) {
    for (const [at, coded] of content.str.split('').entries()) {
      const truth = sittingOf(coded)
      if (truth === null) continue
      const answer = said(id, at)
      counts.characters += 1
      if (answer === truth) counts.sitting += 1
      if (people.get(answer) === people.get(truth)) counts.author += 1
      if (people.get(answer) === 0) counts.forming += 1
    }
  }
  const { characters, author, sitting, forming } = counts
  return { characters, author: author / characters, sitting: sitting / characters, forming: forming / characters }
}

export function saidBy(attribution: Attribution): (id: Y.ID, at: number) => number {
  return ({ client, clock }, at) => {
    const [stretch] = attribution.stretchesOf({ client, clock: clock + at, length: 1 })
    return stretch && stretch.number >= 0 ? attribution.identity(stretch.number).origin : -1
  }
}

type TextItem = Y.Item & { readonly content: Y.ContentString }

/** Text that stands, wherever it does. */
export function textItems(doc: Y.Doc): TextItem[] {
  const found: TextItem[] = []
  for (const structs of doc.store.clients.values())
    for (const struct of structs)
      if (struct instanceof Y.Item && !struct.deleted && struct.content instanceof Y.ContentString)
        found.push(struct as TextItem)
  return found
}
