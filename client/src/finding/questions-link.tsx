import { Link } from 'wouter'
import { questionsAfter, whoAmI } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { writes } from '../asking/writes.ts'
import { useFindingWords } from '../i18n/finding.ts'

/** Leads members to what nobody answered yet, where there is any, by the question that waits longest. */
export default function QuestionsLink() {
  const { questions: words } = useFindingWords()
  const may = writes(useValue(whoAmI)?.member)
  const [first] = useValue(questionsAfter(''), { enabled: may })?.questions ?? []
  if (!may || !first) return null
  return (
    <p>
      {words.homeSays(first.words)} <Link href="/questions">{words.see}</Link>
    </p>
  )
}
