import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { Link } from 'wouter'
import { isKept } from '../carrying/carried.ts'
import { whoAmI } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { SHOWN_TYPE } from '../shown-type.ts'
import { PrincipleChip, principlesIn } from '../ui/chips.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { VisibilityNote } from '../ui/visibility-note.tsx'
import { VersionBadges } from './versions-said.tsx'

const PagePlace = lazyPart(() => import('../joining/page-place.tsx'))

/** The way to a page: its listing, then itself. */
function Trail({ page }: Pick<PageAnswer, 'page'>) {
  const { t } = useLanguage()
  return (
    <nav className="trail small muted" aria-label={t.reading.trail}>
      <ol className="plain-list">
        <li>
          <Link href={SHOWN_TYPE[page.type].path}>{t.pageTypes.types[page.type].many}</Link>
        </li>
        <li aria-current="page">{page.title}</li>
      </ol>
    </nav>
  )
}

/** Title of a page, the principles it applies, where it stands, and what one may do with it. */
export function PageHead({ answer }: { answer: PageAnswer }) {
  const { page, may, mergedInto, proposed = 0 } = answer
  const { t, format } = useLanguage()
  return (
    <header className="page-head">
      <Trail page={page} />
      <Principles page={page} />
      <h1 tabIndex={-1} lang={page.lang}>
        {page.title}
      </h1>
      <div className="row">
        <VersionBadges page={page} />
        <VisibilityNote visibility={page.visibility} />
        {!page.validated && (
          <span className="small muted">{t.reading.updated(format.day(page.updatedAt.slice(0, 10)))}</span>
        )}
        <span className="grow" />
        {proposed > 0 && (
          <Link className="badge small" href={`/p/${page.slug}?version=live`}>
            {t.version.proposed(proposed)}
          </Link>
        )}
        {may.review && (page.newer > 0 || proposed > 0 || !page.validated) && (
          <Link className="btn" href={`/p/${page.slug}/relire`}>
            {t.version.review}
          </Link>
        )}
        {!page.archivedAt && !isKept(answer) && <EditLink slug={page.slug} mayWrite={may.write} />}
      </div>
      {may.place && !page.archivedAt && (
        <details className="small page-place">
          <summary>{t.territories.place}</summary>
          <PagePlace page={page} />
        </details>
      )}
      {page.archivedAt && (
        <p className="notice">
          {t.reading.archived(format.day(page.archivedAt.slice(0, 10)))}
          {mergedInto && (
            <>
              {' '}
              {t.reading.mergedInto} <PageLink page={mergedInto} />
            </>
          )}
        </p>
      )}
    </header>
  )
}

function Principles({ page }: Pick<PageAnswer, 'page'>) {
  const own = principlesIn([page.fields.principle])
  const principles = own.length ? own : principlesIn(page.fields.principles)
  if (!principles.length) return null
  return (
    <p className="row principles">
      {principles.map((principle) => (
        <PrincipleChip key={principle} principle={principle} />
      ))}
    </p>
  )
}

/** A visitor is told how to come in; a member who may not write here sees no button at all. */
function EditLink({ slug, mayWrite }: { slug: string; mayWrite: boolean }) {
  const { t } = useLanguage()
  const visitor = useValue(whoAmI)?.member === null
  if (mayWrite)
    return (
      <>
        <Link className="btn quiet" href={`/p/${slug}/proposer`}>
          {t.reading.proposeChanges}
        </Link>
        <Link className="btn primary" href={`/p/${slug}/modifier`}>
          <Glyph name="pen" /> {t.reading.edit}
        </Link>
      </>
    )
  if (!visitor) return null
  return (
    <Link className="btn" href="/entrer">
      {t.reading.enterToEdit}
    </Link>
  )
}
