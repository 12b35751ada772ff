import { useFollowingWords } from '../i18n/following.ts'
import { Head } from '../ui/head.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'

const StopLetters = lazyPart(() => import('./stop-letters.tsx'))

/** Where the link of a letter leads. Opening it changes nothing, pressing its button does: programs open links too. */
export function LettersScreen({ token }: { token: string }) {
  const { letters } = useFollowingWords()
  return (
    <main id="main" className="wrap narrow stack">
      <Head title={letters.title} hidden />
      <h1 tabIndex={-1}>{letters.title}</h1>
      <p>{letters.says}</p>
      <StopLetters token={token} />
    </main>
  )
}
