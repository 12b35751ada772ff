import type { SearchResult } from '@terreau/shared/api/search.ts'
import { useFindingWords } from '../i18n/finding.ts'
import { textFragment } from '../moving/text-fragment.ts'
import { OpenLine } from './open-line.tsx'
import { TypeChip } from '../ui/chips.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { Snippet } from '../ui/snippet.tsx'
import { StandingBadge } from '../ui/standing-badge.tsx'

interface ResultProps {
  readonly result: SearchResult
  /** Its number on the map; 0 where it is nowhere. */
  readonly pin: number
}

/** A page that answers: what it is, where it stands, and the passage that answers best, with the way there. */
export function Result({ result: { page, standing, snippet, passage, open }, pin }: ResultProps) {
  const words = useFindingWords()
  return (
    <article className="result">
      <div className="row small">
        {pin > 0 && (
          <span className="pin-number" aria-hidden="true">
            {pin}
          </span>
        )}
        <TypeChip type={page.type} />
        <StandingBadge standing={standing} />
      </div>
      <h2>
        <PageLink page={page} />
      </h2>
      <p lang={page.lang}>
        <Snippet parts={snippet} />
      </p>
      {open && <OpenLine open={open} />}
      {passage && (
        <p className="small">
          <a href={`/p/${page.slug}${textFragment(passage.text)}`} aria-label={words.passageOf(page.title)}>
            {words.passage}
          </a>
        </p>
      )}
    </article>
  )
}
