import { useSearch } from 'wouter'
import { whoAmI } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Head } from '../ui/head.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { WrongSaid } from '../ui/wrong-said.tsx'

const ByMail = lazyPart(() => import('./by-mail.tsx'))
const ByPasskey = lazyPart(() => import('./by-passkey.tsx'))

/** How one gets in: a link from someone, and a name. */
export function WayInScreen() {
  const { t } = useLanguage()
  const asked = new URLSearchParams(useSearch())
  const ways = useValue(whoAmI)?.ways
  return (
    <main id="main" className="wrap narrow stack">
      <Head title={t.joining.wayIn} />
      <h1 tabIndex={-1}>{t.joining.wayIn}</h1>
      <p>{t.joining.wayInLead}</p>
      <ol className="steps">
        {t.joining.wayInSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {asked.get('oidc') && <WrongSaid id="oidc-wrong" wrong={t.joining.oidcNot} />}
      {ways?.oidc && (
        <p>
          <a className="btn primary" href="/oidc/go">
            {t.joining.oidcGo}
          </a>
        </p>
      )}
      <ByPasskey />
      {ways?.mail && <ByMail />}
      <p className="muted">{t.joining.lost}</p>
    </main>
  )
}
