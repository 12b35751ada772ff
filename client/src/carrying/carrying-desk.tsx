import { useEffect, useState, useSyncExternalStore } from 'react'
import type { OfflinePackSize } from '@terreau/shared/api/search.ts'
import { whoAmI } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useCarryingWords } from '../i18n/carrying.ts'
import { useLanguage } from '../i18n/language.tsx'
import { onCarried, readCarried, type Carried } from './carried.ts'
import { canCarry, carrying, sizeOf } from './carrying.ts'

/** Begins, stops, goes on and ends keeping the wiki on this device, and says how far that is. */
export default function CarryingDesk() {
  const words = useCarryingWords()
  const carried = useSyncExternalStore(onCarried, readCarried, () => null)
  const state = useSyncExternalStore(carrying.subscribe, carrying.get, carrying.get)
  if (!canCarry()) return <p className="notice">{words.cannot}</p>
  return (
    <section className="card stack" aria-label={words.title} data-carrying={carried?.at ? 'kept' : state.kind}>
      {carried ? <Kept carried={carried} /> : <Offer />}
      <p role="alert" className="said-wrong">
        {state.kind === 'broken-off' && words.brokenOff}
      </p>
    </section>
  )
}

/** What would come, before anything does. */
function Offer() {
  const words = useCarryingWords()
  const member = useValue(whoAmI)?.member
  const mine = Object.keys(member?.roles ?? {})
  const [own, setOwn] = useState(false)
  const territories = own ? mine : null
  const size = useSize(territories)
  return (
    <>
      {mine.length > 0 && (
        <fieldset className="plain">
          <legend>{words.which}</legend>
          {[false, true].map((choice) => (
            <label key={String(choice)} className="check">
              <input type="radio" name="which" checked={own === choice} onChange={() => setOwn(choice)} />
              <span>{choice ? words.mine : words.all}</span>
            </label>
          ))}
        </fieldset>
      )}
      <output>{size ? words.size(size.pages, size.bytes) : words.sizing}</output>
      <p>
        <button
          type="button"
          className="btn primary"
          disabled={!size}
          onClick={() => void carrying.start(member?.id ?? null, territories)}
        >
          {words.start}
        </button>
      </p>
    </>
  )
}

function useSize(territories: Carried['territories']): OfflinePackSize | null {
  const [size, setSize] = useState<OfflinePackSize | null>(null)
  const asked = territories?.join(',')
  useEffect(() => {
    let late = false
    const tell = (told: OfflinePackSize | null) => {
      if (!late) setSize(told)
    }
    void sizeOf(asked === undefined ? null : asked.split(',')).then(tell, () => tell(null))
    return () => {
      late = true
    }
  }, [asked])
  return size
}

function Kept({ carried }: { carried: Carried }) {
  const words = useCarryingWords()
  const { format } = useLanguage()
  const state = useSyncExternalStore(carrying.subscribe, carrying.get, carrying.get)
  const [busy, setBusy] = useState(false)
  const update = () => {
    setBusy(true)
    void carrying.update().finally(() => setBusy(false))
  }
  return (
    <>
      <output>{carried.at ? words.kept(carried.pages, format.instant(carried.at)) : words.coming}</output>
      {state.kind === 'fetching' && (
        <p>
          <progress aria-label={words.coming} max={state.of} value={state.got} />{' '}
          <span className="small muted">{words.progress(state.got, state.of)}</span>
        </p>
      )}
      <p className="row">
        {state.kind === 'fetching' ? (
          <button type="button" className="btn" onClick={() => carrying.pause()}>
            {words.pause}
          </button>
        ) : (
          <button type="button" className="btn" disabled={busy} onClick={update}>
            {carried.at ? words.update : words.goOn}
          </button>
        )}
        <button type="button" className="btn" onClick={() => void carrying.remove()}>
          {words.stop}
        </button>
      </p>
    </>
  )
}
