import { useEditingWords } from '../../i18n/editing.ts'
import { useLanguage } from '../../i18n/language.tsx'
import type { FieldOnDesk } from './field-on-desk.ts'
import { FieldRow } from './field-row.tsx'
import { useFieldValue, writeField } from './field-values.ts'
import { WrittenField } from './written-field.tsx'

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
type Day = (typeof DAYS)[number]

/** What most meetings do; anything else is written as calendars write it (RFC 5545). */
const OFTEN = ['weekly', 'fortnightly', 'first', 'second', 'third', 'last'] as const
type Often = (typeof OFTEN)[number]

const RULES: Readonly<Record<Often, (day: Day) => string>> = {
  weekly: (day) => `FREQ=WEEKLY;BYDAY=${day}`,
  fortnightly: (day) => `FREQ=WEEKLY;INTERVAL=2;BYDAY=${day}`,
  first: (day) => `FREQ=MONTHLY;BYDAY=1${day}`,
  second: (day) => `FREQ=MONTHLY;BYDAY=2${day}`,
  third: (day) => `FREQ=MONTHLY;BYDAY=3${day}`,
  last: (day) => `FREQ=MONTHLY;BYDAY=-1${day}`,
}

/** How often something happens again, chosen in words. */
export function RecurrenceField({ field }: { field: FieldOnDesk }) {
  const { fields: say } = useEditingWords()
  const { t } = useLanguage()
  const { live, type, key, mayWrite } = field
  const value = useFieldValue(live, key)
  const rule = typeof value === 'string' ? value : ''
  const chosen = chosenIn(rule)
  if (rule !== '' && chosen === null) return <WrittenField field={field} />
  const put = (often: string, day: Day) => writeField(live, type, key, isOften(often) ? RULES[often](day) : undefined)
  return (
    <FieldRow field={field} wrong={null} group>
      {() => (
        <div className="row">
          <select
            className="input"
            aria-label={say.recurrence.often}
            disabled={!mayWrite}
            value={chosen?.often ?? ''}
            onChange={(event) => put(event.target.value, chosen?.day ?? 'MO')}
          >
            <option value="">{say.recurrence.once}</option>
            {OFTEN.map((often) => (
              <option key={often} value={often}>
                {say.recurrence[often]}
              </option>
            ))}
          </select>
          {chosen && (
            <select
              className="input"
              aria-label={say.recurrence.day}
              disabled={!mayWrite}
              value={chosen.day}
              onChange={(event) => put(chosen.often, event.target.value as Day)}
            >
              {DAYS.map((day) => (
                <option key={day} value={day}>
                  {t.values.weekdays[`${day[0]}${day[1]?.toLowerCase()}` as keyof typeof t.values.weekdays]}
                </option>
              ))}
            </select>
          )}
        </div>
      )}
    </FieldRow>
  )
}

const isOften = (text: string): text is Often => (OFTEN as readonly string[]).includes(text)

/** The choice that a rule is; null where it is none of them. */
function chosenIn(rule: string): { often: Often; day: Day } | null {
  for (const often of OFTEN) for (const day of DAYS) if (RULES[often](day) === rule) return { often, day }
  return null
}
