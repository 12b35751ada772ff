import { useState } from 'react'
import type { Field, PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { fieldsOf, PAGE_TYPES } from '@terreau/shared/page-types/registry.ts'
import { useEditingWords } from '../../i18n/editing.ts'
import { useLanguage } from '../../i18n/language.tsx'
import { fieldLabel } from '../../i18n/page-type-labels.ts'
import type { LivePage } from '../../sync/live-page.ts'
import { usePeople } from '../people.ts'
import { FieldBox } from './field-box.tsx'
import type { FieldOnDesk, KnownNames } from './field-on-desk.ts'

interface FieldCardProps {
  readonly live: LivePage
  readonly type: PageTypeKey
  readonly names: KnownNames
  readonly mayWrite: boolean
}

/** The typed fields beside the text. Those that say something, or that reviewers ask for, come first; the rest waits folded. */
export function FieldCard({ live, type, names, mayWrite }: FieldCardProps) {
  const { fields: say } = useEditingWords()
  const { t } = useLanguage()
  const people = usePeople(live)
  const [{ first, more }] = useState(() => sorted(live, type))
  const onDesk = ([key, field]: readonly [string, Field]): FieldOnDesk => ({
    live,
    type,
    key,
    widget: field.widget,
    required: field.required === true,
    choices: field.choices ?? [],
    default: field.default,
    to: field.to ?? [],
    label: fieldLabel(t.pageTypes, type, key) ?? { label: key },
    people: people.filter((person) => person.field === key),
    mayWrite,
    enter: (inside) => live.awareness.setLocalStateField('field', inside ? key : null),
    names,
  })
  const box = (entry: readonly [string, Field]) => <FieldBox key={entry[0]} field={onDesk(entry)} />
  return (
    <aside className="card field-card" aria-labelledby="in-brief">
      <h2 id="in-brief">
        {say.title} <span className="muted small">{say.together}</span>
      </h2>
      {first.map(box)}
      {first.some(([, field]) => field.required) && (
        <p className="small muted" aria-hidden="true">
          {say.wantedMark}
        </p>
      )}
      {more.length > 0 && (
        <details className="more-fields">
          <summary>{say.more}</summary>
          {more.map(box)}
        </details>
      )}
    </aside>
  )
}

/** Title and summary stand in the sheet itself. Fields stay in the group in which they were when the page was opened. */
function sorted(live: LivePage, type: PageTypeKey) {
  const own = Object.keys(PAGE_TYPES[type].fields)
  const rank = (key: string) => (own.includes(key) ? 0 : 1)
  const all = Object.entries(fieldsOf(type))
    .filter(([key]) => key !== 'title' && key !== 'summary')
    .toSorted(([a], [b]) => rank(a) - rank(b))
  const comesFirst = ([key, field]: readonly [string, Field]) =>
    live.fields.has(key) || (field.required === true && field.default === undefined) || key === 'principles'
  return { first: all.filter(comesFirst), more: all.filter((entry) => !comesFirst(entry)) }
}
