import type { PageName } from '@terreau/shared/api/pages.ts'
import type { PageTypeKey, Widget } from '@terreau/shared/page-types/define.ts'
import type { FieldLabel } from '../../i18n/page-type-labels.ts'
import type * as Y from 'yjs'
import type { Person } from '../people.ts'

/** The fields of a page, live or not, and whether they may be written. */
export interface WritableFields {
  readonly fields: Y.Map<unknown>
  getState(): { readonly mayWrite: boolean }
}

/** One field of a page, with all that its box needs. */
export interface FieldOnDesk {
  readonly live: WritableFields
  readonly type: PageTypeKey
  readonly key: string
  readonly widget: Widget
  readonly required: boolean
  readonly choices: readonly string[]
  readonly default: string | undefined
  /** Types of page it may point at; any where empty. */
  readonly to: readonly PageTypeKey[]
  readonly label: FieldLabel
  /** Who else is writing in it. */
  readonly people: readonly Person[]
  readonly mayWrite: boolean
  /** Tells the others that one is in this field, or no longer. */
  readonly enter: (inside: boolean) => void
  readonly names: KnownNames
}

/** Titles of the pages that fields point at. */
export interface KnownNames {
  titleOf(id: unknown): string
  learn(page: PageName): void
}
