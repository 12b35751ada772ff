import { Link } from 'wouter'
import { whoAmI } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { writes } from '../asking/writes.ts'
import { useFindingWords } from '../i18n/finding.ts'

/** Leads members to what nobody answered yet. */
export function QuestionsLink() {
  const { questions: words } = useFindingWords()
  if (!writes(useValue(whoAmI)?.member)) return null
  return (
    <p className="muted">
      {words.homeSays} <Link href="/questions">{words.see}</Link>
    </p>
  )
}
