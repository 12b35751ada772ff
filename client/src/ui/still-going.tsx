import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import { useLocation } from 'wouter'
import { useLanguage } from '../i18n/language.tsx'
import { onCarried, readCarried } from '../carrying/carried.ts'
import { isThere, onMarker, readMarker } from '../keeping/marker.ts'
import { background } from '../moving/background.ts'

const KeptHere = lazy(() => import('../keeping/kept-here.tsx'))
const CarriedHere = lazy(() => import('../carrying/carried-here.tsx'))
const NOTHING = [] as const

/** Words that are still on their way from a page that one left, and what this device keeps where it was asked to. */
export function StillGoing() {
  const keeps = useKeeps()
  const carries = useSyncExternalStore(
    onCarried,
    () => readCarried() !== null,
    () => false,
  )
  return (
    <>
      <Leaving />
      <Suspense fallback={null}>
        {keeps && <KeptHere />}
        {carries && <CarriedHere />}
      </Suspense>
    </>
  )
}

function useKeeps(): boolean {
  const [there, setThere] = useState(false)
  const marked = useSyncExternalStore(
    onMarker,
    () => readMarker() !== null,
    () => false,
  )
  useEffect(() => {
    const forget = () => setThere(false)
    void isThere().then(setThere, forget)
    return onMarker(forget)
  }, [])
  return marked || there
}

function Leaving() {
  const { t } = useLanguage()
  const [path] = useLocation()
  const going = useSyncExternalStore(background.subscribe, background.get, () => NOTHING)
  const editing = path.endsWith('/modifier')
  if (editing || going.length === 0) return null
  const titles = going.map(({ title }) => title)
  const kept = going.every((page) => page.kept)
  return (
    <div className="wrap kept-here">
      <output className="notice small">{kept ? t.going.kept(titles) : t.going.says(titles)}</output>
    </div>
  )
}
