import { useLanguage } from '../i18n/language.tsx'
import { Head } from '../ui/head.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'

const Links = lazyPart(() => import('./links.tsx'))

/** Where stewards have the addresses of sources looked at, and read which of them lead nowhere any more. */
export function LinksScreen() {
  const { t } = useLanguage()
  return (
    <main id="main" className="wrap narrow stack">
      <Head title={t.sourcing.links} hidden />
      <h1 tabIndex={-1}>{t.sourcing.links}</h1>
      <Links />
    </main>
  )
}
