import { useQueryClient } from '@tanstack/react-query'
import type { Me } from '@terreau/shared/api/people.ts'
import { tell } from '../asking/ask.ts'
import { mySessions, whoAmI } from '../asking/queries.ts'
import { useLanguage } from '../i18n/language.tsx'

/** Tells, once on each other device, that one's name came in somewhere new. */
export default function NewDevices({ devices }: { devices: Me['newDevices'] }) {
  return devices.map((device) => <NewDevice key={device.id} {...device} />)
}

function NewDevice({ id, device, at }: Me['newDevices'][number]) {
  const { t, format } = useLanguage()
  const client = useQueryClient()
  const answer = async (path: string) => {
    await tell('DELETE', path)
    await client.invalidateQueries({ queryKey: [whoAmI.path] })
    await client.invalidateQueries({ queryKey: [mySessions.path] })
  }
  return (
    <aside className="wrap new-device" aria-label={t.me.sessions}>
      <p className="notice row">
        <span className="grow">{t.me.newDevice(device, format.instant(at))}</span>
        <button type="button" className="btn small" onClick={() => void answer(`/sessions/${id}/notice`)}>
          {t.me.itWasMe}
        </button>
        <button type="button" className="btn small" onClick={() => void answer(`/sessions/${id}`)}>
          {t.me.notMe}
        </button>
      </p>
    </aside>
  )
}
