import type { Passage, Standing } from '@terreau/shared/api/pages.ts'
import type { BodyNode } from '@terreau/shared/document/body-node.ts'

export interface Standings {
  of: ReadonlyMap<BodyNode, Standing>
  /** True where some passages are validated and others not: only then does each one say where it stands. */
  mixed: boolean
}

/** Where each passage of the text stands. */
export function standingsOf(body: BodyNode, passages: readonly Passage[]): Standings {
  const inBody = passages.filter(({ kind }) => kind !== 'field')
  const known = inBody.flatMap(({ path, standing }) => {
    const node = nodeAt(body, path)
    return node ? [[node, standing] as const] : []
  })
  const found = new Set(passages.map(({ standing }) => standing))
  return { of: new Map(known), mixed: found.has('validated') && found.size > 1 }
}

function nodeAt(body: BodyNode, path: readonly number[]): BodyNode | undefined {
  return path.reduce<BodyNode | undefined>((node, index) => node?.content?.[index], body)
}
