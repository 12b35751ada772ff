import { Link } from 'wouter'
import { useCarryingWords } from '../i18n/carrying.ts'
import { useLanguage } from '../i18n/language.tsx'
import { readCarried } from './carried.ts'

/** Said where something would take the network: what is kept here instead, and the way to it. */
export default function NotCarried() {
  const words = useCarryingWords()
  const { format } = useLanguage()
  const { pages, at } = readCarried() ?? {}
  if (!pages || !at) return null
  return (
    <>
      <p>{words.keptInstead(pages, format.instant(at))}</p>
      <p>
        <Link className="btn" href="/chercher">
          {words.searchKept}
        </Link>
      </p>
    </>
  )
}
