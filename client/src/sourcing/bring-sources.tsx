import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { MOST_ITEMS, type BroughtSource, type BroughtSources } from '@terreau/shared/api/sources.ts'
import { tell } from '../asking/ask.ts'
import { outdateAnswers } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { useSourcingWords } from '../i18n/sourcing.ts'
import { formText } from '../ui/form-text.ts'
import { PageLink } from '../ui/page-link.tsx'
import { WrongSaid } from '../ui/wrong-said.tsx'
import { itemsIn } from './listed-items.ts'

/** A list, what would be made of it, and what was. */
interface Brought {
  readonly items: unknown[]
  readonly outcomes: readonly BroughtSource[]
  readonly done: boolean
}

/** A list is shown for what it would make, and makes it once its member says so. */
export default function BringSources() {
  const client = useQueryClient()
  const { t } = useLanguage()
  const [brought, setBrought] = useState<Brought | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const bring = async (items: unknown[], dry: boolean) => {
    setBusy(true)
    const answer = await tell<BroughtSources>('POST', '/sources/brought', { items, dry }).catch(() => null)
    setBusy(false)
    if (!answer) return setWrong(t.lost.offline)
    if ('refusal' in answer) return setWrong(answer.refusal.message)
    setWrong(null)
    setBrought({ items, outcomes: answer.value.items, done: !dry })
    return dry ? undefined : outdateAnswers(client)
  }
  if (!brought)
    return <ListForm wrong={wrong} busy={busy} onWrong={setWrong} onList={(items) => void bring(items, true)} />
  return (
    <Outcomes
      brought={brought}
      wrong={wrong}
      busy={busy}
      onConfirm={() => void bring(brought.items, false)}
      onOther={() => setBrought(null)}
    />
  )
}

interface ListFormProps {
  readonly wrong: string | null
  readonly busy: boolean
  readonly onWrong: (wrong: string) => void
  readonly onList: (items: unknown[]) => void
}

function ListForm({ wrong, busy, onWrong, onList }: ListFormProps) {
  const words = useSourcingWords()
  const look = async (form: HTMLFormElement) => {
    const file = new FormData(form).get('file')
    const text = file instanceof File && file.size > 0 ? await file.text() : formText(form, 'list')
    const read = itemsIn(text)
    if ('items' in read) onList(read.items)
    else onWrong(read.wrong === 'tooLong' ? words.tooLong(MOST_ITEMS) : words[read.wrong])
  }
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void look(event.currentTarget)
  }
  return (
    <form className="stack" method="post" onSubmit={onSubmit} noValidate>
      <label className="field">
        <span>{words.file}</span>
        <input className="input" type="file" name="file" accept=".json,application/json" />
      </label>
      <label className="field">
        <span>{words.or}</span>
        <textarea className="input" name="list" rows={6} spellCheck={false} aria-describedby="list-wrong" />
      </label>
      <WrongSaid id="list-wrong" wrong={wrong} />
      <p>
        <button className="btn primary" disabled={busy}>
          {words.look}
        </button>
      </p>
    </form>
  )
}

interface OutcomesProps {
  readonly brought: Brought
  readonly wrong: string | null
  readonly busy: boolean
  readonly onConfirm: () => void
  readonly onOther: () => void
}

function Outcomes({ brought: { outcomes, done }, wrong, busy, onConfirm, onOther }: OutcomesProps) {
  const words = useSourcingWords()
  const fresh = outcomes.filter(({ becomes }) => becomes === 'new').length
  return (
    <div className="stack">
      <output>{fresh === 0 && <p className="notice">{words.allHere}</p>}</output>
      <Group title={done ? words.outcome.made : words.outcome.new} of="new" outcomes={outcomes} />
      <Group title={words.outcome.here} of="here" outcomes={outcomes} />
      <Group title={words.outcome.refused} of="refused" outcomes={outcomes} />
      <WrongSaid id="bring-wrong" wrong={wrong} />
      <p className="row">
        {!done && fresh > 0 && (
          <button type="button" className="btn primary" disabled={busy} onClick={onConfirm}>
            {words.confirm(fresh)}
          </button>
        )}
        <button type="button" className="btn" onClick={onOther}>
          {words.other}
        </button>
      </p>
    </div>
  )
}

function Group(props: { title: string; of: BroughtSource['becomes']; outcomes: readonly BroughtSource[] }) {
  const words = useSourcingWords()
  const lines = props.outcomes.flatMap((outcome, at) => (outcome.becomes === props.of ? [{ outcome, at }] : []))
  if (lines.length === 0) return null
  return (
    <section className="card stack">
      <h2 className="card-title">{props.title}</h2>
      <ul className="plain-list lines" tabIndex={-1}>
        {lines.map(({ outcome: { title, page, why }, at }) => (
          <li key={at}>
            {page ? <PageLink page={page} /> : title || words.item(at + 1)}
            {why && <span className="muted">, {words.why[why]}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
