import { useState } from 'react'
import { firstSteps } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useStepsWords } from '../i18n/steps.ts'
import { useTelling } from '../joining/use-telling.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'

/** For whoever asked for no more small steps: a way back to them. */
export default function StepsAgain() {
  const words = useStepsWords()
  const offered = useValue(firstSteps(0))?.offered
  const { wrong, busy, telling } = useTelling()
  const [said, setSaid] = useState('')
  const again = async () => {
    if (await telling('PUT', '/me/first-steps', { offered: true })) setSaid(words.againSaid)
  }
  if (offered !== false) return said && <output className="small">{said}</output>
  return (
    <p>
      <button type="button" className="btn small" disabled={busy} onClick={() => void again()}>
        {words.again}
      </button>
      <WrongSaid id="steps-again-wrong" wrong={wrong} />
    </p>
  )
}
