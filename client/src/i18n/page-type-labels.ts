import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import type { CommonFields, PageTypes } from '@terreau/shared/page-types/registry.ts'
import type { FUNDING_STATES, Part } from '@terreau/shared/page-types/values.ts'

/** What a field is called, and a few words of help where the name is not enough. */
export interface FieldLabel {
  readonly label: string
  readonly help?: string
  /** A label for each value, where the field is a choice. */
  readonly choices?: Readonly<Record<string, string>>
}

type LabelOf<Field> = Field extends { readonly choices: readonly (infer Value extends string)[] }
  ? FieldLabel & { readonly choices: Readonly<Record<Value, string>> }
  : FieldLabel

type LabelsOf<Fields> = { readonly [Key in keyof Fields]: LabelOf<Fields[Key]> }

/** The words of the page types in one language. A type, a field or a choice without its words does not compile. */
export interface PageTypeLabels {
  readonly common: LabelsOf<CommonFields>
  readonly types: {
    readonly [Key in PageTypeKey]: {
      readonly one: string
      readonly many: string
      /** One line: what pages of this type are. */
      readonly about: string
      /** On the button that opens a new one. */
      readonly add: string
      readonly fields: LabelsOf<PageTypes[Key]['fields']>
    }
  }
  /** Parts of a value made of several: an amount, a position, a closure. */
  readonly parts: Readonly<Record<Part, string>>
  readonly fundingStates: Readonly<Record<(typeof FUNDING_STATES)[number], string>>
}

/** The words of one field of a type, common or its own; undefined where the type has no such field. */
export function fieldLabel(labels: PageTypeLabels, type: PageTypeKey, key: string): FieldLabel | undefined {
  const own: Readonly<Record<string, FieldLabel>> = labels.types[type].fields
  const common: Readonly<Record<string, FieldLabel>> = labels.common
  return own[key] ?? common[key]
}

/** The words of one choice; the value itself where nobody named it, which only data from elsewhere can bring. */
export function choiceLabel(labels: PageTypeLabels, type: PageTypeKey, key: string, value: unknown): string {
  return fieldLabel(labels, type, key)?.choices?.[String(value)] ?? String(value)
}
