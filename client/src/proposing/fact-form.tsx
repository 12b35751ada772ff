// oxlint-disable-next-line import/no-unassigned-import -- a style sheet exports nothing
import './correct-form.css'
import type { Page } from '@terreau/shared/api/pages.ts'
import type { NewFact } from '@terreau/shared/api/proposals.ts'
import type { Widget } from '@terreau/shared/page-types/define.ts'
import { fieldsOf } from '@terreau/shared/page-types/registry.ts'
import { STATABLE } from '@terreau/shared/page-types/statable.ts'
import { canonical } from '@terreau/shared/document/canonical.ts'
import { useEffect, useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react'
import * as Y from 'yjs'
import { FieldBox } from '../editing/fields/field-box.tsx'
import type { FieldOnDesk, WritableFields } from '../editing/fields/field-on-desk.ts'
import { useKnownNames } from '../editing/fields/known-names.ts'
import { useLanguage } from '../i18n/language.tsx'
import { fieldLabel } from '../i18n/page-type-labels.ts'
import { useProposingWords } from '../i18n/proposing.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'
import { MoreSaid, Thanks } from './correct-form.tsx'
import { saidOf, useProposing } from './use-proposing.ts'

interface FactFormProps {
  readonly page: Page
  /** What may be stated here: one fact, or any of several that nobody stated yet. */
  readonly names: readonly string[]
  readonly onClose: () => void
}

/** Another value for a fact, in the box in which members write it; thanks take its place once it is sent. */
export default function FactForm(props: FactFormProps) {
  const [thanked, setThanked] = useState(false)
  return (
    <section className="card correct-card">
      {thanked ? <Thanks onClose={props.onClose} /> : <Form {...props} onSent={() => setThanked(true)} />}
    </section>
  )
}

function Form({ page, names: all, onClose, onSent }: FactFormProps & { readonly onSent: () => void }) {
  const words = useProposingWords()
  const { t } = useLanguage()
  const names = all.filter((key) => STATABLE.has(fieldsOf(page.type)[key]?.widget))
  const [name, setName] = useState(names[0] ?? '')
  const [live] = useState(() => writable(page))
  const { wrong, setWrong, sending, send } = useProposing(page.slug, onSent)
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector<HTMLElement>('select, input, textarea')?.focus(), [])
  const label = (key: string) => fieldLabel(t.pageTypes, page.type, key)?.label ?? key
  const sends = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const [was, is] = [page.fields[name] ?? null, live.fields.get(name) ?? null]
    if (canonical(was) === canonical(is)) return setWrong(words.fact.same)
    void send({ field: name, was, is, ...saidOf(event.currentTarget) } satisfies NewFact)
  }
  return (
    <form ref={form} className="stack" aria-label={words.fact.title(label(name))} onSubmit={sends}>
      {names.length > 1 && (
        <label className="field">
          <span>{words.fact.which}</span>
          <select className="input" value={name} onChange={(event) => setName(event.target.value)}>
            {names.map((key) => (
              <option key={key} value={key}>
                {label(key)}
              </option>
            ))}
          </select>
        </label>
      )}
      <FactBox key={name} page={page} name={name} live={live} />
      <WrongSaid id={`${id}-wrong`} wrong={wrong} />
      <p className="row">
        <button className="btn primary" disabled={sending}>
          {words.correct.send}
        </button>
        <button type="button" className="btn" onClick={onClose}>
          {words.correct.cancel}
        </button>
      </p>
      <MoreSaid />
      <p className="small muted">{words.fact.says}</p>
    </form>
  )
}

function FactBox({ page: { type }, name, live }: { page: Page; name: string; live: WritableFields }) {
  const { t } = useLanguage()
  const known = useKnownNames([], '')
  const own = fieldsOf(type)[name]
  if (!own) return null
  const field: FieldOnDesk = {
    live,
    type,
    key: name,
    widget: own.widget,
    required: false,
    choices: own.choices ?? [],
    default: own.default,
    to: [],
    label: fieldLabel(t.pageTypes, type, name) ?? { label: name },
    people: [],
    mayWrite: true,
    enter: () => {},
    names: known,
  }
  return (
    // Enter asks how hours are read; only then are they sent.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div onKeyDown={(event) => event.key === 'Enter' && READ_FIRST.has(own.widget) && stay(event)}>
      <FieldBox field={field} />
    </div>
  )
}

const READ_FIRST: ReadonlySet<Widget> = new Set(['hours', 'slots'])

function stay({ target, nativeEvent }: KeyboardEvent): void {
  if (target instanceof HTMLInputElement) nativeEvent.preventDefault()
}

/** The facts of a page, to be written on this screen alone. */
function writable(page: Page): WritableFields {
  const fields = new Y.Doc().getMap<unknown>('fields')
  for (const [key, value] of Object.entries(page.fields)) fields.set(key, value)
  return { fields, getState: () => ({ mayWrite: true }) }
}
