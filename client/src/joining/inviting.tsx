import type { MadeInvitation } from '@terreau/shared/api/people.ts'
import { useState } from 'react'
import { InvitationForm } from './invitation-form.tsx'
import { MadeInvitationSheet } from './made-invitation.tsx'
import { OpenInvitations } from './open-invitations.tsx'

/** An invitation to prepare, or the one just made; then those that are open. */
export default function Inviting() {
  const [made, setMade] = useState<MadeInvitation | null>(null)
  return (
    <>
      {made ? <MadeInvitationSheet made={made} onAnother={() => setMade(null)} /> : <InvitationForm onMade={setMade} />}
      <OpenInvitations />
    </>
  )
}
