import { Link, useLocation } from 'wouter'
import { whoAmI } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'

const NewDevices = lazyPart(() => import('./new-devices.tsx'))

/** What a member is told on whatever screen: their name came in somewhere new, or a question waits for them. */
export function ToBeTold() {
  const me = useValue(whoAmI)
  return (
    <>
      {me && me.newDevices.length > 0 && <NewDevices devices={me.newDevices} />}
      {me?.asked && <Asked />}
    </>
  )
}

/** What the question is about is said in one's own corner alone. */
function Asked() {
  const { t } = useLanguage()
  const [path] = useLocation()
  if (path === '/moi') return null
  return (
    <aside className="wrap new-device" aria-label={t.me.asked}>
      <p className="notice row">
        <span className="grow">{t.me.asked}</span>
        <Link className="btn small" href="/moi">
          {t.me.askedSee}
        </Link>
      </p>
    </aside>
  )
}
