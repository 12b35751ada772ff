import type { Widget } from '@terreau/shared/page-types/define.ts'
import { ChoiceField, ChoicesField } from './choice-field.tsx'
import { CommuneField } from './commune-field.tsx'
import type { FieldOnDesk } from './field-on-desk.ts'
import { HoursField } from './hours-field.tsx'
import { ImageField } from './image-field.tsx'
import { TagsField, TextsField } from './list-field.tsx'
import { PagesField } from './pages-field.tsx'
import { PartsField } from './parts-field.tsx'
import { PositionField } from './position-field.tsx'
import { RecurrenceField } from './recurrence-field.tsx'
import { WrittenField } from './written-field.tsx'

type Box = (props: { field: FieldOnDesk }) => React.ReactNode

const BOXES: Partial<Record<Widget, Box>> = {
  choice: ChoiceField,
  'yes-no': ChoiceField,
  access: ChoiceField,
  licence: ChoiceField,
  choices: ChoicesField,
  principles: ChoicesField,
  sdg: ChoicesField,
  texts: TextsField,
  links: TextsField,
  tags: TagsField,
  territories: TagsField,
  page: PagesField,
  pages: PagesField,
  leads: PagesField,
  image: ImageField,
  position: PositionField,
  recurrence: RecurrenceField,
  commune: CommuneField,
  hours: HoursField,
  slots: HoursField,
  closures: PartsField,
  materials: PartsField,
  needs: PartsField,
  funding: PartsField,
  consent: PartsField,
}

/** The box that a field is written in. */
export function FieldBox({ field }: { field: FieldOnDesk }) {
  const Box = BOXES[field.widget] ?? WrittenField
  return <Box field={field} />
}
