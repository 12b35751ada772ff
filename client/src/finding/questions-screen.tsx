import type { PageName } from '@terreau/shared/api/pages.ts'
import type { OpenQuestion, QuestionList } from '@terreau/shared/api/questions.ts'
import { useState, type ReactNode } from 'react'
import { Link, useSearch } from 'wouter'
import { questionsAfter, whoAmI } from '../asking/queries.ts'
import { useAnswer, useValue } from '../asking/use-answer.ts'
import { useFindingWords } from '../i18n/finding.ts'
import { useLanguage } from '../i18n/language.tsx'
import { useTelling } from '../joining/use-telling.ts'
import { Answered } from '../ui/answered.tsx'
import { Head } from '../ui/head.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { WrongSaid } from '../ui/wrong-said.tsx'

const WhichPage = lazyPart(() => import('./which-page.tsx'))

export function asksAfter(search: string): string {
  return new URLSearchParams(search).get('cursor') ?? ''
}

/** What people looked for and did not find, for members to answer. */
export function QuestionsScreen() {
  const answer = useAnswer(questionsAfter(asksAfter(useSearch())))
  return useValue(whoAmI)?.member === null ? (
    <EnterFirst />
  ) : (
    <Answered answer={answer}>{(list) => <Questions list={list} />}</Answered>
  )
}

function EnterFirst() {
  const { questions: words } = useFindingWords()
  const { t } = useLanguage()
  return (
    <Frame>
      <p className="notice">
        {words.enterFirst} <Link href="/entrer">{t.joining.wayIn}</Link>
      </p>
    </Frame>
  )
}

function Frame({ children }: { children: ReactNode }) {
  const { questions: words } = useFindingWords()
  return (
    <main id="main" className="wrap narrow stack">
      <Head title={words.title} hidden />
      <h1 tabIndex={-1}>{words.title}</h1>
      <p className="muted">{words.says}</p>
      {children}
    </main>
  )
}

function Questions({ list: { questions, may, next } }: { list: QuestionList }) {
  const { questions: words } = useFindingWords()
  const [said, setSaid] = useState('')
  return (
    <Frame>
      <output>{said && <p className="notice">{said}</p>}</output>
      {questions.length === 0 && <p>{words.none}</p>}
      <ul className="plain-list stack">
        {questions.map((question) => (
          <li key={question.id}>
            <Question question={question} mayRemove={may.remove} onDone={setSaid} />
          </li>
        ))}
      </ul>
      {next && (
        <p className="paging">
          <Link className="btn" href={`/questions?${new URLSearchParams({ cursor: next })}`}>
            {words.next}
          </Link>
        </p>
      )}
    </Frame>
  )
}

interface Answering {
  readonly question: OpenQuestion
  readonly mayRemove: boolean
  readonly onDone: (said: string) => void
}

/** One question, and the two ways to answer it: with a page to write, or with one that is there. */
function Question({ question: { id, words: asked, lang, at }, mayRemove, onDone }: Answering) {
  const { questions: words } = useFindingWords()
  const { format } = useLanguage()
  const [choosing, setChoosing] = useState(false)
  const { wrong, busy, telling } = useTelling()
  const answer = async ({ id: page, title }: PageName) => {
    if (await telling('POST', `/questions/${id}/answer`, { page })) onDone(words.answered(title))
  }
  const remove = async () => {
    if (await telling('DELETE', `/questions/${id}`)) onDone(words.removed)
  }
  return (
    <article className="card stack">
      <h2 className="empty-title" lang={lang}>
        {asked}
      </h2>
      <p className="small muted">{words.since(format.day(at.slice(0, 10)))}</p>
      <div className="row">
        <Link
          className="btn primary"
          href={`/nouveau?${new URLSearchParams({ titre: asked })}`}
          aria-label={words.writeFor(asked)}
        >
          {words.write}
        </Link>
        <button
          type="button"
          className="btn"
          aria-expanded={choosing}
          aria-label={words.answersTo(asked)}
          onClick={() => setChoosing(!choosing)}
        >
          {words.answers}
        </button>
        {mayRemove && (
          <button
            type="button"
            className="btn quiet"
            disabled={busy}
            aria-label={words.removeOf(asked)}
            onClick={() => void remove()}
          >
            {words.remove}
          </button>
        )}
      </div>
      {choosing && <WhichPage asked={asked} busy={busy} onPick={(page) => void answer(page)} />}
      <WrongSaid id={`question-${id}-wrong`} wrong={wrong} />
    </article>
  )
}
