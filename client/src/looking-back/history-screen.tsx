import type { Contribution, ContributionList, PageDiff } from '@terreau/shared/api/history.ts'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { useSearch } from 'wouter'
import { contributionsOf, diffOf, whoAmI } from '../asking/queries.ts'
import { useAnswer, useValue } from '../asking/use-answer.ts'
import type { Format } from '../i18n/format.ts'
import type { Labels } from '../i18n/fr.ts'
import { useLanguage } from '../i18n/language.tsx'
import { PageView } from '../reading/page-view.tsx'
import { ObjectionsKept } from '../discussing/objections-kept.tsx'
import { Answered } from '../ui/answered.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { askedHistory } from './asked.ts'
import { Changes } from './changes.tsx'
import { Compare } from './compare.tsx'
import { Steps } from './steps.tsx'
import { Timeline } from './timeline.tsx'

const CorrectionsKept = lazyPart(() => import('../proposing/corrections-kept.tsx'), 'quiet')
const ChosenCare = lazyPart(() => import('./chosen-care.tsx'), 'quiet')

/** «Historique»: what became of a page, contribution by contribution, and between any two points. */
export function HistoryScreen({ slug }: { slug: string }) {
  return (
    <PageView slug={slug} view="history">
      {(answer) => <OfPage answer={answer} />}
    </PageView>
  )
}

function OfPage({ answer }: { answer: PageAnswer }) {
  const { slug } = answer.page
  const { diff, before } = askedHistory(useSearch())
  const list = useAnswer(contributionsOf(slug, before), { keep: true })
  const changed = useAnswer(diffOf(slug, diff), { keep: true })
  return (
    <Answered answer={list}>
      {(contributions) => (
        <Answered answer={changed}>
          {(one) => (
            <>
              <Told answer={answer} list={contributions} diff={one} before={before} />
              <ObjectionsKept page={answer.page} />
              {answer.may.review && <CorrectionsKept page={answer.page} />}
            </>
          )}
        </Answered>
      )}
    </Answered>
  )
}

interface ToldProps {
  readonly answer: PageAnswer
  readonly list: ContributionList
  readonly diff: PageDiff
  readonly before: string
}

function titleOf({ from, to }: PageDiff, chosen: Contribution | undefined, t: Labels, format: Format): string {
  if (from !== null) return t.history.between
  if (to.startsWith('v')) return t.history.byVersion(Number(to.slice(1)))
  return chosen ? t.history.changed(chosen.author.name, format.instant(chosen.to)) : t.history.between
}

function Told({ answer: { page }, list, diff, before }: ToldProps) {
  const { t, format } = useLanguage()
  const me = useValue(whoAmI)?.member ?? null
  const chosen = list.contributions.find(({ id }) => id === diff.to)
  const alone = diff.from === null
  return (
    <div className="history">
      <section className="history-changes stack" aria-labelledby="history-changes">
        <h2 id="history-changes" tabIndex={-1}>
          {titleOf(diff, chosen, t, format)}
        </h2>
        <Steps slug={page.slug} list={list} diff={diff} before={before} />
        {chosen?.message && alone && <p className="history-message">{t.history.quoted(chosen.message)}</p>}
        {chosen?.hidden && <p className="notice">{list.may.hide ? t.history.hiddenForOthers : t.history.hidden}</p>}
        {diff.alongside.length > 0 && <p className="small muted">{t.history.alongside(diff.alongside)}</p>}
        <Changes changes={diff.changes} page={page} />
        {me && alone && chosen && (
          <ChosenCare
            key={`${chosen.id} ${chosen.message} ${chosen.hidden}`}
            slug={page.slug}
            me={me.id}
            chosen={chosen}
            newest={before === '' && chosen.id === list.contributions[0]?.id}
            may={list.may}
          />
        )}
      </section>
      <aside className="history-list stack" aria-labelledby="history-list">
        <h2 id="history-list">{t.history.timeline}</h2>
        <Timeline slug={page.slug} list={list} diff={diff} before={before} />
        <Compare slug={page.slug} list={list} diff={diff} before={before} />
      </aside>
    </div>
  )
}
