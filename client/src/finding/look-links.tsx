import { Link } from 'wouter'
import { useLanguage } from '../i18n/language.tsx'
import type { ShownType } from '../page-types.ts'
import { lookPath, looksOf, type Look } from './looks.ts'

interface LookLinksProps {
  readonly type: ShownType
  readonly current: Look
  readonly asked: URLSearchParams
}

/** The same list, looked at otherwise. */
export function LookLinks({ type, current, asked }: LookLinksProps) {
  const { t } = useLanguage()
  return (
    <nav className="tabs" aria-label={t.listing.look}>
      {looksOf(type).map((look) => (
        <Link key={look} href={lookPath(type, look, asked)} aria-current={look === current ? 'page' : undefined}>
          {t.listing.looks[look]}
        </Link>
      ))}
    </nav>
  )
}
