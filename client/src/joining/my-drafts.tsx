import { RecoveredDraftsList } from '../editing/recovered-drafts.tsx'
import { KeepingDetails } from '../keeping/keeping-details.tsx'

/** What one wrote and could not save, and whether this device keeps what one writes. */
export default function MyDrafts() {
  return (
    <>
      <RecoveredDraftsList />
      <section className="card">
        <KeepingDetails />
      </section>
    </>
  )
}
