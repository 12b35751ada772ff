import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { useState, type ComponentType } from 'react'
import { useLanguage } from '../i18n/language.tsx'

type Panel = ComponentType<{ answer: PageAnswer }>

/** A word at the foot of each page for whoever finds something wrong with it; what is behind loads when it is opened. */
export function SomethingAmiss({ answer }: { answer: PageAnswer }) {
  const { t } = useLanguage()
  const [panel, setPanel] = useState<{ is: Panel } | 'failed' | null>(null)
  const load = () => {
    if (panel && panel !== 'failed') return
    import('./page-care.tsx').then(
      (module) => setPanel({ is: module.default }),
      () => setPanel('failed'),
    )
  }
  const Shown = panel && panel !== 'failed' ? panel.is : null
  return (
    <details className="amiss" onToggle={(event) => event.currentTarget.open && load()}>
      <summary>{t.care.amiss}</summary>
      {Shown ? <Shown answer={answer} /> : <output>{panel === 'failed' ? t.lost.offline : t.loading}</output>}
      <noscript>
        <p>{t.care.needsScript}</p>
      </noscript>
    </details>
  )
}
