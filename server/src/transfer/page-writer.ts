import type { BodyNode } from '@terreau/shared/document/body-node.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'

/** A page that comes from outside, whole. */
export interface IncomingPage {
  /** Derived from `importKey`, so that pages can name each other before they exist, and after a broken run. */
  readonly id: PageId
  readonly type: PageTypeKey
  readonly title: string
  readonly lang: Lang
  /** Parsed by their type; `title` among them. Pages are named by id. */
  readonly fields: Readonly<Record<string, unknown>>
  /** In the schema of pages. */
  readonly body: BodyNode
  /** Says where it comes from; the same at every run. */
  readonly importKey: string
  /** Of what was read, before ids were put in it; equal files have equal hashes. */
  readonly hash: string
  /** The address asked for, where there is one; a number is added when it is taken. */
  readonly slug?: string
}

/** What became of a page that an earlier run created. */
export interface KnownPage {
  readonly id: PageId
  /** As given when it was created. */
  readonly hash: string
  /** True where somebody has written in it since. */
  readonly changedHere: boolean
}

/** The way into the wiki for imports and for the seed. Whoever stands behind it is the named author of what it writes. */
export interface PageWriter {
  /** The page that was created under this key, archived or not. */
  find(importKey: string): Promise<KnownPage | undefined>
  /** Creates a page by the same walk as any edit, and resolves once it is durable. Rejects with the refusal. */
  create(page: IncomingPage): Promise<void>
}
