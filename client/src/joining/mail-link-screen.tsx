import type { MailLinkAnswer } from '@terreau/shared/api/people.ts'
import { mailLink } from '../asking/queries.ts'
import { useAnswer } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Answered } from '../ui/answered.tsx'
import { Head } from '../ui/head.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'

const MailLinkButton = lazyPart(() => import('./mail-link-button.tsx'))

/** Where a link sent by mail leads. It is used up by its button, never by being opened: programs open links too. */
export function MailLinkScreen({ secret }: { secret: string }) {
  return <Answered answer={useAnswer(mailLink(secret))}>{(link) => <Link secret={secret} link={link} />}</Answered>
}

function Link({ secret, link: { does, name, address } }: { secret: string; link: MailLinkAnswer }) {
  const { t } = useLanguage()
  return (
    <main id="main" className="wrap narrow stack">
      <Head title={t.joining.byMail} hidden />
      <h1 tabIndex={-1}>{t.joining.byMail}</h1>
      <p>{address ? t.joining.addsAddress(address, name) : t.joining.backAs(name)}</p>
      <MailLinkButton secret={secret} adds={does === 'add'} />
    </main>
  )
}
