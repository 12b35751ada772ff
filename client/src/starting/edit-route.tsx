import { useQueryClient } from '@tanstack/react-query'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { useEffect, useState, type ComponentType } from 'react'
import { Link } from 'wouter'
import { pageAt } from '../asking/queries.ts'
import { outdateAnswers, useAnswer, type Answering } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { PageText } from '../reading/page-text.tsx'
import { Answered } from '../ui/answered.tsx'
import { Head } from '../ui/head.tsx'
import { RefusalScreen } from '../ui/refusal-screen.tsx'

type Editor = ComponentType<{ page: PageAnswer }>

/** Where a page is written, or apart from it. The editor is fetched here and nowhere else; until it is there, one reads. */
export function EditRoute({ slug, apart = false }: { slug: string; apart?: boolean }) {
  const answer = useOnceWritable(useAnswer(pageAt(slug, 'live')))
  return <Answered answer={answer}>{(page) => <Edit page={page} apart={apart} />}</Answered>
}

/**
 * The first answer that lets one write, from then on: the editor hears of lost rights and lost pages on its own wire,
 * and hands back the words. A later answer would tear it away with them.
 */
function useOnceWritable(answer: Answering<PageAnswer>): Answering<PageAnswer> {
  const [first, setFirst] = useState<Answering<PageAnswer> | null>(null)
  if (!first && typeof answer === 'object' && 'value' in answer && answer.value.may.write) setFirst(answer)
  return first ?? answer
}

function Edit({ page, apart }: { page: PageAnswer; apart: boolean }) {
  const { t } = useLanguage()
  const editor = useEditor(page.may.write, apart)
  if (!page.may.write) return <NotHere page={page} />
  const { title } = page.page
  return (
    <>
      <Head title={t.editing.title(title)} canonical={`/p/${page.page.slug}`} hidden />
      {typeof editor === 'function' ? (
        <Write editor={editor} page={page} />
      ) : (
        <Before page={page} failed={editor === 'failed'} />
      )}
    </>
  )
}

function Write({ editor: EditScreen, page }: { editor: Editor; page: PageAnswer }) {
  const client = useQueryClient()
  // What is read after writing is never what was known before.
  useEffect(() => void outdateAnswers(client), [client])
  return (
    <main id="main" className="wrap page">
      <EditScreen page={page} />
    </main>
  )
}

/** The page as it reads, while the editor is on its way. */
function Before({ page, failed }: { page: PageAnswer; failed: boolean }) {
  const { t } = useLanguage()
  return (
    <main id="main" className="wrap page">
      <output className="notice">
        {failed ? t.editing.failed : t.editing.loading} <Link href={`/p/${page.page.slug}`}>{t.editing.back}</Link>
      </output>
      <noscript>
        <p className="notice">{t.editing.needsScript}</p>
      </noscript>
      <h1 tabIndex={-1} lang={page.page.lang}>
        {page.page.title}
      </h1>
      <PageText answer={page} />
    </main>
  )
}

function NotHere({ page }: { page: PageAnswer }) {
  const { t } = useLanguage()
  const message = page.page.archivedAt ? t.editing.archived : t.starting.enterFirst
  return <RefusalScreen status={page.page.archivedAt ? 409 : 401} refusal={{ code: 'member.unknown', message }} />
}

/** The editor once it is loaded. The server never loads it, and neither does a reader who may not write. */
function useEditor(wanted: boolean, apart: boolean): Editor | 'failed' | null {
  const [editor, setEditor] = useState<{ is: Editor } | 'failed' | null>(null)
  useEffect(() => {
    if (import.meta.env.SSR || !wanted) return
    const loading = apart ? import('../proposing/fork-screen.tsx') : import('../editing/edit-screen.tsx')
    loading.then(
      (module) => setEditor({ is: module.default }),
      () => setEditor('failed'),
    )
  }, [wanted, apart])
  return typeof editor === 'object' ? (editor?.is ?? null) : editor
}
