import type { ReactNode } from 'react'
import type { Answering } from '../asking/use-answer.ts'
import { OfflineScreen, RefusalScreen, WaitingScreen } from './refusal-screen.tsx'

/** Shows the screen made of an answer's value; where there is none, says why. */
export function Answered<T>({ answer, children }: { answer: Answering<T>; children: (value: T) => ReactNode }) {
  if (answer === 'waiting') return <WaitingScreen />
  if (answer === 'lost') return <OfflineScreen />
  if ('refusal' in answer) return <RefusalScreen {...answer} />
  return children(answer.value)
}
