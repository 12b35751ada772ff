import type { Passage } from '@terreau/shared/api/pages.ts'
import { useLanguage } from '../i18n/language.tsx'
import { AfterPassage } from './after-passage.tsx'
import { factLabel } from './facts.tsx'
import type { Stated } from './field-value.tsx'
import { SaidOf } from './said-of.tsx'
import { passageOf } from './standings.ts'

/** Parts that open a page; the others close it. */
const OPENING = new Set(['purpose', 'context', 'objectives', 'existing', 'adapted', 'directions'])

export const opens = ({ name }: Stated): boolean => OPENING.has(name)

/** Typed fields that are read as parts of the text: what it is for, its limits, what came of it. */
export function Parts({ parts, passages }: { parts: readonly Stated[]; passages: readonly Passage[] }) {
  const { t } = useLanguage()
  return parts.map((part) => (
    <section key={part.name}>
      <h2>{factLabel(t.pageTypes, part.type, part.name)}</h2>
      <div className="passage" data-standing={passageOf(passages, part.name)?.standing}>
        <PartText name={part.name} value={part.value} passages={passages} />
        <SaidOf passage={passageOf(passages, part.name)} />
        {!Array.isArray(part.value) && <AfterPassage passage={passageOf(passages, part.name)} />}
      </div>
    </section>
  ))
}

interface PartTextProps extends Pick<Stated, 'name' | 'value'> {
  readonly passages: readonly Passage[]
}

function PartText({ name, value, passages }: PartTextProps) {
  if (Array.isArray(value))
    return (
      <ul>
        {value.map((statement) => (
          <li key={String(statement)} className="correctable">
            {String(statement)}
            <AfterPassage passage={passages.find(({ field, text }) => field === name && text === String(statement))} />
          </li>
        ))}
      </ul>
    )
  const paragraphs = String(value)
    .split(/\n\s*\n|\n/)
    .filter((paragraph) => paragraph.trim())
  // oxlint-disable-next-line react/no-array-index-key
  return paragraphs.map((paragraph, at) => <p key={at}>{paragraph}</p>)
}
