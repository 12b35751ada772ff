import type { Page } from '@terreau/shared/api/pages.ts'
import { PageLink } from '../ui/page-link.tsx'
import { mentionsOf } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Avatars } from '../ui/avatar.tsx'
import { TypeChip } from '../ui/chips.tsx'

/** Who wrote the page, in the order they arrived: no shares, no counts. */
export function Makers({ page }: { page: Page }) {
  const { t } = useLanguage()
  const names = page.authors.map(({ name }) => name)
  return (
    <section className="card" aria-labelledby="makers">
      <h2 id="makers" className="card-title">
        {t.reading.makers}
      </h2>
      {names.length > 0 && (
        <p>
          <Avatars names={names} />
        </p>
      )}
      <p className="small muted">
        {names.length ? t.reading.arrival(names) : t.reading.noMakers}
        {page.validated && ` ${t.version.checkedBy(page.validated.by.map(({ name }) => name))}`}
      </p>
    </section>
  )
}

/** Pages that speak of this one. */
export function Mentions({ page }: { page: Page }) {
  const { t } = useLanguage()
  const mentions = useValue(mentionsOf(page.slug))?.pages ?? []
  if (!mentions.length) return null
  return (
    <section className="mentions" aria-labelledby="mentions">
      <h2 id="mentions" className="card-title">
        {t.reading.mentions}
      </h2>
      <ul className="plain-list">
        {mentions.map((mention) => (
          <li key={mention.id} className="row">
            <TypeChip type={mention.type} />
            <PageLink page={mention} />
          </li>
        ))}
      </ul>
    </section>
  )
}
