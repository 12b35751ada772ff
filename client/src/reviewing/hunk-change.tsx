import type { Page } from '@terreau/shared/api/pages.ts'
import type { HunkPassage, ReviewHunk } from '@terreau/shared/api/reviews.ts'
import type { BodyNode } from '@terreau/shared/document/body-node.ts'
import type { Widget } from '@terreau/shared/page-types/define.ts'
import type { ReactNode } from 'react'
import { useLanguage } from '../i18n/language.tsx'
import { useReviewingWords } from '../i18n/reviewing.ts'
import { Words } from '../looking-back/changes.tsx'
import { Body } from '../reading/body.tsx'
import { isStated } from '../reading/facts.tsx'
import { FieldValue } from '../reading/field-value.tsx'
import { useSurroundings } from '../reading/surroundings.ts'
import { SHOWN_TYPE } from '../shown-type.ts'
import { lazyPart } from '../ui/lazy-part.tsx'

const HoursSaid = lazyPart(() => import('../places/hours-said.tsx'), 'quiet')

interface HunkChangeProps {
  readonly hunk: ReviewHunk
  readonly page: Pick<Page, 'type' | 'lang'>
}

/** What changed, as one reads it: words that came and went, or what was beside what is. */
export function HunkChange({ hunk, page }: HunkChangeProps) {
  return (
    <div className="prose hunk-change" lang={page.lang}>
      <Shown hunk={hunk} page={page} />
    </div>
  )
}

function Shown({ hunk, page }: HunkChangeProps) {
  const { kind, before, after } = hunk
  if (hunk.field !== undefined) return <FieldChange hunk={hunk} page={page} />
  if (kind === 'still' || kind === 'move') return <Passages of={after} />
  if (kind === 'format' || [...before, ...after].some(({ kind: one }) => WITHOUT_WORDS.has(one)))
    return <Sides hunk={hunk} before={<Passages of={before} />} after={<Passages of={after} />} />
  return (
    <>
      <InShape of={after[0] ?? before[0]}>
        <Words words={hunk.words} />
      </InShape>
      {after.some(isRich) && <Whole of={after} />}
    </>
  )
}

const WITHOUT_WORDS = new Set(['image', 'horizontalRule', 'codeBlock'])

/** Words in the shape of their passage. */
function InShape({ of, children }: { of: HunkPassage | undefined; children: ReactNode }) {
  if (of?.kind === 'heading') return <p className="origin-heading">{children}</p>
  if (of && ITEMS.has(of.kind))
    return (
      <ul>
        <li>{children}</li>
      </ul>
    )
  return <p>{children}</p>
}

const ITEMS = new Set(['listItem', 'taskItem', 'step'])

/** More than plain words: how it will be read is worth a look. */
function isRich({ node, kind }: HunkPassage): boolean {
  return kind === 'tableRow' || kind === 'callout' || (node !== undefined && hasMore(node))
}

function hasMore(node: BodyNode): boolean {
  if (node.marks?.length || node.type === 'pageLink' || node.type === 'image') return true
  return node.content?.some(hasMore) ?? false
}

function Whole({ of }: { of: readonly HunkPassage[] }) {
  const words = useReviewingWords().card
  const { lang } = useLanguage()
  return (
    <details className="small">
      <summary lang={lang}>{words.whole}</summary>
      <Passages of={of} />
    </details>
  )
}

/** Passages as they are read, within the list or table they stand in. */
function Passages({ of }: { of: readonly HunkPassage[] }) {
  const blocks = of.flatMap(({ node, within }) => (node ? [within ? { ...within, content: [node] } : node] : []))
  return <Body body={{ type: 'doc', content: blocks }} />
}

interface SidesProps {
  readonly hunk: ReviewHunk
  readonly before: ReactNode
  readonly after: ReactNode
}

/** What was beside what is; one of them alone where it came, or went. */
function Sides({ hunk, ...drawn }: SidesProps) {
  const words = useReviewingWords().card
  const { lang } = useLanguage()
  const sides = (['before', 'after'] as const).filter((side) => hunk[side].length > 0)
  return (
    <div className="hunk-sides">
      {sides.map((side) => (
        <div key={side} data-side={side}>
          <p className={sides.length > 1 ? 'small muted' : 'said-only'} lang={lang}>
            {words[side]}
          </p>
          {drawn[side]}
        </div>
      ))}
    </div>
  )
}

const WORDED = new Set<Widget>(['text', 'long-text', 'texts'])

/** Whether a field of this type holds words, as passages do. */
export function isProse(type: Page['type'], field: string): boolean {
  const own = SHOWN_TYPE[type].fields[field]
  return !own || WORDED.has(own.widget)
}

/** A field: its words where it is text, else what was stated and what is. */
function FieldChange({ hunk, page }: HunkChangeProps) {
  const { field = '', words, kind, before, after } = hunk
  const [was, is] = [before, after].map(([one]) => <Value key={field} page={page} field={field} value={one?.value} />)
  if (kind === 'still') return is
  if (!isProse(page.type, field)) return <Sides hunk={hunk} before={was} after={is} />
  return (
    <p>
      <Words words={words} />
    </p>
  )
}

function Value({ page, field, value }: { page: HunkChangeProps['page']; field: string; value: unknown }) {
  const { named } = useSurroundings()
  const { empty } = useReviewingWords().card
  const own = SHOWN_TYPE[page.type].fields[field]
  if (!own || !isStated(value)) return <p className="muted">{empty}</p>
  if (own.widget === 'image')
    return <Body body={{ type: 'doc', content: [{ type: 'image', attrs: value as Record<string, unknown> }] }} />
  return (
    <>
      <p>
        <FieldValue type={page.type} name={field} field={own} value={value} named={named} />
      </p>
      {own.widget === 'hours' && <HoursSaid hours={String(value)} />}
    </>
  )
}
