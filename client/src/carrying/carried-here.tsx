import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { whoAmI } from '../asking/queries.ts'
import { becomeSomeoneElse, useValue } from '../asking/use-answer.ts'
import { useCarryingWords } from '../i18n/carrying.ts'
import { useLanguage } from '../i18n/language.tsx'
import { isAway, noteAway, onCarried, readCarried } from './carried.ts'
import { carrying } from './carrying.ts'
import { searchPack } from './pack-search.ts'

/** How old what is kept may be before a visit brings it up to date. */
const FRESH_MS = 3_600_000

/** Present on every screen of a device that keeps the wiki: says when one reads what is kept, and keeps that up to date. */
export default function CarriedHere() {
  const words = useCarryingWords()
  const { format } = useLanguage()
  const carried = useSyncExternalStore(onCarried, readCarried, () => null)
  const away = useSyncExternalStore(onCarried, isAway, () => false)
  useOwner(carried?.member)
  useReadiness(away)
  useFreshness()
  useReturn()
  return (
    <div className="wrap kept-here">
      <output>
        {away && carried?.at && <p className="notice small">{words.away(carried.pages, format.instant(carried.at))}</p>}
      </output>
    </div>
  )
}

/** What one member kept is not for another. */
function useOwner(owner: string | null | undefined): void {
  const member = useValue(whoAmI)?.member?.id
  useEffect(() => {
    if (owner && member && owner !== member) void carrying.remove()
  }, [owner, member])
}

/** Whoever is without a network will search: the index is made ready before they do. */
function useReadiness(away: boolean): void {
  useEffect(() => {
    const { at } = readCarried() ?? {}
    if (away && at) void searchPack('/api/suggest?q=', at).catch(() => {})
  }, [away])
}

function useFreshness(): void {
  useEffect(() => {
    const { at } = readCarried() ?? {}
    if (at && Date.now() - Date.parse(at) > FRESH_MS && navigator.onLine) void carrying.update()
  }, [])
}

/** With the network back, everything is asked of the wiki again. */
function useReturn(): void {
  const client = useQueryClient()
  useEffect(() => {
    const back = () => {
      if (!isAway()) return
      noteAway(false)
      void becomeSomeoneElse(client, whoAmI).then(() => client.refetchQueries({ type: 'active' }))
    }
    addEventListener('online', back)
    return () => removeEventListener('online', back)
  }, [client])
}
