import type { Page } from '@terreau/shared/api/pages.ts'
import { neighboursOf } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { TypeChip } from '../ui/chips.tsx'
import { PageLink } from '../ui/page-link.tsx'

/** Pages that name this one, by what they are to it; those that it names itself stand in its text and facts. */
export function NamedBy({ page }: { page: Page }) {
  const { t } = useLanguage()
  const relations = useValue(neighboursOf(page.slug))?.relations ?? []
  const into = relations.filter(({ direction }) => direction === 'in')
  if (into.length === 0) return null
  return (
    <section className="mentions" aria-label={t.reading.mentions}>
      {into.map(({ relation, pages }) => (
        <div key={relation}>
          <h2 className="card-title">{t.relations[relation]}</h2>
          <ul className="plain-list">
            {pages.map((one) => (
              <li key={one.id} className="row">
                <TypeChip type={one.type} />
                <PageLink page={one} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}
