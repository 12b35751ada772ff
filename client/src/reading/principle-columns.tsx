import type { Page } from '@terreau/shared/api/pages.ts'
import { useId } from 'react'
import { useLanguage } from '../i18n/language.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { AfterPassage } from './after-passage.tsx'
import { SaidOf } from './said-of.tsx'
import { useSurroundings } from './surroundings.ts'

/** What a principle is, and what it is not, side by side: each statement can be read, and later judged, alone. */
export function PrincipleColumns({ page }: { page: Page }) {
  const { t } = useLanguage()
  const { is, is_not: isNot, self_check: questions } = page.fields
  return (
    <>
      <div className="is-and-is-not">
        <Statements title={t.reading.is} glyph="check" says="is" statements={is} page={page} />
        <Statements title={t.reading.isNot} glyph="cross" says="is_not" statements={isNot} page={page} />
      </div>
      <Statements
        title={t.pageTypes.types.principle.fields.self_check.label}
        says="self_check"
        statements={questions}
        page={page}
      />
    </>
  )
}

interface Told {
  title: string
  says: string
  statements: unknown
  page: Page
  glyph?: 'check' | 'cross'
}

function Statements({ title, glyph, says, statements, page }: Told) {
  const id = useId()
  const { mixed } = useSurroundings().standings
  if (!Array.isArray(statements) || !statements.length) return null
  return (
    <section className="statements" data-says={says} aria-labelledby={id}>
      <h2 id={id}>
        {glyph && <Glyph name={glyph} />}
        {title}
      </h2>
      <ul className="plain-list">
        {statements.map((statement) => {
          const passage = page.passages.find(({ field, text }) => field === says && text === String(statement))
          return (
            <li
              key={String(statement)}
              className={mixed && passage ? 'passage correctable' : 'correctable'}
              data-standing={passage?.standing}
            >
              {String(statement)}
              <SaidOf passage={passage} />
              <AfterPassage passage={passage} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
