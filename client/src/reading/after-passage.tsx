import type { Passage } from '@terreau/shared/api/pages.ts'
import { lazyPart } from '../ui/lazy-part.tsx'
import { CorrectPassage } from './correct-passage.tsx'
import { useSurroundings } from './surroundings.ts'

const ProposedHere = lazyPart(() => import('../proposing/proposed-here.tsx'), 'quiet')

/** What follows a passage: the way to correct it, and what is proposed there. */
export function AfterPassage({ passage }: { passage: Passage | undefined }) {
  const { proposals } = useSurroundings()
  return (
    <>
      <CorrectPassage passage={passage} />
      {proposals && passage && <ProposedHere at={passage.hash} />}
    </>
  )
}

/** What is proposed above all passages, and of fields that are no part of the text; `fields` are those that are. */
export function ProposedAtTop({ fields }: { fields: readonly string[] }) {
  return useSurroundings().proposals && <ProposedHere at={{ not: fields }} />
}
