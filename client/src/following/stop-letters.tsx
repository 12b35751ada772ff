import { useState } from 'react'
import { useFollowingWords } from '../i18n/following.ts'
import { useTelling } from '../joining/use-telling.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'

/** Stops the letters; whoever has their link need not come in. */
export default function StopLetters({ token }: { token: string }) {
  const { letters } = useFollowingWords()
  const { wrong, busy, telling } = useTelling()
  const [stopped, setStopped] = useState(false)
  const stop = async () => setStopped((await telling('POST', `/letters/${encodeURIComponent(token)}/stop`)) !== null)
  return (
    <div className="stack">
      {!stopped && (
        <p>
          <button type="button" className="btn primary" disabled={busy} onClick={() => void stop()}>
            {letters.stop}
          </button>
        </p>
      )}
      <output>{stopped && letters.stopped}</output>
      <WrongSaid id="letters-wrong" wrong={wrong} />
    </div>
  )
}
