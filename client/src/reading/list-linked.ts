import type { BodyNode } from '@terreau/shared/document/body-node.ts'
import { SHOWN_TYPES, type ShownType } from '../page-types.ts'

/** A list of this wiki, by the address that a paragraph holds and nothing beside. */
export interface LinkedList {
  readonly type: ShownType['key']
  /** Its address without the origin. */
  readonly path: string
  /** Null where the address names no host. */
  readonly origin: string | null
}

/** The list that a paragraph leads to where a link to it is all that it says: such a list is shown below it, live. */
export function listLinked({ content = [] }: BodyNode): LinkedList | null {
  const [only, ...others] = content
  const href = only?.marks?.find(({ type }) => type === 'link')?.attrs?.href
  if (others.length > 0 || typeof href !== 'string' || !URL.canParse(href, 'http://here.invalid')) return null
  const { origin, pathname, search } = new URL(href, 'http://here.invalid')
  const type = SHOWN_TYPES.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`))
  if (!type || pathname.split('/').length > 3) return null
  return { type: type.key, path: pathname + search, origin: origin === 'http://here.invalid' ? null : origin }
}
