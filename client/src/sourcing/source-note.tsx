import type { LinkFound, PageAnswer } from '@terreau/shared/api/pages.ts'
import { isOpenLicence } from '@terreau/shared/page-types/licences.ts'
import { useLanguage } from '../i18n/language.tsx'
import { AnyLink } from '../reading/inline.tsx'

/** What whoever rests on a source should know of it: that its words can't be taken over as they are, that its address leads nowhere. */
export function SourceNote({ answer: { page, link } }: { answer: PageAnswer }) {
  const { t } = useLanguage()
  const licence = page.fields.source_licence
  const unknown = licence === undefined || licence === 'unknown'
  return (
    <>
      {link && <LinkNote link={link} />}
      {!isOpenLicence(licence) && (
        <p className="notice small">{unknown ? t.sourcing.unknownLicence : t.sourcing.closedLicence}</p>
      )}
    </>
  )
}

function LinkNote({ link: { outcome, movedTo, at } }: { link: LinkFound }) {
  const { t, format } = useLanguage()
  const say = { ok: null, gone: t.sourcing.gone, moved: t.sourcing.moved, unknown: t.sourcing.noAnswer }[outcome]
  return (
    <p className="notice small">
      {say?.(format.day(at.slice(0, 10)))} {movedTo && <AnyLink href={movedTo}>{t.sourcing.movedTo}</AnyLink>}
    </p>
  )
}
