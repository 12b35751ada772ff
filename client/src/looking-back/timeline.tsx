import type { Contribution, ContributionList, PageDiff } from '@terreau/shared/api/history.ts'
import type { VersionName } from '@terreau/shared/api/reviews.ts'
import { Link } from 'wouter'
import { versionsOf } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { addressOf } from './asked.ts'
import { inOneLine } from './one-line.ts'

export interface TimelineProps {
  readonly slug: string
  readonly list: ContributionList
  readonly diff: PageDiff
  /** Where the list goes on from. */
  readonly before: string
}

/** Contributions, newest first: who, when, and their sentence; and the versions made of them. */
export function Timeline({ slug, list, diff, before }: TimelineProps) {
  const { t } = useLanguage()
  const versions = useValue(versionsOf(slug))?.versions ?? []
  return (
    <>
      <ol className="plain-list history-line">
        {inOneLine(list.contributions, versions, { newest: before === '', oldest: list.next === null }).map((one) =>
          'number' in one ? (
            <li key={one.number} aria-current={`v${one.number}` === diff.to ? 'true' : undefined}>
              <OneVersion version={one} slug={slug} href={addressOf(slug, `v${one.number}`, before)} />
            </li>
          ) : (
            <li key={one.id} aria-current={one.id === diff.to ? 'true' : undefined}>
              <OneContribution one={one} list={list} href={addressOf(slug, one.id, before)} />
            </li>
          ),
        )}
      </ol>
      {list.next !== null && (
        <p>
          <Link className="btn small" href={`/p/${slug}/historique?avant=${list.next}`}>
            {t.history.before}
          </Link>
        </p>
      )}
    </>
  )
}

interface OneVersionProps {
  readonly version: VersionName
  readonly slug: string
  /** What it brought. */
  readonly href: string
}

function OneVersion({ version: { number, by, at }, slug, href }: OneVersionProps) {
  const { t, format } = useLanguage()
  const names = by.map(({ name }) => name)
  return (
    <>
      <Link className="history-version" href={`/p/${slug}?version=${number}`}>
        <Glyph name="check" /> {t.version.line(number, names, format.instant(at))}
      </Link>{' '}
      <Link className="version-brought small" href={href}>
        {t.history.byVersion(number)}
      </Link>
    </>
  )
}

function OneContribution({ one, list, href }: { one: Contribution; list: ContributionList; href: string }) {
  const { t, format } = useLanguage()
  const restored = list.contributions.find(({ id }) => id === one.restores)
  return (
    <>
      <Link href={href}>{t.history.by(one.author.name, format.instant(one.to))}</Link>
      {one.message && <p className="history-message">{t.history.quoted(one.message)}</p>}
      {one.sources.length > 0 && (
        <p className="small">
          {t.history.after}{' '}
          {one.sources.map((source, at) => (
            <span key={source.id}>
              {at > 0 && ', '}
              <PageLink page={source} />
            </span>
          ))}
        </p>
      )}
      {one.restores && (
        <p className="small muted">
          {restored ? t.history.restored(restored.author.name, format.instant(restored.to)) : t.history.restoredOlder}
        </p>
      )}
      {(one.undone || one.hidden) && (
        <p className="row">
          {one.undone && <span className="chip">{t.history.undone}</span>}
          {one.hidden && <span className="chip">{t.history.outOfSight}</span>}
        </p>
      )}
    </>
  )
}
