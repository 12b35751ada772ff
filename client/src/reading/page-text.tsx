import type { Page, PageAnswer } from '@terreau/shared/api/pages.ts'
import { Link } from 'wouter'
import { isKept } from '../carrying/carried.ts'
import { SomethingAmiss } from '../caring/something-amiss.tsx'
import { ToFollow } from '../following/to-follow.tsx'
import { useLanguage } from '../i18n/language.tsx'
import { SourceNote } from '../sourcing/source-note.tsx'
import { Body } from './body.tsx'
import { Facts, partsOf } from './facts.tsx'
import { namedById, notesOf, sourcesOf } from './notes.ts'
import { Makers } from './beside.tsx'
import { NamedBy } from './neighbours.tsx'
import { AfterPassage, ProposedAtTop } from './after-passage.tsx'
import { Opening } from './opening.tsx'
import { WaysToCome } from './ways-to-come.tsx'
import { LicenceLine } from './licence-line.tsx'
import { Sources } from './page-notes.tsx'
import { Parts, opens } from './parts.tsx'
import { PrincipleColumns } from './principle-columns.tsx'
import { SaidOf } from './said-of.tsx'
import { passageOf, standingsOf } from './standings.ts'
import { SurroundingsContext } from './surroundings.ts'

/** All that is read of a page below its title: the text, and beside it what is known in brief. */
export function PageText({ answer }: { answer: PageAnswer }) {
  const { page, may, proposed = 0 } = answer
  const kept = isKept(answer)
  const named = namedById(answer.named)
  const notes = notesOf(page.body, sourcesOf(page), (source) => named.has(source))
  const standings = standingsOf(page.body, page.passages)
  return (
    <SurroundingsContext
      value={{
        named,
        notes,
        standings,
        proposals: proposed > 0 && page.shows === 'live',
        ...(!page.archivedAt && { corrects: page.lang }),
      }}
    >
      <div className="split">
        <article className="prose" lang={page.lang} data-mixed={standings.mixed || undefined}>
          {page.type === 'source' && <SourceNote answer={answer} />}
          <Text page={page} mayWrite={may.write} />
          {page.type === 'place' && <WaysToCome page={page} mayWrite={may.write} />}
        </article>
        <aside className="beside">
          {page.type === 'place' && <Opening page={page} mayWrite={may.write} />}
          <Facts page={page} named={named} areas={answer.areas} mayWrite={may.write} />
          {!kept && <Makers page={page} />}
          <Sources page={page} notes={notes.list} named={named} />
        </aside>
      </div>
      <footer className="page-foot stack">
        {!kept && <NamedBy page={page} />}
        <Tags page={page} />
        <LicenceLine answer={answer} />
        {!kept && (
          <>
            <WayBack slug={page.slug} />
            <ToFollow kind="page" id={page.id} open={page.visibility === 'public'} />
            <SomethingAmiss answer={answer} />
          </>
        )}
      </footer>
    </SurroundingsContext>
  )
}

/** On paper alone: the way back to the page as it is now. */
function WayBack({ slug }: { slug: string }) {
  const { t } = useLanguage()
  return (
    <p className="on-paper page-code">
      <img src={`/api/pages/${slug}/qr.svg`} alt="" width={120} height={120} loading="lazy" /> {t.reading.onPaper}
    </p>
  )
}

function Text({ page, mayWrite }: { page: Page; mayWrite: boolean }) {
  const { t, lang } = useLanguage()
  const parts = partsOf(page)
  const summary = page.fields.summary
  const text = hasText(page)
  return (
    <>
      {page.lang !== lang && (
        <p className="small muted" lang={lang}>
          {t.reading.otherLanguage[page.lang]}
        </p>
      )}
      <ProposedAtTop fields={['summary', ...parts.map(({ name }) => name)]} />
      {typeof summary === 'string' && (
        <div className="passage lead" data-standing={passageOf(page.passages, 'summary')?.standing}>
          <p>{summary}</p>
          <SaidOf passage={passageOf(page.passages, 'summary')} />
          <AfterPassage passage={passageOf(page.passages, 'summary')} />
        </div>
      )}
      {page.type === 'principle' && <PrincipleColumns page={page} />}
      <Parts parts={parts.filter(opens)} passages={page.passages} />
      {text && <Body body={page.body} />}
      <Parts parts={parts.filter((part) => !opens(part))} passages={page.passages} />
      {!text && !parts.length && !summary && page.type !== 'principle' && (
        <Empty slug={page.slug} mayWrite={mayWrite} />
      )}
    </>
  )
}

function hasText(page: Page): boolean {
  const [first, ...more] = page.body.content ?? []
  return more.length > 0 || Boolean(first && (first.type !== 'paragraph' || first.content?.length))
}

function Empty({ slug, mayWrite }: { slug: string; mayWrite: boolean }) {
  const { t } = useLanguage()
  return (
    <div className="notice stack">
      <p>
        <strong>{t.reading.empty}</strong> {t.reading.emptyInvites}
      </p>
      {mayWrite && (
        <p>
          <Link className="btn primary" href={`/p/${slug}/modifier`}>
            {t.reading.edit}
          </Link>
        </p>
      )}
    </div>
  )
}

function Tags({ page }: { page: Page }) {
  const tags = Array.isArray(page.fields.tags) ? page.fields.tags.map(String) : []
  if (!tags.length) return null
  return (
    <p className="row">
      {tags.map((tag) => (
        <Link key={tag} className="chip" href={`/chercher?${new URLSearchParams({ q: tag })}`}>
          {tag}
        </Link>
      ))}
    </p>
  )
}
