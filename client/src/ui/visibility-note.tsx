import type { Visibility } from '@terreau/shared/permission/visibility.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Glyph } from './glyph.tsx'

/** Says, with a padlock and in words, that something is not for everyone; of what is public there is nothing to say. */
export function VisibilityNote({ visibility }: { visibility: Visibility }) {
  const { t } = useLanguage()
  if (visibility === 'public') return null
  return (
    <span className="chip">
      <Glyph name="lock" /> {t.territories.visibility[visibility]}
    </span>
  )
}
