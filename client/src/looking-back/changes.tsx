import type { PageDiff } from '@terreau/shared/api/history.ts'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { useLanguage } from '../i18n/language.tsx'
import { fieldLabel } from '../i18n/page-type-labels.ts'
import { readSegments, readWords } from '../reading/field-words.ts'

type Change = PageDiff['changes'][number]
type Page = PageAnswer['page']

/** Unchanged words in a row are shown up to so many characters at either end. */
const SHOWN = 160

/** What changed, passage by passage in reading order; those that stayed are folded. */
export function Changes({ changes, page }: { changes: PageDiff['changes']; page: Page }) {
  const { t } = useLanguage()
  if (changes.every(({ kind }) => kind === 'same')) return <p className="notice">{t.history.nothingChanged}</p>
  return (
    <div className="history-passages">
      {stretches(changes).map((stretch, at) =>
        stretch[0]?.kind === 'same' ? (
          // oxlint-disable-next-line react/no-array-index-key
          <Unchanged key={at} changes={stretch} page={page} />
        ) : (
          // oxlint-disable-next-line react/no-array-index-key
          <OneChange key={at} change={stretch[0] as Change} page={page} />
        ),
      )}
    </div>
  )
}

/** Those that stayed in a row are one; each change is one by itself. */
function stretches(changes: readonly Change[]): Change[][] {
  const all: Change[][] = []
  for (const change of changes) {
    const last = all.at(-1)
    if (change.kind === 'same' && last?.[0]?.kind === 'same') last.push(change)
    else all.push([change])
  }
  return all
}

function Unchanged({ changes, page }: { changes: readonly Change[]; page: Page }) {
  const { t, format } = useLanguage()
  return (
    <details className="history-same small">
      <summary>{t.history.unchanged(changes.length)}</summary>
      {changes.map((change, at) => (
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className="history-words muted" lang={page.lang}>
          <FieldName change={change} page={page} />
          <p>{readWords(page.type, change.field ?? '', textOf(change), t, format)}</p>
        </div>
      ))}
    </details>
  )
}

const textOf = ({ words }: Change): string => words.map(({ text }) => text).join('')

function OneChange({ change, page }: { change: Change; page: Page }) {
  const { t, format } = useLanguage()
  return (
    <section className="card history-change" data-kind={change.kind}>
      <p>
        <span className="chip">{change.form ? t.history.form : t.history.kinds[change.kind]}</span>
      </p>
      <div className="history-words" lang={page.lang}>
        <FieldName change={change} page={page} />
        <p className={change.passage === 'heading' ? 'origin-heading' : undefined}>
          <Words words={readSegments(page.type, change.field ?? '', change.words, t, format)} />
        </p>
      </div>
    </section>
  )
}

function FieldName({ change: { field }, page }: { change: Change; page: Page }) {
  const { t, lang } = useLanguage()
  if (field === undefined) return null
  return (
    <p className="small muted" lang={lang}>
      {fieldLabel(t.pageTypes, page.type, field)?.label ?? field}
    </p>
  )
}

/** What came and what went, told by line and by word as well as by colour. */
export function Words({ words }: { words: Change['words'] }) {
  const { t, lang } = useLanguage()
  if (words.every(({ text }) => text.trim() === '')) return t.origins.withoutWords
  return words.map(({ kind, text }, at) => {
    const Mark = kind === 'added' ? 'ins' : 'del'
    return kind === 'same' ? (
      // oxlint-disable-next-line react/no-array-index-key
      <span key={at}>{folded(text)}</span>
    ) : (
      // oxlint-disable-next-line react/no-array-index-key
      <Mark key={at}>
        <span className="said-only" lang={lang}>
          {kind === 'added' ? t.history.added : t.history.removed}
        </span>
        {text}
        <span className="said-only" lang={lang}>
          {t.history.end}
        </span>
      </Mark>
    )
  })
}

function folded(text: string): string {
  return text.length <= 2 * SHOWN + 40 ? text : `${text.slice(0, SHOWN)} […] ${text.slice(-SHOWN)}`
}
