import type { SearchAnswer } from '@terreau/shared/api/search.ts'
import { Link } from 'wouter'
import { useFindingWords } from '../i18n/finding.ts'
import { TypeChip } from '../ui/chips.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { searchPath, type Asked } from './asked.ts'
import { AskQuestion } from './ask-question.tsx'

/** Nothing found is a fork, not an end: words and pages near it, a question to ask, a page to write. */
export function Nothing({ asked, answer: { near, neighbours } }: { asked: Asked; answer: SearchAnswer }) {
  const words = useFindingWords()
  const filtered = asked.filters.size > 0
  return (
    <div className="card empty stack">
      <h2 className="empty-title">{filtered ? words.nothingFiltered : words.nothing(asked.q)}</h2>
      {filtered && (
        <p>
          <Link className="btn" href={searchPath(asked.q)}>
            {words.unfiltered}
          </Link>
        </p>
      )}
      <Near near={near} />
      <Neighbours pages={neighbours} />
      {/* Another search is another question. */}
      <AskQuestion key={asked.q} words={asked.q} taken={asked.taken} />
      <p>
        <Link className="btn" href={`/nouveau?${new URLSearchParams({ titre: asked.q })}`}>
          <Glyph name="plus" /> {words.writeIt}
        </Link>
      </p>
    </div>
  )
}

function Near({ near }: Pick<SearchAnswer, 'near'>) {
  const words = useFindingWords()
  if (!near.length) return null
  return (
    <div>
      <p className="muted">{words.near}</p>
      <ul className="plain-list row near">
        {near.map((word) => (
          <li key={word}>
            <Link className="chip" href={searchPath(word)}>
              {word}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Neighbours({ pages }: { pages: SearchAnswer['neighbours'] }) {
  const words = useFindingWords()
  if (!pages.length) return null
  return (
    <div>
      <p className="muted">{words.neighbours}</p>
      <ul className="plain-list neighbours">
        {pages.map((page) => (
          <li key={page.id}>
            <TypeChip type={page.type} /> <PageLink page={page} />
          </li>
        ))}
      </ul>
    </div>
  )
}
