import type { Passage } from '@terreau/shared/api/pages.ts'
import { useLanguage } from '../i18n/language.tsx'
import { factLabel } from './facts.tsx'
import type { Stated } from './field-value.tsx'

/** Parts that open a page; the others close it. */
const OPENING = new Set(['purpose', 'context', 'objectives', 'existing', 'adapted', 'directions'])

export const opens = ({ name }: Stated): boolean => OPENING.has(name)

/** Typed fields that are read as parts of the text: what it is for, its limits, what came of it. */
export function Parts({ parts, passages }: { parts: readonly Stated[]; passages: readonly Passage[] }) {
  const { t } = useLanguage()
  return parts.map((part) => (
    <section key={part.name}>
      <h2>{factLabel(t.pageTypes, part.type, part.name)}</h2>
      <div className="passage" data-standing={standingIn(passages, part.name)}>
        <PartText value={part.value} />
      </div>
    </section>
  ))
}

function PartText({ value }: { value: unknown }) {
  if (Array.isArray(value))
    return (
      <ul>
        {value.map((statement) => (
          <li key={String(statement)}>{String(statement)}</li>
        ))}
      </ul>
    )
  const paragraphs = String(value)
    .split(/\n\s*\n|\n/)
    .filter((paragraph) => paragraph.trim())
  // oxlint-disable-next-line react/no-array-index-key
  return paragraphs.map((paragraph, at) => <p key={at}>{paragraph}</p>)
}

/** Where the passage of a field stands; the same for all of them where it holds several. */
export function standingIn(passages: readonly Passage[], field: string) {
  return passages.find((passage) => passage.field === field)?.standing
}
