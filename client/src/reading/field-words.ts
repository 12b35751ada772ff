import type { PageTypeKey, Widget } from '@terreau/shared/page-types/define.ts'
import type { WordSegment } from '@terreau/shared/review/words.ts'
import type { Format } from '../i18n/format.ts'
import type { Labels } from '../i18n/fr.ts'
import { SHOWN_TYPE } from '../shown-type.ts'
import { fieldText } from './field-value.tsx'

/** Fields whose words, as passages have them, are their value as it is stored. */
const CODED: ReadonlySet<Widget> = new Set(['date', 'instant', 'duration', 'weekday-time', 'recurrence'])

/** The words of a field as one reads them, where they are a code or a date in a passage. */
export function readWords(type: PageTypeKey, name: string, text: string, t: Labels, format: Format): string {
  const field = SHOWN_TYPE[type].fields[name]
  if (!field || text === '' || !(field.choices || CODED.has(field.widget))) return text
  return fieldText({ type, name, field, value: field.choices ? text.split(', ') : text }, t, format)
}

/** What changed in a field: its words by what differs, a code or a date as a whole. */
export function readSegments(
  type: PageTypeKey,
  name: string,
  words: readonly WordSegment[],
  t: Labels,
  format: Format,
): readonly WordSegment[] {
  const said = (without: WordSegment['kind']) =>
    words.flatMap(({ kind, text }) => (kind === without ? [] : text)).join('')
  const [was, is] = [said('added'), said('removed')]
  const [before, after] = [was, is].map((text) => readWords(type, name, text, t, format))
  if (was === is || (before === was && after === is)) return words
  return [
    { kind: 'removed' as const, text: before ?? '' },
    { kind: 'added' as const, text: after ?? '' },
  ].filter(({ text }) => text !== '')
}
