import type { Passage } from '@terreau/shared/api/pages.ts'
import type { BodyNode } from '@terreau/shared/document/body-node.ts'

export interface Standings {
  of: ReadonlyMap<BodyNode, Passage>
  /** True where some passages are validated and others not: only then does each one say where it stands. */
  mixed: boolean
}

/** Where each passage of the text stands. */
export function standingsOf(body: BodyNode, passages: readonly Passage[]): Standings {
  const inBody = passages.filter(({ kind }) => kind !== 'field')
  const known = inBody.flatMap((passage) => {
    const node = nodeAt(body, passage.path)
    return node ? [[node, passage] as const] : []
  })
  const found = new Set(passages.map(({ standing }) => standing))
  return { of: new Map(known), mixed: found.has('validated') && found.size > 1 }
}

function nodeAt(body: BodyNode, path: readonly number[]): BodyNode | undefined {
  return path.reduce<BodyNode | undefined>((node, index) => node?.content?.[index], body)
}

/** The passage of a field; the one to look at first where it holds several. */
export function passageOf(passages: readonly Passage[], field: string): Passage | undefined {
  const all = passages.filter((passage) => passage.field === field)
  return all.find(({ standing }) => standing !== 'validated') ?? all[0]
}
