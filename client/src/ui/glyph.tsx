import type { PrincipleKey } from '@terreau/shared/page-types/define.ts'
import sprite from './glyphs.svg?url'

export type GlyphName =
  | PrincipleKey
  | 'check'
  | 'clock'
  | 'search'
  | 'menu'
  | 'recheck'
  | 'contest'
  | 'plus'
  | 'pen'
  | 'cross'
  | 'lock'

/** A small drawing beside words that already say the same; never read aloud. */
export function Glyph({ name }: { name: GlyphName }) {
  return (
    <svg className="glyph" width="20" height="20" aria-hidden="true" focusable="false">
      <use href={`${sprite}#${name}`} />
    </svg>
  )
}
