import type { TerritoryId } from '@terreau/shared/ids.ts'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useJoiningWords } from '../i18n/joining.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'
import { useTelling } from './use-telling.ts'

/** Leaving takes two presses: one may need an invitation to come back. */
export function LeaveTerritory({ id, name }: { id: TerritoryId; name: string }) {
  const { territories: words } = useJoiningWords()
  const [, navigate] = useLocation()
  const { wrong, busy, telling } = useTelling({ leaving: true })
  const [sure, setSure] = useState(false)
  const leave = async () => {
    if (await telling('DELETE', `/territories/${id}/members/me`)) navigate('/territoires')
  }
  if (!sure)
    return (
      <p>
        <button type="button" className="btn" onClick={() => setSure(true)}>
          {words.leave(name)}
        </button>
      </p>
    )
  return (
    <div className="notice stack" role="alert">
      <p>{words.leaveSays}</p>
      <WrongSaid id="leave-wrong" wrong={wrong} />
      <p className="row">
        <button type="button" className="btn" disabled={busy} onClick={() => void leave()}>
          {words.leaveSure}
        </button>
        <button type="button" className="btn" onClick={() => setSure(false)}>
          {words.stay}
        </button>
      </p>
    </div>
  )
}
