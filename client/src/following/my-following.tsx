import type { FollowedKind } from '@terreau/shared/api/notices.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import { Link } from 'wouter'
import { myFollowing } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useFollowingWords } from '../i18n/following.ts'
import { useLanguage } from '../i18n/language.tsx'
import { useTelling } from '../joining/use-telling.ts'
import { SHOWN_TYPE } from '../shown-type.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'

interface Line {
  readonly kind: FollowedKind
  readonly id: string
  readonly href: string
  readonly name: string
  readonly lang?: Lang
  /** What is followed with it. */
  readonly inside?: readonly string[]
}

/** What one follows, each with a way out. */
export function MyFollowing() {
  const words = useFollowingWords()
  const lines = useLines()
  const { wrong, busy, telling } = useTelling()
  if (!lines) return null
  return (
    <div className="stack">
      <h3>{words.following}</h3>
      {lines.length === 0 && <p className="small muted">{words.followsNothing}</p>}
      <ul className="plain-list lines">
        {lines.map(({ kind, id, href, name, lang, inside = [] }) => (
          <li key={id} className="row">
            <span className="grow">
              <Link href={href} lang={lang}>
                {name}
              </Link>
              {inside.length > 0 && <span className="small muted"> {words.andInside(inside)}</span>}
            </span>
            <button
              type="button"
              className="btn small"
              disabled={busy}
              aria-label={words.unfollowWhich(name)}
              onClick={() => void telling('DELETE', `/me/following/${kind}/${id}`)}
            >
              {words.stopOne}
            </button>
          </li>
        ))}
      </ul>
      <WrongSaid id="my-following-wrong" wrong={wrong} />
    </div>
  )
}

function useLines(): Line[] | null {
  const { t } = useLanguage()
  const mine = useValue(myFollowing)
  if (!mine) return null
  return [
    ...mine.pages.map(({ id, slug, title: name, lang }) => ({
      kind: 'page' as const,
      id,
      href: `/p/${slug}`,
      name,
      lang,
    })),
    ...mine.territories.map(({ id, name, inside }) => ({
      kind: 'territory' as const,
      id,
      href: `/territoires/${id}`,
      name,
      inside: inside.map((one) => one.name),
    })),
    ...mine.types.map((key) => ({
      kind: 'type' as const,
      id: key,
      href: SHOWN_TYPE[key].path,
      name: t.pageTypes.types[key].many,
    })),
  ]
}
