import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { Redirect, useSearch } from 'wouter'
import { pageAt } from '../asking/queries.ts'
import { useAnswer } from '../asking/use-answer.ts'
import { isKept } from '../carrying/carried.ts'
import { Answered } from '../ui/answered.tsx'
import { Head } from '../ui/head.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { askedVersion } from './asked-version.ts'
import { PageHead } from './page-head.tsx'
import { PageTabs } from './page-tabs.tsx'
import { PageText } from './page-text.tsx'
import { VersionNotice } from './versions-said.tsx'

const KeptNotice = lazyPart(() => import('../carrying/kept-notice.tsx'), 'quiet')
const LacksNotice = lazyPart(() => import('../reviewing/lacks-notice.tsx'), 'quiet')

/** The reading page. An old slug or an id leads to the slug of today, and a merged page to the one it was merged into. */
export function PageScreen({ slug }: { slug: string }) {
  const version = askedVersion(useSearch())
  return (
    <Answered answer={useAnswer(pageAt(slug, version))}>
      {(answer) => <Read answer={answer} asked={slug} version={version} />}
    </Answered>
  )
}

interface ReadProps {
  readonly answer: PageAnswer
  readonly asked: string
  readonly version: string
}

function Read({ answer, asked, version }: ReadProps) {
  const { page, mergedInto } = answer
  // Who asks for a version looks at the merged page itself.
  const { slug } = version === '' && mergedInto ? mergedInto : page
  const path = `/p/${slug}`
  return (
    <main id="main" className="wrap page">
      <PageFacts answer={answer} version={version} {...(slug !== asked && { movedTo: path })} />
      {slug !== asked && <Redirect to={path} replace />}
      <PageHead answer={answer} />
      {isKept(answer) ? (
        <KeptNotice />
      ) : (
        <>
          <PageTabs answer={answer} current="read" />
          <VersionNotice page={page} asked={version} />
          {page.shows === 'validated' && page.validated?.lacks && <LacksNotice />}
        </>
      )}
      <PageText answer={answer} />
    </main>
  )
}

/** What the head of the document says of a page; search engines keep the version for readers alone. */
function PageFacts({ answer, version, movedTo }: Omit<ReadProps, 'asked'> & { readonly movedTo?: string }) {
  const { page } = answer
  const summary = page.fields.summary
  return (
    <Head
      title={page.title}
      canonical={`/p/${page.slug}`}
      describes={answer}
      hidden={version !== ''}
      {...(page.visibility === 'public' && { feed: `/feeds/page/${page.id}.atom` })}
      {...(typeof summary === 'string' && { description: summary })}
      {...(movedTo && { movedTo })}
    />
  )
}
