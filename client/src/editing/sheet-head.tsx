import type { Lang } from '@terreau/shared/languages.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { useEditingWords } from '../i18n/editing.ts'
import type { LivePage } from '../sync/live-page.ts'
import { useFieldValue, writeField } from './fields/field-values.ts'
import { useDraft } from './fields/written-field.tsx'
import { usePeople } from './people.ts'

interface SheetHeadProps {
  readonly live: LivePage
  readonly type: PageTypeKey
  readonly lang: Lang
  readonly mayWrite: boolean
}

/** Title and summary, written where they are read. */
export function SheetHead(props: SheetHeadProps) {
  const say = useEditingWords()
  return (
    <>
      <WrittenLine
        {...props}
        field="title"
        label={say.title}
        placeholder={say.titlePlaceholder}
        wrong={say.fields.wrongTitle}
        look="sheet-title"
      />
      <WrittenLine
        {...props}
        field="summary"
        label={say.summary}
        placeholder={say.summaryPlaceholder}
        wrong={say.fields.wrongSummary}
        look="sheet-summary"
      />
    </>
  )
}

interface WrittenLineProps extends SheetHeadProps {
  readonly field: 'title' | 'summary'
  readonly label: string
  readonly placeholder: string
  readonly wrong: string
  readonly look: string
}

/** One line of text that wraps. A page always has a title; an empty summary says nothing. */
function WrittenLine({ live, type, lang, mayWrite, field, label, placeholder, wrong, look }: WrittenLineProps) {
  const { people } = useEditingWords()
  const value = useFieldValue(live, field)
  const here = usePeople(live).filter((person) => person.field === field)
  const keep = (text: string) => {
    const line = text.trim()
    if (line === '') return field === 'summary' && writeField(live, type, field, undefined)
    return writeField(live, type, field, line)
  }
  const draft = useDraft(typeof value === 'string' ? value : '', keep)
  const id = `sheet-${field}`
  return (
    <div className={look} data-field={field}>
      <label htmlFor={id} className="said-only">
        {label}
      </label>
      <textarea
        id={id}
        rows={1}
        lang={lang}
        placeholder={placeholder}
        readOnly={!mayWrite}
        aria-invalid={draft.wrong || undefined}
        aria-describedby={`${id}-about`}
        value={draft.text}
        onChange={(event) => draft.change(event.target.value.replaceAll('\n', ' '))}
        onFocus={() => live.awareness.setLocalStateField('field', field)}
        onBlur={() => {
          live.awareness.setLocalStateField('field', null)
          draft.settle()
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          draft.settle()
        }}
      />
      <p id={`${id}-about`} className="said-wrong" role={draft.wrong ? 'alert' : undefined}>
        {draft.wrong && wrong}
      </p>
      {here.length > 0 && (
        <p className="in-field small" data-hue={here[0]?.hue}>
          {people.inField(here.map(({ name }) => name || people.someone))}
        </p>
      )}
    </div>
  )
}
