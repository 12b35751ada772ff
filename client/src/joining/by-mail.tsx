import { useLanguage } from '../i18n/language.tsx'
import { MailForm } from './mail-form.tsx'

/** Asking for a link to one's address. */
export default function ByMail() {
  const { t } = useLanguage()
  return (
    <section className="card stack" aria-labelledby="by-mail">
      <h2 id="by-mail" className="card-title">
        {t.joining.byMail}
      </h2>
      <MailForm path="/mail-links" label={t.joining.mailLabel} go={t.joining.mailGo} said={t.joining.mailSaid} />
    </section>
  )
}
