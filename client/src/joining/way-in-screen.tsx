import { useLanguage } from '../i18n/language.tsx'
import { Head } from '../ui/head.tsx'

/** How one gets in: a link from someone, and a name. */
export function WayInScreen() {
  const { t } = useLanguage()
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
      <p className="muted">{t.joining.lost}</p>
    </main>
  )
}
