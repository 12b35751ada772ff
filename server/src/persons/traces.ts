/** What becomes of a row that names a member. */
interface Trace {
  /** When they leave: the row goes, goes on without saying who, or stays, under the pseudonym. */
  readonly leaving: 'erased' | 'unsigned' | 'kept'
  /** When they turn out to be somebody else too: the row becomes the other's, goes, or stays and is led on by `personBehind`. */
  readonly merging: 'moved' | 'erased' | 'kept'
}

/** Everywhere in the data where a member is named. What was written, and the ledger, are never rewritten. */
export const TRACES: Readonly<Record<string, Trace>> = {
  'address.member_id': { leaving: 'erased', merging: 'moved' },
  'client_lease.member_id': { leaving: 'kept', merging: 'moved' },
  'contribution.member_id': { leaving: 'kept', merging: 'kept' },
  'borrowing.member_id': { leaving: 'kept', merging: 'kept' },
  'correction.answered_by': { leaving: 'kept', merging: 'kept' },
  'correction.by_member': { leaving: 'kept', merging: 'kept' },
  'correction.written_by': { leaving: 'kept', merging: 'kept' },
  'file.added_by': { leaving: 'kept', merging: 'moved' },
  'first_step.taken_by': { leaving: 'erased', merging: 'moved' },
  'first_step.with_member': { leaving: 'unsigned', merging: 'moved' },
  'following.member_id': { leaving: 'erased', merging: 'moved' },
  'former_name.member_id': { leaving: 'erased', merging: 'moved' },
  'fork.member_id': { leaving: 'kept', merging: 'kept' },
  'fork_answer.answered_by': { leaving: 'kept', merging: 'kept' },
  'identity.member_id': { leaving: 'erased', merging: 'moved' },
  'invitation.made_by': { leaving: 'erased', merging: 'moved' },
  'letter_wish.member_id': { leaving: 'erased', merging: 'moved' },
  'mail_link.asker': { leaving: 'erased', merging: 'erased' },
  'member.became': { leaving: 'kept', merging: 'moved' },
  'mention.member_id': { leaving: 'erased', merging: 'moved' },
  'membership.member_id': { leaving: 'erased', merging: 'erased' },
  'membership.proposed_by': { leaving: 'unsigned', merging: 'moved' },
  'message.by_member': { leaving: 'kept', merging: 'kept' },
  'notice.by_member': { leaving: 'kept', merging: 'kept' },
  'notice.member_id': { leaving: 'erased', merging: 'moved' },
  'page.created_by': { leaving: 'kept', merging: 'moved' },
  'passkey.member_id': { leaving: 'erased', merging: 'moved' },
  'proposal.by_member': { leaving: 'unsigned', merging: 'moved' },
  'proposal.member_id': { leaving: 'erased', merging: 'moved' },
  'recovered_draft.member_id': { leaving: 'erased', merging: 'moved' },
  'report.by_member': { leaving: 'unsigned', merging: 'moved' },
  'session.member_id': { leaving: 'erased', merging: 'erased' },
  'tie.member_id': { leaving: 'erased', merging: 'moved' },
  'thread.opened_by': { leaving: 'kept', merging: 'kept' },
  'thread.settled_by': { leaving: 'kept', merging: 'kept' },
  'update_log.member_id': { leaving: 'kept', merging: 'kept' },
  'verdict.member_id': { leaving: 'kept', merging: 'kept' },
}
