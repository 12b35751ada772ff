import { useState, type FormEvent } from 'react'
import type { PageAnswer, PageName } from '@terreau/shared/api/pages.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import { isOpenLicence, LICENCES } from '@terreau/shared/page-types/licences.ts'
import { SOURCE_KINDS } from '@terreau/shared/page-types/source.ts'
import { tell } from '../asking/ask.ts'
import { useEditingWords } from '../i18n/editing.ts'
import { useLanguage } from '../i18n/language.tsx'
import { choiceLabel } from '../i18n/page-type-labels.ts'
import { Dialog } from './dialog.tsx'
import { linkedAddress } from './linked-address.ts'
import { PagePicker } from './page-picker.tsx'

interface CitationDialogProps {
  readonly onCite: (source: PageName, locator: string | null) => void
  readonly onClose: () => void
}

/** Asks for a source: one that the wiki knows, or a new one, for which a title is enough; and where in it, for those who know. */
export function CitationDialog({ onCite, onClose }: CitationDialogProps) {
  const say = useEditingWords()
  const { citation } = say
  const [known, setKnown] = useState<PageName | null>(null)
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const [locator, setLocator] = useState('')
  const cite = (source: PageName) => onCite(source, locator.trim().slice(0, 120) || null)
  const citeKnown = (event: FormEvent) => {
    event.preventDefault()
    if (known) cite(known)
    else setWrong(citation.wrong)
  }
  return (
    <Dialog title={citation.title} onClose={onClose}>
      <form className="stack" onSubmit={citeKnown} noValidate>
        <PagePicker
          label={citation.search}
          help={citation.searchHelp}
          types={['source']}
          text={text}
          wrong={wrong}
          onText={(next) => {
            setText(next)
            setKnown(null)
            setWrong(null)
          }}
          onPick={(source) => {
            setText(source.title)
            setKnown(source)
            setWrong(null)
          }}
        />
        <label className="field">
          <span>{citation.locator}</span>
          <input
            className="input"
            maxLength={120}
            value={locator}
            onChange={(event) => setLocator(event.target.value)}
          />
          <span className="small muted">{citation.locatorHelp}</span>
        </label>
        <p className="row">
          <button className="btn primary">{citation.put}</button>
          <button type="button" className="btn quiet" onClick={onClose}>
            {say.cancel}
          </button>
        </p>
      </form>
      <details className="new-source">
        <summary>{citation.orNew}</summary>
        <NewSource onCite={cite} />
      </details>
    </Dialog>
  )
}

function NewSource({ onCite }: { onCite: (source: PageName) => void }) {
  const say = useEditingWords()
  const { t, lang } = useLanguage()
  const [title, setTitle] = useState('')
  const [url, setUrl] = useState('')
  const [kind, setKind] = useState<string | null>(null)
  const [licence, setLicence] = useState<string>('unknown')
  const [wrong, setWrong] = useState<string | null>(null)
  // What has an address is most often read there.
  const itsKind = kind ?? (url.trim() ? 'web-page' : SOURCE_KINDS[0])
  const create = async (event: FormEvent) => {
    event.preventDefault()
    const linked = linkedAddress(url)
    const address = linked?.startsWith('http') ? linked : null
    if (title.trim().length < 3) return setWrong(say.citation.tooShort)
    if (url.trim() && !address) return setWrong(say.citation.wrongAddress)
    const fields = { kind: itsKind, source_licence: licence, ...(address && { url: address }) }
    const made = await newSource(title.trim(), fields, lang).catch(() => say.citation.failed)
    if (typeof made === 'string') setWrong(made)
    else onCite(made)
  }
  return (
    <form className="stack" onSubmit={(event) => void create(event)} noValidate>
      <label className="field">
        <span>{say.citation.newTitle}</span>
        <input className="input" maxLength={120} value={title} onChange={(event) => setTitle(event.target.value)} />
      </label>
      <label className="field">
        <span>{say.citation.newAddress}</span>
        <input
          className="input"
          type="url"
          maxLength={2000}
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
      </label>
      <Choice
        label={say.citation.newKind}
        value={itsKind}
        values={SOURCE_KINDS}
        nameOf={(value) => choiceLabel(t.pageTypes, 'source', 'kind', value)}
        onChoose={setKind}
      />
      <Choice
        label={say.citation.newLicence}
        help={isOpenLicence(licence) ? undefined : say.citation.closedLicence}
        value={licence}
        values={LICENCES}
        nameOf={(value) => choiceLabel(t.pageTypes, 'source', 'licence', value)}
        onChoose={setLicence}
      />
      <output className="said-wrong">{wrong}</output>
      <button className="btn primary">{say.citation.create}</button>
    </form>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly help?: string | undefined
  readonly value: string
  readonly values: readonly string[]
  readonly nameOf: (value: string) => string
  readonly onChoose: (value: string) => void
}

function Choice({ label, help, value, values, nameOf, onChoose }: ChoiceProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <select className="input" value={value} onChange={(event) => onChoose(event.target.value)}>
        {values.map((one) => (
          <option key={one} value={one}>
            {nameOf(one)}
          </option>
        ))}
      </select>
      {help && <span className="small muted">{help}</span>}
    </label>
  )
}

/** Makes a page of type source; its fields follow, and are no reason to lose the source. Answers a sentence for a no. */
async function newSource(title: string, fields: Record<string, string>, lang: Lang): Promise<PageName | string> {
  const made = await tell<PageAnswer>('POST', '/pages', { type: 'source', title, lang })
  if ('refusal' in made) return made.refusal.message
  const { id, type, slug } = made.value.page
  await tell('PATCH', `/pages/${id}/fields`, fields).catch(() => null)
  return { id, type, slug, title: made.value.page.title, lang }
}
