// oxlint-disable-next-line import/no-unassigned-import -- a style sheet exports nothing
import './places.css'
import { Link } from 'wouter'
import { pagesWhere } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { narrowed } from '../finding/listing-screen.tsx'
import { useLanguage } from '../i18n/language.tsx'
import { usePlacesWords } from '../i18n/places.ts'
import type { LinkedList } from '../reading/list-linked.ts'
import { StandingBadge } from '../ui/standing-badge.tsx'
import { OpenLine } from '../finding/open-line.tsx'

/** So many say what the list is about; the link above them leads to all. */
const SHOWN = '6'

/** What a list holds now, below the link to it. Of other sites nothing is asked. */
export default function LiveList({ type, path, origin }: LinkedList) {
  const { lang } = useLanguage()
  const words = usePlacesWords().live
  const ours = origin === null || origin === location.origin
  const query = narrowed(type, path.split('?')[1] ?? '', lang)
  query.set('limit', SHOWN)
  const list = useValue(pagesWhere(query), { enabled: ours })
  if (!ours || !list) return null
  return (
    <div className="card live-list" lang={lang}>
      <ul className="plain-list stack">
        {list.pages.map((page) => (
          <li key={page.id}>
            <Link href={`/p/${page.slug}`} lang={page.lang}>
              {page.title}
            </Link>{' '}
            <StandingBadge standing={page.standing} />
            {page.answers?.open && <OpenLine open={page.answers.open} />}
          </li>
        ))}
      </ul>
      <p className="small">
        <Link href={path}>{words.all(list.total)}</Link>
      </p>
    </div>
  )
}
