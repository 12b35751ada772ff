import type { BodyNode, Fields } from '@terreau/shared/document/body-node.ts'
import { withoutPassages } from '@terreau/shared/document/without-passages.ts'
import type { FileHash } from '@terreau/shared/ids.ts'
import { filesIn } from '../files/files-in.ts'
import type { ValidatedPassage, Version } from './version-store.ts'

/** What is shown of a version while words in it are out of sight (F7). */
export interface ShownVersion {
  readonly fields: Fields
  readonly body: BodyNode
  readonly facts: readonly ValidatedPassage[]
  readonly files: readonly FileHash[]
  /** The contributions whose words are left out, by their numbers. */
  readonly without: readonly number[]
}

/** A version without every passage that one of these contributions wrote or placed any of; null where that is none. */
export function shownOf(
  { fields, body, passages }: Pick<Version, 'fields' | 'body' | 'passages'>,
  hidden: ReadonlySet<number>,
): ShownVersion | null {
  const isBy = ({ wrote, said = wrote }: ValidatedPassage) => said.some((contribution) => hidden.has(contribution))
  const gone = new Set(passages.filter(isBy).map(nameOf))
  if (gone.size === 0) return null
  const kept = withoutPassages({ fields, body }, (hash, field) => gone.has(nameOf({ hash, field })))
  return {
    ...kept,
    facts: passages.filter((passage) => !gone.has(nameOf(passage))),
    files: filesIn(kept),
    without: [...hidden].toSorted((a, b) => a - b),
  }
}

/** Equal passages of one field, or of the body, have one name. */
export function nameOf({ hash, field = '' }: { readonly hash: string; readonly field?: string | undefined }): string {
  return `${hash} ${field}`
}
