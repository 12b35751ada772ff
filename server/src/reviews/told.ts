import { sourcesIn, type Cited } from '@terreau/shared/document/named-pages.ts'
import type { PageContent } from '@terreau/shared/document/passages.ts'
import { plainText } from '@terreau/shared/document/plain-text.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { PageName } from '@terreau/shared/api/pages.ts'
import type { HunkPassage, ReviewHunk } from '@terreau/shared/api/reviews.ts'
import { figuresIn } from '@terreau/shared/language/figures.ts'
import type { Hunk, Unit } from '@terreau/shared/review/hunk.ts'
import type { NotJudging } from '@terreau/shared/review/judging.ts'
import type { FrozenPage } from './frozen-pages.ts'
import type { ReviewedHunk } from './reviewed-page.ts'

/** A hunk as it is told over HTTP; `names` holds the pages of its sources that the caller may know of. */
export function hunkTold(
  one: ReviewedHunk,
  { difference }: FrozenPage,
  names: ReadonlyMap<PageId, PageName>,
  notJudging: NotJudging | null,
): ReviewHunk {
  const { hunk, words, contributed, verdicts, required, missing, state, since } = one
  const [unit] = [...hunk.after, ...hunk.before]
  const sources = sourcesOf(hunk)
  return {
    key: hunk.key,
    kind: hunk.kind,
    wordless: hunk.wordless,
    ...(unit?.field !== undefined && { field: unit.field }),
    section: unit ? sectionOf(unit, hunk.after.length > 0 ? difference.after : difference.before) : null,
    before: hunk.before.map(passageTold),
    after: hunk.after.map(passageTold),
    words: [...words],
    authors: [...new Map(contributed.map(({ person, name }) => [person, { id: person, name }])).values()],
    at: new Date(since).toISOString(),
    messages: [...new Set(contributed.flatMap(({ message }) => message ?? []))],
    sources: sources.flatMap(({ page, locator }) => {
      const name = names.get(page)
      return name ? [{ page: name, ...(locator !== undefined && { locator }) }] : []
    }),
    verdicts: verdicts.map(({ by, name, verdict, reason, at }) => ({
      by: { id: by, name },
      verdict,
      reason,
      at: new Date(at).toISOString(),
    })),
    required,
    missing,
    state,
    mayJudge: notJudging === null,
    notJudging,
    figureWithoutSource:
      sources.length === 0 && hunk.after.some(({ node, text }) => node !== undefined && figuresIn(text).length > 0),
  }
}

/** What the passages of a hunk cite, after it. */
export function sourcesOf({ after }: Hunk): Cited[] {
  return after.flatMap(({ node }) => sourcesIn(node))
}

function passageTold({ hash, kind, text, node, within, value }: Unit): HunkPassage {
  return { hash, kind, text, ...(node && { node }), within, ...(value !== undefined && { value }) }
}

/** The nearest heading above a passage. */
function sectionOf({ field, path: [first = 0] }: Unit, { body }: PageContent): string | null {
  if (field !== undefined) return null
  const heading = (body.content ?? []).slice(0, first).findLast(({ type }) => type === 'heading')
  return heading ? plainText(heading) : null
}
