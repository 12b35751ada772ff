import { useLanguage } from '../i18n/language.tsx'
import { Snippet } from './snippet.tsx'
import type { Suggestion } from './suggestions.ts'

interface Listed {
  readonly id: string
  readonly proposed: readonly Suggestion[]
  readonly active: number | null
  readonly open: (one: Suggestion) => void
}

/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */

/** The list of a combobox, group by group: the keyboard walks it from the field itself, as that pattern asks. */
export function SuggestionList({ id, proposed, active, open }: Listed) {
  const { t } = useLanguage()
  const groups = [
    { kind: 'page', name: t.search.pages },
    { kind: 'passage', name: t.search.passages },
    { kind: 'all', name: null },
  ]
  return (
    <div
      id={`${id}-list`}
      className="suggestions"
      role="listbox"
      aria-label={t.search.suggestions}
      hidden={!proposed.length}
    >
      {groups
        .filter(({ kind }) => proposed.some((one) => one.kind === kind))
        .map(({ kind, name }) => (
          <div key={kind} role="group" aria-label={name ?? undefined}>
            {name && (
              <p className="small muted" aria-hidden="true">
                {name}
              </p>
            )}
            {proposed.map(
              (one, at) =>
                one.kind === kind && (
                  <Option key={keyOf(one)} id={`${id}-${at}`} one={one} chosen={at === active} open={open} />
                ),
            )}
          </div>
        ))}
    </div>
  )
}

function keyOf(one: Suggestion): string {
  return one.kind === 'page' ? one.page.id : one.kind === 'passage' ? `${one.page.id} ${one.text}` : one.q
}

interface OptionProps {
  readonly id: string
  readonly one: Suggestion
  readonly chosen: boolean
  readonly open: (one: Suggestion) => void
}

function Option({ id, one, chosen, open }: OptionProps) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => open(one)}
    >
      <Says one={one} />
    </div>
  )
}

function Says({ one }: { one: Suggestion }) {
  const { t } = useLanguage()
  if (one.kind === 'all') return <span>{t.search.everywhere(one.q)}</span>
  const { page } = one
  if (one.kind === 'page')
    return (
      <>
        <span lang={page.lang}>{page.title}</span>{' '}
        <span className="muted small">{t.pageTypes.types[page.type].one}</span>
      </>
    )
  return (
    <>
      <span className="suggested-passage" lang={page.lang}>
        <Snippet parts={one.snippet} />
      </span>{' '}
      <span className="muted small" lang={page.lang}>
        {page.title}
      </span>
    </>
  )
}
