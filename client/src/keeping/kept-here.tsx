import { useEffect, useState, useSyncExternalStore } from 'react'
import { drafts } from '../editing/drafts.ts'
import { whoAmI } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useKeepingWords } from '../i18n/keeping.ts'
import { pageByHttp } from '../sync/page-by-http.ts'
import { bringBack, type BroughtBack } from './bring-back.ts'
import { keeping } from './keeping.ts'
import { readMarker } from './marker.ts'

/** How often a living tab looks for words of tabs that are gone. */
const BETWEEN_LOOKS_MS = 5_000

/** Present on every screen of a device that keeps: brings back what was left behind, and says what became of it. */
export default function KeptHere() {
  const words = useKeepingWords()
  const state = useSyncExternalStore(keeping.subscribe, keeping.get, keeping.get)
  const me = useValue(whoAmI)
  useOwner(me ? (me.member?.id ?? null) : undefined)
  const owner = readMarker()?.member
  const news = useBroughtBack(state.kind === 'on' && me !== null && (me.member?.id ?? owner) === owner)
  return (
    <div className="wrap kept-here">
      <output>{news && <p className="notice small">{news}</p>}</output>
      {state.kind === 'emptied' && (
        <div className="notice stack" role="alert">
          <p>
            {words.emptied} {state.pages.length > 0 ? words.emptiedLost(state.pages) : words.emptiedSaved}
          </p>
          <p className="row">
            {me?.member && (
              <button type="button" className="btn small" onClick={() => void keeping.start(me.member?.id ?? '')}>
                {words.again}
              </button>
            )}
            <button type="button" className="btn small" onClick={() => void keeping.stop()}>
              {words.stop}
            </button>
          </p>
        </div>
      )}
    </div>
  )
}

/** What another member kept is not for whoever is signed in now. */
function useOwner(member: string | null | undefined): void {
  useEffect(() => {
    const look = async () => {
      await keeping.takeUp()
      const owner = readMarker()?.member
      if (member && owner && owner !== member) await keeping.stop()
    }
    void look()
  }, [member])
}

/** Brings words of tabs that are gone, now and from time to time; answers what there is to say of it. */
function useBroughtBack(may: boolean): string {
  const words = useKeepingWords()
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (!may) return undefined
    let busy = false
    const look = async () => {
      const { shelf } = keeping
      if (busy || !shelf) return
      busy = true
      const result = await bringBack(shelf, pageByHttp).catch(() => null)
      busy = false
      if (!result) return keeping.lose(shelf)
      const news = sentence(words, result)
      if (news) setSaid(news)
      if (result.drafts) void drafts.refresh()
    }
    void look()
    const clock = setInterval(() => void look(), BETWEEN_LOOKS_MS)
    const now = () => void look()
    addEventListener('online', now)
    return () => {
      clearInterval(clock)
      removeEventListener('online', now)
    }
  }, [may, words])
  return said
}

function sentence(words: ReturnType<typeof useKeepingWords>, { saved, drafts, waits }: BroughtBack): string {
  const left = Object.values(readMarker()?.waiting ?? {})
  const parts = [
    saved.size > 0 && words.saved([...saved]),
    drafts && words.becameDrafts,
    waits && left.length > 0 && (waits === 'member' ? words.waitForMember(left) : words.wait(left)),
  ]
  return parts.filter(Boolean).join(' ')
}
