import type { Page } from '@terreau/shared/api/pages.ts'
import { Link } from 'wouter'
import { useLanguage } from '../i18n/language.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { StandingBadge } from '../ui/standing-badge.tsx'

/** Which version this is in words, and one tap to the other one. */
export function VersionBadges({ page }: { page: Page }) {
  const { t, format } = useLanguage()
  const { validated, standing, newer, slug } = page
  if (!validated) return <StandingBadge standing={standing} whole />
  const said = (
    <>
      <Glyph name="check" />
      {t.version.badge(validated.number, format.day(validated.at.slice(0, 10)), validated.by.length)}
    </>
  )
  const elsewhere = page.shows === 'live' && newer > 0
  return (
    <>
      {elsewhere ? (
        <Link className="badge" data-standing="validated" href={`/p/${slug}?version=validated`}>
          {said}
        </Link>
      ) : (
        <span className="badge" data-standing="validated">
          {said}
        </span>
      )}
      {newer > 0 && !elsewhere && (
        <Link className="badge" data-standing="to-review" href={`/p/${slug}?version=live`}>
          <Glyph name="clock" />
          {t.version.newer(newer)}
        </Link>
      )}
      {(standing === 'to-recheck' || standing === 'contested') && <StandingBadge standing={standing} whole />}
    </>
  )
}

/** Where this is not the version for readers, that it is not, and the way there. */
export function VersionNotice({ page, asked }: { page: Page; asked: string }) {
  const { t } = useLanguage()
  const { validated, newer, shows, slug } = page
  if (!validated) return null
  if (/^\d/.test(asked))
    return (
      <p className="notice row version-notice">
        <span>{t.version.past(validated.number)}</span> <Link href={`/p/${slug}`}>{t.version.readNow}</Link>{' '}
        <Link href={`/p/${slug}/historique?de=v${validated.number}&a=maintenant`}>{t.version.since}</Link>
      </p>
    )
  if (shows === 'validated' || newer === 0) return null
  return (
    <p className="notice row version-notice">
      <span>{t.version.live}</span> <Link href={`/p/${slug}?version=validated`}>{t.version.readChecked}</Link>
    </p>
  )
}
