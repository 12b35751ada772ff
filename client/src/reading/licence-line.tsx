import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { Link } from 'wouter'
import { useLanguage } from '../i18n/language.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { creditOf, saidOfSources } from './credit.ts'

const CopyCredit = lazyPart(() => import('./copy-credit.tsx'), 'quiet')

/** Under which licence the page is shared, and all that the licence asks to be said with it. */
export function LicenceLine({ answer }: { answer: PageAnswer }) {
  const { t } = useLanguage()
  const credit = creditOf(answer, t)
  const { title, authors, licence } = credit
  return (
    <div className="credit small muted">
      <p>
        {t.reading.credit(title, authors)}{' '}
        <Link className="permalink" href={`/p/${answer.page.slug}`}>
          {t.reading.permalink}
        </Link>
        {'. '}
        {licence.address ? (
          <a href={licence.address} rel="license noopener">
            {licence.name}
          </a>
        ) : (
          licence.name
        )}
        {['.', ...saidOfSources(credit, t)].join(' ')}
      </p>
      <CopyCredit answer={answer} />
    </div>
  )
}
