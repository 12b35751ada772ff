import { Link } from 'wouter'
import { whoAmI } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Head } from '../ui/head.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'

const BringSources = lazyPart(() => import('./bring-sources.tsx'))

/** Where members bring the bibliography that they keep elsewhere. */
export function BringSourcesScreen() {
  const { t } = useLanguage()
  const visitor = useValue(whoAmI)?.member === null
  return (
    <main id="main" className="wrap narrow stack">
      <Head title={t.sourcing.bring} hidden />
      <h1 tabIndex={-1}>{t.sourcing.bring}</h1>
      <p>{t.sourcing.bringSays}</p>
      {visitor ? (
        <p className="notice">
          {t.sourcing.enterFirst} <Link href="/entrer">{t.joining.wayIn}</Link>
        </p>
      ) : (
        <BringSources />
      )}
    </main>
  )
}
