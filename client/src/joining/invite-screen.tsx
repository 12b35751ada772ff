import { allTerritories, myInvitations } from '../asking/queries.ts'
import { useAnswer } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Answered } from '../ui/answered.tsx'
import { Head } from '../ui/head.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'

const Inviting = lazyPart(() => import('./inviting.tsx'))

/** What it must know beforehand. */
export const inviteNeeds = [myInvitations, allTerritories]

/** Where whoever may invite prepares links for others, and takes them back. */
export function InviteScreen() {
  const { t } = useLanguage()
  return (
    <Answered answer={useAnswer(myInvitations)}>
      {() => (
        <main id="main" className="wrap narrow stack">
          <Head title={t.joining.invite} hidden />
          <h1 tabIndex={-1}>{t.joining.invite}</h1>
          <Inviting />
        </main>
      )}
    </Answered>
  )
}
