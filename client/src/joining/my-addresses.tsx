import { myAddresses } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useJoiningWords } from '../i18n/joining.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'
import { MailForm } from './mail-form.tsx'
import { useTelling } from './use-telling.ts'

/** The addresses by which one comes back; nobody else sees them. */
export default function MyAddresses() {
  const { addresses: words } = useJoiningWords()
  const own = useValue(myAddresses)?.addresses ?? []
  const { wrong, busy, telling } = useTelling()
  return (
    <section className="card stack" aria-labelledby="addresses">
      <h2 id="addresses" className="card-title">
        {words.title}
      </h2>
      <p className="small muted">{words.says}</p>
      {own.length > 0 && (
        <ul className="plain-list lines">
          {own.map((address) => (
            <li key={address} className="row">
              <span className="grow">{address}</span>
              <button
                type="button"
                className="btn small"
                disabled={busy}
                aria-label={words.removeWhich(address)}
                onClick={() => void telling('DELETE', '/me/addresses', { address })}
              >
                {words.remove}
              </button>
            </li>
          ))}
        </ul>
      )}
      <WrongSaid id="addresses-wrong" wrong={wrong} />
      <MailForm path="/me/addresses" label={words.add} go={words.send} said={words.sent} />
    </section>
  )
}
