import type { Page } from '@terreau/shared/api/pages.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Avatars } from '../ui/avatar.tsx'

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
