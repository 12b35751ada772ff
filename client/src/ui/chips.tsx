import type { PageTypeKey, PrincipleKey } from '@terreau/shared/page-types/define.ts'
import { Link } from 'wouter'
import { useLanguage } from '../i18n/language.tsx'
import { SHOWN_TYPE } from '../shown-type.ts'
import { Glyph } from './glyph.tsx'
import { PRINCIPLES } from './hues.ts'

export function TypeChip({ type }: { type: PageTypeKey }) {
  const { t } = useLanguage()
  return (
    <span className="chip" data-hue={SHOWN_TYPE[type].hue}>
      {t.pageTypes.types[type].one}
    </span>
  )
}

/** Leads to the page of the principle. */
export function PrincipleChip({ principle }: { principle: PrincipleKey }) {
  const { t } = useLanguage()
  const { name, slug } = t.principles[principle]
  return (
    <Link className="chip" data-hue={principle} href={`/p/${slug}`}>
      <Glyph name={principle} /> {name}
    </Link>
  )
}

/** The principles that a page names, whatever else the field holds. */
export function principlesIn(value: unknown): PrincipleKey[] {
  return Array.isArray(value) ? PRINCIPLES.filter((principle) => value.includes(principle)) : []
}
