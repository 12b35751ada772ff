import type { Standing } from '@terreau/shared/api/pages.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Glyph, type GlyphName } from './glyph.tsx'

const GLYPH: Record<Standing, GlyphName> = {
  validated: 'check',
  'to-review': 'clock',
  'to-recheck': 'recheck',
  contested: 'contest',
}

/** Says in words where a page stands; colour, line and glyph only repeat it. */
export function StandingBadge({ standing, whole = false }: { standing: Standing; whole?: boolean }) {
  const { t } = useLanguage()
  return (
    <span className={whole ? 'badge' : 'badge small'} data-standing={standing}>
      <Glyph name={GLYPH[standing]} />
      {whole ? t.standingOfPage[standing] : t.standing[standing]}
    </span>
  )
}
